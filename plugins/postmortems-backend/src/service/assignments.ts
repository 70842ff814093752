// SPDX-License-Identifier: Apache-2.0

import {
  ActionItem,
  isOpen,
  PostmortemDocument,
} from 'backstage-plugin-postmortems-common';
import { StoredPostmortem } from '../store/postmortems/rows';

/** What is told of a write, from the least to the most. */
export const TOPICS = [
  'postmortems-published',
  'postmortems-recurrence',
  'postmortems-promise',
  'postmortems-action-item',
  'postmortems-deleted',
] as const;

/** What is told to somebody about a postmortem. */
export type Message = {
  topic: (typeof TOPICS)[number];
  title: string;
  description?: string;
};

/** By the entity ref of a user or group: one message each. */
export type Messages = Map<string, Message>;

/** What each owner has to do, by the ids of the action items. */
export function ownersOfOpen({
  actionItems,
}: PostmortemDocument): Map<string, Map<string, ActionItem>> {
  const owners = new Map<string, Map<string, ActionItem>>();
  for (const item of actionItems) {
    if (!isOpen(item) || item.owner === null) continue;
    const items = owners.get(item.owner) ?? new Map<string, ActionItem>();
    owners.set(item.owner, items.set(item.id, item));
  }
  return owners;
}

/**
 * To the author and the commander: which promises of a published postmortem
 * were moved, or will not be kept.
 *
 * @param told - as it was last published
 */
export function brokenPromises(
  told: PostmortemDocument | undefined,
  after: StoredPostmortem,
): Messages {
  const before = new Map(told?.actionItems.map(item => [item.id, item]));
  const known = after.actionItems.flatMap(item => {
    const was = before.get(item.id);
    return was && isOpen(was) ? [{ was, item }] : [];
  });
  const moved = known.filter(
    ({ was, item }) =>
      isOpen(item) &&
      was.dueDate !== null &&
      item.dueDate !== null &&
      was.dueDate !== item.dueDate,
  );
  const dropped = known.filter(({ item }) => item.status === 'wont-do');
  // Where a day can be changed as if nobody had promised it.
  const proposed = known.filter(({ item }) => item.status === 'proposed');
  const parts = (
    [
      [dropped, 'action item', 'will not be done'],
      [proposed, 'action item', 'only proposed again'],
      [moved, 'due date', 'moved'],
    ] as const
  ).filter(([items]) => items.length > 0);
  if (parts.length === 0) return new Map();
  const [first] = moved;
  const message: Message = {
    topic: 'postmortems-promise',
    title: `PM-${after.number}: ${parts
      .map(
        ([{ length }, noun, what]) =>
          `${length} ${noun}${length === 1 ? '' : 's'} ${what}`,
      )
      .join(', ')}`,
    ...(moved.length === 1 && {
      description: `Due on ${first.item.dueDate} instead of ${first.was.dueDate}.`,
    }),
  };
  return new Map(promisesAreToldTo(after).map(ref => [ref, message]));
}

/** Who hears of moved and broken promises: the author and the commander. */
export function promisesAreToldTo({
  createdBy,
  incidentCommander,
}: StoredPostmortem): string[] {
  return [
    createdBy,
    ...(incidentCommander === null ? [] : [incidentCommander]),
  ];
}

/**
 * One message for each owner who has more to do than was told, or from whom
 * something was taken. What is proposed or done asks nothing of its owner until
 * it is accepted or opened.
 */
export function assignments(
  told: PostmortemDocument | undefined,
  after: StoredPostmortem,
): Messages {
  const before = told ? ownersOfOpen(told) : new Map();
  const now = ownersOfOpen(after);
  const owner = new Map(after.actionItems.map(item => [item.id, item.owner]));
  const messages: Messages = new Map();
  for (const ref of new Set<string>([...now.keys(), ...before.keys()])) {
    const items = [...(now.get(ref)?.values() ?? [])];
    const known: ReadonlyMap<string, ActionItem> = before.get(ref) ?? new Map();
    const isMore = items.some(({ id }) => !known.has(id));
    const isTaken = [...known.keys()].some(id => owner.get(id) !== ref);
    if (isMore || isTaken) messages.set(ref, toDo(`PM-${after.number}`, items));
  }
  return messages;
}

function toDo(reference: string, items: readonly ActionItem[]): Message {
  const topic = 'postmortems-action-item';
  if (items.length === 0)
    return { topic, title: `You no longer own an action item of ${reference}` };
  const [due] = items.flatMap(({ dueDate }) => dueDate ?? []).sort();
  const many = items.length > 1;
  return {
    topic,
    title: `You own ${many ? `${items.length} action items` : 'an action item'} of ${reference}`,
    ...(due && {
      description: `${many ? 'The first is due' : 'Due'} on ${due}.`,
    }),
  };
}
