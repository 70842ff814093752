// SPDX-License-Identifier: Apache-2.0

import { MOVED_OFTEN } from 'backstage-plugin-postmortems-common';
import { IS_OPEN, IS_UNFINISHED } from '../actionItems/actionItemRows';
import { goneOwners } from '../actionItems/GoneOwnersStore';
import { isOfTeam, Team } from '../actionItems/isOfTeam';
import { Db } from '../sql';

/** Something was decided and not taken back. */
export const IS_DECIDED = `exists (
  select 1 from team_review_decision as decision
  where decision.review_id = team_review_item.review_id
    and decision.action_item_id = team_review_item.action_item_id
    and decision.kind <> 'skipped' and decision.undone_at is null)`;

/** Of an item that was taken out of its postmortem, nothing is to be done. */
export const IS_LEFT = `(not ${IS_DECIDED} and action_item.id is not null and ${IS_UNFINISHED})`;

/** With the review and the action item, if it is still there, joined. */
export const WAITS = `case when team_review.ended_at is null then ${IS_LEFT} else team_review_item.waits end`;

/** Whose action items are on an agenda. */
export type AgendaOf = Team & {
  /** Today in the portal's time zone and the last day that is `soon`. */
  today: string;
  soonUntil: string;
};

/**
 * Puts the open action items of published postmortems on the agenda of a
 * review, in the order of `ReviewReason`, then by due date: those of the group
 * and its members, and those of nobody, or of somebody who is gone, on what the group owns. Whoever begins
 * it, the agenda is the same; who may read what is asked when it is read.
 */
export async function makeAgenda(
  db: Db,
  review: { id: string; previousId: string | null },
  of: AgendaOf,
): Promise<void> {
  const reason = db.raw(
    `case
      when action_item.owner is null then 0
      when action_item.owner in ? then 1
      when action_item.due_date is null then 2
      when ${IS_OPEN} and action_item.due_date < ? then 3
      when ${IS_OPEN} and action_item.due_date <= ? then 4
      when action_item.due_date_moves >= ? then 5
      else 6
    end`,
    [goneOwners(db), of.today, of.soonUntil, MOVED_OFTEN],
  );
  const waited = db.raw('action_item.id in ?', [
    db('team_review_item')
      .select('action_item_id')
      .where({ review_id: review.previousId ?? '', waits: true }),
  ]);
  const items = db('action_item')
    .join('postmortem', 'postmortem.id', 'action_item.postmortem_id')
    .where('postmortem.status', 'published')
    .whereRaw(IS_UNFINISHED)
    .where(isOfTeam(db, of))
    .select('action_item.id', 'action_item.postmortem_id')
    .select({
      reason,
      // What is restricted leaves no text here.
      text: db.raw(
        "case when postmortem.visibility = 'internal' then action_item.description else '' end",
      ),
      waited,
      due: db.raw("coalesce(action_item.due_date, '9999-12-31')"),
      number: 'postmortem.number',
      place: 'action_item.position',
    });
  await db
    .into(
      db.raw(
        'team_review_item (review_id, position, action_item_id, postmortem_id, reason, description, waited)',
      ),
    )
    .insert(
      db
        .from(items.as('item'))
        .select(
          db.raw('?', [review.id]),
          db.raw(
            'row_number() over (order by item.reason, item.due, item.number, item.place, item.id)',
          ),
          'item.id',
          'item.postmortem_id',
          'item.reason',
          'item.text',
          'item.waited',
        ),
    );
}
