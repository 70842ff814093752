// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Tooltip from '@material-ui/core/Tooltip';
import { ActionItemTicket } from 'backstage-plugin-postmortems-common';
import { postmortemsTranslationRef } from '../../translation';
import { useFormat } from '../common/useFormat';
import { Link } from '../kit/Link';
import { useTrackers } from './useTrackers';

/** Leads to the ticket of an action item, and says whether both are in step. */
export const TicketLink = (props: {
  url: string;
  /** Absent where it is in no tracker of this portal. */
  ticket?: Omit<ActionItemTicket, 'id'> | null;
}) => {
  const { url, ticket } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const trackers = useTrackers();
  if (!ticket) return <Link to={url}>{t('tickets.ticket')}</Link>;
  const { key, syncedAt, failingSince, failure } = ticket;
  const tracker =
    trackers.find(({ id }) => id === ticket.tracker)?.title ?? ticket.tracker;
  const synced = syncedAt
    ? t('tickets.synced', { at: format.instant(syncedAt) })
    : '';
  return (
    <span>
      <Tooltip title={synced}>
        <span>
          <Link to={url}>{t('tickets.named', { tracker, key })}</Link>
        </span>
      </Tooltip>
      {failingSince && (
        <>
          {' · '}
          {t('tickets.failing', { at: format.instant(failingSince) })}
          {failure && `: ${failure}`}
        </>
      )}
    </span>
  );
};
