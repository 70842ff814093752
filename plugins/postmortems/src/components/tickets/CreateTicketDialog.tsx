// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import CircularProgress from '@material-ui/core/CircularProgress';
import FormControl from '@material-ui/core/FormControl';
import InputLabel from '@material-ui/core/InputLabel';
import NativeSelect from '@material-ui/core/NativeSelect';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import {
  ActionItem,
  ActionItemRow,
  isResponseError,
} from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { ErrorState } from '../common/ErrorState';
import { reasonOf, Translate } from '../common/reasonOf';
import { ConfirmDialog } from '../kit/ModalDialog';
import { useAlerts } from '../kit/useAlerts';
import { useRequest } from '../kit/useRequest';

/** A tracker that does not answer is named by the server, in words for people. */
function whyNotCreated(error: unknown, t: Translate): string {
  if (isResponseError(error) && error.statusCode === 503)
    return error.body?.error?.message || reasonOf(error, t);
  return reasonOf(error, t);
}

/** Asks where the ticket of an action item is to be, and creates it. */
export const CreateTicketDialog = (props: {
  item: Pick<ActionItem, 'id' | 'description'>;
  onCreated: (row: ActionItemRow) => void;
  onClose: () => void;
}) => {
  const { item, onCreated, onClose } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const alerts = useAlerts();
  const [chosen, setChosen] = useState(0);
  const { value, error, retry } = useRequest(
    signal => api.trackers({ query: { actionItem: item.id } }, { signal }),
    [api],
    item.id,
  );
  const trackers = value?.items ?? [];
  const places = trackers.flatMap(({ id, title, projects }) =>
    projects.map(project => ({ id, title, project })),
  );
  const place = places[chosen];

  const create = async () => {
    const { id: tracker, title, project } = place;
    const row = await api.createTicket({
      id: item.id,
      body: { tracker, project },
    });
    alerts.post({
      message: t('tickets.create.created', {
        tracker: title,
        key: row.ticket?.key ?? project,
      }),
      severity: 'success',
      display: 'transient',
    });
    onCreated(row);
  };

  return (
    <ConfirmDialog
      id="postmortems-create-ticket-title"
      size="sm"
      title={t('tickets.create.title')}
      text={item.description || t('common.actionItem.noDescription')}
      confirm={t('tickets.create.button')}
      disabled={!place}
      explain={problem =>
        t('tickets.create.failed', { reason: whyNotCreated(problem, t) })
      }
      onConfirm={create}
      onClose={onClose}
    >
      {!value && !error && (
        <CircularProgress size={20} aria-label={t('common.loading')} />
      )}
      {error && (
        <ErrorState
          title={t('tickets.create.placesFailed')}
          error={error}
          onRetry={retry}
        />
      )}
      {trackers
        .filter(({ projects }) => projects.length === 0)
        .map(({ id, title, failure }) => (
          <Alert key={id} severity={failure ? 'error' : 'info'}>
            {failure || t('tickets.create.nowhere', { tracker: title })}
          </Alert>
        ))}
      {place && (
        <>
          <FormControl fullWidth margin="normal">
            <InputLabel htmlFor="postmortems-create-ticket-place">
              {t('tickets.create.where')}
            </InputLabel>
            <NativeSelect
              value={chosen}
              inputProps={{ id: 'postmortems-create-ticket-place' }}
              onChange={event => setChosen(Number(event.target.value))}
            >
              {places.map(({ id, title, project }, index) => (
                <option key={`${id} ${project}`} value={index}>
                  {t('tickets.create.place', { tracker: title, project })}
                </option>
              ))}
            </NativeSelect>
          </FormControl>
          <Typography variant="body2" color="textSecondary">
            {t('tickets.create.leaves')}
          </Typography>
        </>
      )}
    </ConfirmDialog>
  );
};
