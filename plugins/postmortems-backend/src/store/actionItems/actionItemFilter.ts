// SPDX-License-Identifier: Apache-2.0

import {
  ActionItemsQuery,
  ActionItemStatus,
  OPEN_STATUSES,
  PostmortemStatus,
} from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { PostmortemKey } from '../postmortems/PostmortemsStore';
import { Where } from '../readFilter';
import { columnMatchesWords } from '../search/words';
import { Db, inList } from '../sql';
import { goneOwners } from './GoneOwnersStore';
import { isOfTeam, Team } from './isOfTeam';
import { isToVerify } from './isToVerify';

/** What a list of action items is asked for. An empty list matches nothing. */
export type ActionItemFilter = {
  /** Whom they belong to; `none` and `gone` as in the query. */
  owners?: readonly string[] | 'none' | 'gone';
  team?: Team;
  severities?: readonly string[];
  postmortemStatus?: PostmortemStatus;
  /** An instant. */
  createdBefore?: string;
  systems?: readonly string[];
  postmortem?: PostmortemKey;
  statuses?: readonly ActionItemStatus[];
  due?: ActionItemsQuery['due'];
  /** What its owner is asked about by `today`: see `isToVerify`. */
  toVerify?: boolean;
  /** Today in the portal's time zone and the last day that is `soon`. */
  today: string;
  soonUntil: string;
  q?: string;
};

/** What is counted of action items, for a day. */
export type TotalsFilter = Omit<ActionItemFilter, 'statuses' | 'due'>;

/** The action items that a list is asked for, of postmortems that are joined. */
export function isWhatIsAsked(db: Db, filter: ActionItemFilter): Where {
  return query => {
    const { owners, systems, postmortem, statuses, q } = filter;
    if (owners) query.where(isOwnedBy(db, owners));
    if (filter.team) query.where(isOfTeam(db, filter.team));
    if (filter.severities)
      query.where(inList(db, 'postmortem.severity', filter.severities));
    if (filter.postmortemStatus)
      query.where('postmortem.status', filter.postmortemStatus);
    if (filter.createdBefore)
      query.where(
        'action_item.created_at',
        '<',
        new Date(filter.createdBefore),
      );
    if (statuses) query.where(inList(db, 'action_item.status', statuses));
    if (postmortem)
      for (const [column, value] of Object.entries(postmortem))
        query.where(`postmortem.${column}`, value);
    if (systems)
      query.whereIn(
        'action_item.postmortem_id',
        db('postmortem_system')
          .select('postmortem_id')
          .where(inList(db, 'entity_ref', systems)),
      );
    if (q !== undefined) query.where(columnMatchesWords('words', q));
    if (filter.due) query.where(isDue(filter));
    if (filter.toVerify) query.where(isToVerify(filter.today));
  };
}

function isOwnedBy(db: Db, owners: NonNullable<ActionItemFilter['owners']>) {
  return (query: Knex.QueryBuilder): void => {
    if (owners === 'none') query.whereNull('action_item.owner');
    else if (owners === 'gone')
      query.whereIn('action_item.owner', goneOwners(db));
    else query.where(inList(db, 'action_item.owner', owners));
  };
}

/** The same as `dueOf`, in SQL. */
function isDue({ due, today, soonUntil }: ActionItemFilter) {
  const day = 'action_item.due_date';
  return (query: Knex.QueryBuilder): void => {
    const open = () => query.whereIn('action_item.status', [...OPEN_STATUSES]);
    switch (due) {
      case 'overdue':
        open().where(day, '<', today);
        return;
      case 'soon':
        open().whereBetween(day, [today, soonUntil]);
        return;
      case 'none':
        query.whereNull(day);
        return;
      default:
        query
          .whereNotNull(day)
          .where(later =>
            later
              .where(day, '>', soonUntil)
              .orWhereNotIn('action_item.status', [...OPEN_STATUSES]),
          );
    }
  };
}
