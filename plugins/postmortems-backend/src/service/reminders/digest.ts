// SPDX-License-Identifier: Apache-2.0

import {
  daysBetween,
  NotificationDetail,
  plainText,
} from 'backstage-plugin-postmortems-common';
import { excerpt } from '../../excerpt';
import { DueItem, DuePostmortem } from '../../store/reminders/DueItemsStore';
import { DAYS_UNTIL_OTHERS } from './dueStages';

/** What is due for a person. */
export type Due = {
  /** The person's own, and those of their groups, the first due first. */
  own: DueItem[];
  /** What is done, and of which the person is asked whether it worked. */
  questions: DueItem[];
  /** Of others, who are late, in the person's systems or incidents. */
  others: DueItem[];
  /** In the person's systems, those whose owner is no longer in the catalog. */
  ownerless: DueItem[];
  /** Postmortems, the person's own or of their systems, that are not published. */
  unpublished: DueItem[];
};

/** The text of a notification. */
export type DigestText = {
  title: string;
  /** Empty, and not left out: else the one of the row that it updates stays. */
  description: string;
};

/** One subject of a digest: what its title says of it, and its lines. */
type Part = { title: string; lines: string[] };

/** How many action items are named; all are counted. */
const NAMED = {
  own: 10,
  questions: 5,
  others: 5,
  ownerless: 5,
  unpublished: 5,
};
/** Characters of a description. */
const DESCRIPTION = 100;

const isGroup = (ref: string | null) => ref?.startsWith('group:') === true;

/** `component:default/payment` → `payment` */
const nameOf = (ref: string) => ref.slice(ref.indexOf('/') + 1);

/**
 * What a person is told on a day.
 *
 * @param due - not empty
 * @param options.detail - `link`: only numbers
 */
export function digestOf(
  due: Due,
  options: { day: string; detail: NotificationDetail },
): DigestText {
  const parts = [
    ...ownPart(due.own, options.day),
    ...questionsPart(due.questions, options.day),
    ...othersPart(due.others, options.day),
    ...ownerlessPart(due.ownerless, options.day),
    ...unpublishedPart(due.unpublished, options.day),
  ];
  const title = parts.map(part => part.title).join('; ');
  const lines = parts.flatMap(part => part.lines);
  return {
    title,
    description: options.detail === 'link' ? '' : lines.join('\n'),
  };
}

/**
 * When nothing is left of what a person was told.
 *
 * @param isTheirs - whether they still own any of it
 */
export function nothingLeft(isTheirs: boolean): DigestText {
  return {
    title: isTheirs
      ? 'Nothing that you were reminded of is due any more'
      : 'What you were reminded of is no longer yours',
    description: '',
  };
}

function ownPart(items: readonly DueItem[], day: string): Part[] {
  if (items.length === 0) return [];
  const counts = { overdue: 0, 'due today': 0, 'due soon': 0 };
  for (const { dueDate } of items) {
    if (dueDate < day) counts.overdue++;
    else if (dueDate === day) counts['due today']++;
    else counts['due soon']++;
  }
  const [first, ...more] = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => ({ what, count }));
  const noun = `action item${first.count === 1 ? '' : 's'}`;
  return [
    {
      title: [
        first.what === 'overdue'
          ? `You have ${first.count} overdue ${noun}`
          : `You have ${first.count} ${noun} ${first.what}`,
        ...more.map(({ what, count }) => `${count} ${what}`),
      ].join(', '),
      lines: linesOf(items, NAMED.own, item =>
        line(item, day, isGroup(item.owner)),
      ),
    },
  ];
}

function questionsPart(items: readonly DueItem[], day: string): Part[] {
  const { length } = items;
  if (length === 0) return [];
  return [
    {
      title: `Did it work? ${length} action item${length === 1 ? ' waits' : 's wait'} for your answer`,
      lines: linesOf(items, NAMED.questions, item =>
        line(item, day, isGroup(item.owner)),
      ),
    },
  ];
}

function othersPart(items: readonly DueItem[], day: string): Part[] {
  const { length } = items;
  if (length === 0) return [];
  return [
    {
      title: `${length} action item${length === 1 ? '' : 's'} of others ${length === 1 ? 'is' : 'are'} long overdue`,
      lines: [
        `Overdue for ${DAYS_UNTIL_OTHERS} days or more, in your systems or incidents:`,
        ...linesOf(items, NAMED.others, item => line(item, day, true)),
      ],
    },
  ];
}

function ownerlessPart(items: readonly DueItem[], day: string): Part[] {
  const { length } = items;
  if (length === 0) return [];
  return [
    {
      title: `${length} action item${length === 1 ? ' has' : 's have'} an owner who left`,
      lines: [
        'In your systems, with an owner who left:',
        ...linesOf(items, NAMED.ownerless, item => line(item, day, true)),
      ],
    },
  ];
}

/** By their numbers: nothing is told of what stands in a draft. */
function unpublishedPart(items: readonly DueItem[], day: string): Part[] {
  const { length } = items;
  if (length === 0) return [];
  return [
    {
      title: `${length} postmortem${length === 1 ? ' is' : 's are'} not published in time`,
      lines: [
        'To be published:',
        ...linesOf(
          items,
          NAMED.unpublished,
          ({ dueDate, postmortem }) =>
            `• ${whereOf(postmortem)}: ${lateness(dueDate, day)}`,
        ),
      ],
    },
  ];
}

function linesOf(
  items: readonly DueItem[],
  named: number,
  toLine: (item: DueItem) => string,
): string[] {
  const more = items.length - named;
  return [
    ...items.slice(0, named).map(toLine),
    ...(more > 0 ? [`• and ${more} more`] : []),
  ];
}

function line(item: DueItem, day: string, withOwner: boolean): string {
  const { description, owner, dueDate, isQuestion, postmortem } = item;
  const [text = ''] = plainText(description).split('\n');
  const whose = owner === null ? 'unassigned' : `owned by ${nameOf(owner)}`;
  return `• ${excerpt(text, DESCRIPTION)} (${whereOf(postmortem)}): ${isQuestion ? 'done, did it work?' : lateness(dueDate, day)}${withOwner ? `, ${whose}` : ''}`;
}

function whereOf({ affectedSystems, number }: DuePostmortem): string {
  const [system, ...others] = affectedSystems.map(nameOf);
  return [
    system && others.length > 0
      ? `${system} and ${others.length} more`
      : system,
    `PM-${number}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function lateness(dueDate: string, day: string): string {
  const late = daysBetween(dueDate, day);
  if (late === 0) return 'due today';
  if (late === -1) return 'due tomorrow';
  if (late < 0) return `due in ${-late} days`;
  return `${late} day${late === 1 ? '' : 's'} overdue`;
}
