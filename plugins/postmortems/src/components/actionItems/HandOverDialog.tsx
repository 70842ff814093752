// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import CircularProgress from '@material-ui/core/CircularProgress';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  HandedOver,
  HandOverResult,
  isResponseError,
} from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { useNameOf } from '../common/entities';
import { EntityPicker } from '../common/EntityPicker';
import { useKnownEntities } from '../common/useKnownEntities';
import { ErrorState } from '../common/ErrorState';
import { reasonOf } from '../common/reasonOf';
import { ConfirmDialog, ModalDialog } from '../kit/ModalDialog';
import { useRequest } from '../kit/useRequest';

/** How many are named. */
const SHOWN = 10;
const TITLE = 'postmortems-hand-over-title';

const useStyles = makeStyles(theme => ({
  list: {
    ...theme.typography.body2,
    margin: theme.spacing(0, 0, 1),
    paddingLeft: theme.spacing(2.5),
    overflowWrap: 'anywhere',
  },
  heading: { marginTop: theme.spacing(2) },
}));

const HandedOverList = (props: {
  items: ReadonlyArray<HandedOver & { reason?: string }>;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const classes = useStyles();
  const { items } = props;
  return (
    <ul className={classes.list}>
      {items
        .slice(0, SHOWN)
        .map(({ actionItemId, description, postmortem, reason }) => (
          <li key={`${postmortem.id} ${actionItemId}`}>
            {t('common.number', { number: String(postmortem.number) })}:{' '}
            {actionItemId === null
              ? t('actionItems.handOver.commander')
              : description || t('common.actionItem.noDescription')}
            {reason && ` – ${reason}`}
          </li>
        ))}
      {items.length > SHOWN && (
        <li>
          {t('actionItems.handOver.others', { count: items.length - SHOWN })}
        </li>
      )}
    </ul>
  );
};

/** What is handed over, and what the reader may not change. */
const Outcome = ({ result }: { result: HandOverResult }) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const classes = useStyles();
  const { changed, refused, more } = result;
  return (
    <>
      <HandedOverList items={changed} />
      {refused.length > 0 && (
        <>
          <Typography variant="subtitle2" className={classes.heading}>
            {t('actionItems.handOver.refused', { count: refused.length })}
          </Typography>
          <HandedOverList items={refused} />
        </>
      )}
      {more && <Typography>{t('actionItems.handOver.more')}</Typography>}
    </>
  );
};

/** Hands over what somebody has who is gone, after saying what that is. */
export const HandOverDialog = (props: {
  /** An entity ref. */
  from: string;
  onClose: () => void;
  onDone: () => void;
}) => {
  const { from, onClose, onDone } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const classes = useStyles();
  const [to, setTo] = useState<string>();
  const nameOf = useNameOf();
  const { known } = useKnownEntities(to ? [from, to] : [from]);
  const fromName = nameOf(known.get(from) ?? from);
  const toName = to && nameOf(known.get(to) ?? to);
  const [done, setDone] = useState<HandOverResult>();
  const {
    value: planned,
    error,
    retry,
  } = useRequest(
    async signal =>
      to
        ? api.handOver({ body: { from, to, dryRun: true } }, { signal })
        : undefined,
    [api, from, to],
    to ?? '',
  );

  if (done)
    return (
      <ModalDialog
        id={TITLE}
        size="sm"
        title={t('actionItems.handOver.done', {
          count: done.changed.length,
          name: toName!,
        })}
        onClose={onClose}
        actions={<Button onClick={onClose}>{t('common.close')}</Button>}
      >
        <Outcome result={done} />
      </ModalDialog>
    );
  return (
    <ConfirmDialog
      id={TITLE}
      size="sm"
      title={t('actionItems.handOver.title', { name: fromName })}
      confirm={t('actionItems.handOver.confirm')}
      disabled={!planned?.changed.length}
      explain={cause =>
        isResponseError(cause) && cause.statusCode < 500
          ? t('actionItems.handOver.failed', { reason: reasonOf(cause, t) })
          : t('actionItems.handOver.unsure')
      }
      onConfirm={async () => {
        try {
          setDone(await api.handOver({ body: { from, to: to! } }));
        } catch (cause) {
          // It is a save for each postmortem: what it came to is looked up.
          retry();
          throw cause;
        } finally {
          onDone();
        }
      }}
      onClose={onClose}
    >
      <EntityPicker
        id="postmortems-hand-over-to"
        label={t('actionItems.handOver.to')}
        kinds={['user', 'group']}
        single
        value={to ? [to] : []}
        onChange={([ref]) => setTo(ref)}
        help={t('actionItems.handOver.help')}
      />
      {to && !planned && !error && (
        <CircularProgress size={20} aria-label={t('common.loading')} />
      )}
      {error && (
        <ErrorState
          title={t('actionItems.handOver.notPossible')}
          error={error}
          onRetry={retry}
        />
      )}
      {planned && (
        <div role="status">
          <Typography variant="subtitle2" className={classes.heading}>
            {t('actionItems.handOver.planned', {
              count: planned.changed.length,
              name: toName!,
            })}
          </Typography>
          <Outcome result={planned} />
        </div>
      )}
    </ConfirmDialog>
  );
};
