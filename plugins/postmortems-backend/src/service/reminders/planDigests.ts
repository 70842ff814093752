// SPDX-License-Identifier: Apache-2.0

import { NotificationDetail } from 'backstage-plugin-postmortems-common';
import { DueItem } from '../../store/reminders/DueItemsStore';
import { Reminder, Told, ToldItem } from '../../store/reminders/ReminderLedger';
import { DigestText, digestOf, Due, nothingLeft } from './digest';
import { DuePeople } from './DuePeople';
import { stageForOthers, stageForOwner } from './dueStages';

/** What is to be sent to a person. */
export type Digest = Reminder & {
  text: DigestText;
  /** Nothing became due: what was said before does not hold any more. */
  isUpdate: boolean;
  /** It was perhaps sent before. */
  isRepeated: boolean;
};

const NOTHING: Due = {
  own: [],
  questions: [],
  others: [],
  ownerless: [],
  unpublished: [],
};

/**
 * What is to be sent to whom on a day. A person gets a digest when an action
 * item reached one of its days since the last digest that named it, or is new
 * to them, as one whose owner left; and when something that the last one named
 * is not due for them any more. It names all that is due.
 *
 * @param options.told - what each person was told last
 * @param options.owners - of the action items in `told`
 */
export function planDigests(options: {
  items: readonly DueItem[];
  ownerless: readonly DueItem[];
  unpublished: readonly DueItem[];
  told: ReadonlyMap<string, Told>;
  owners: ReadonlyMap<string, string | null>;
  people: DuePeople;
  day: string;
  detail: NotificationDetail;
}): Digest[] {
  const { items, ownerless, unpublished, told, owners, people } = options;
  const { day, detail } = options;
  const unsure = new Set(
    [...items, ...ownerless, ...unpublished]
      .filter(item => people.isUnsure(item, day))
      .map(({ id }) => id),
  );
  const due = people.due(items, ownerless, unpublished, day);

  return [...new Set([...due.keys(), ...told.keys()])].flatMap(recipient => {
    const last = told.get(recipient);
    if (last && (last.isBusy || last.day >= day)) return [];
    if (people.isGone(recipient)) return [];
    const now = due.get(recipient) ?? NOTHING;
    const named = toldItems(now);
    const ids = new Set(named.map(({ id }) => id));
    const left = [...(last?.items ?? []), ...(last?.unknown ?? [])].filter(
      ({ id }) => !ids.has(id),
    );
    // Nobody can say whether these are still theirs.
    const kept = left.filter(({ id }) => unsure.has(id));
    const becameDue = isNews(now, last, day);
    const isRepeated = last?.unknown !== undefined;
    const isStale = left.length > kept.length || isRepeated;
    if (!becameDue && !isStale) return [];
    if (named.length === 0 && kept.length > 0) return [];
    const isTheirs = left.some(
      ({ id, own }) =>
        !own || people.peopleOf(owners.get(id) ?? null).includes(recipient),
    );
    return {
      recipient,
      items: [...named, ...kept],
      text:
        named.length > 0
          ? digestOf(now, { day, detail })
          : nothingLeft(isTheirs),
      isUpdate: !becameDue,
      isRepeated,
    };
  });
}

/** Each once, whatever it is named for. */
function toldItems(due: Due): ToldItem[] {
  const { own, questions, others, ownerless, unpublished } = due;
  const toTold = (isOwn: boolean) => (item: DueItem) =>
    [item.id, { id: item.id, due: item.dueDate, own: isOwn }] as const;
  return [
    ...new Map([
      ...unpublished.map(toTold(false)),
      ...ownerless.map(toTold(false)),
      ...others.map(toTold(false)),
      ...[...own, ...questions].map(toTold(true)),
    ]).values(),
  ];
}

/** Whether anything reached one of its days since it was named, or is new. */
function isNews(
  { own, questions, others, ownerless, unpublished }: Due,
  last: Told | undefined,
  day: string,
): boolean {
  const named = new Map(last?.items.map(({ id, due }) => [id, due]));
  const isNew =
    (stageOf: (dueDate: string, day: string) => string | undefined) =>
    ({ id, dueDate }: DueItem) =>
      named.get(id) !== dueDate || stageOf(dueDate, day)! > last!.day;
  return (
    own.some(isNew(stageForOwner)) ||
    // Asked once, on its day.
    questions.some(({ id, dueDate }) => named.get(id) !== dueDate) ||
    others.some(isNew(stageForOthers)) ||
    unpublished.some(isNew(stageForOwner)) ||
    ownerless.some(({ id }) => !named.has(id))
  );
}
