// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import MuiLink from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import { ActionItem, ActionItemRow } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { CreateTicketDialog } from './CreateTicketDialog';
import { useTrackers } from './useTrackers';

const useStyles = makeStyles({
  button: { verticalAlign: 'baseline', '@media print': { display: 'none' } },
});

/** Creates the ticket of an action item; nothing where there is no tracker. */
export const CreateTicketButton = (props: {
  item: Pick<ActionItem, 'id' | 'description' | 'status' | 'ticketUrl'>;
  onCreated: (row: ActionItemRow) => void;
}) => {
  const { item, onCreated } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const [asking, setAsking] = useState(false);
  const trackers = useTrackers();
  const isFinished = item.status === 'done' || item.status === 'wont-do';
  if (trackers.length === 0 || item.ticketUrl || isFinished) return null;
  return (
    <>
      <MuiLink
        component="button"
        type="button"
        className={classes.button}
        aria-label={t('tickets.create.label', {
          description: item.description || t('common.actionItem.noDescription'),
        })}
        onClick={() => setAsking(true)}
      >
        {t('tickets.create.button')}
      </MuiLink>
      {asking && (
        <CreateTicketDialog
          item={item}
          onCreated={row => {
            setAsking(false);
            onCreated(row);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
};
