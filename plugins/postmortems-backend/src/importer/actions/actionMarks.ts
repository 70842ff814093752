// SPDX-License-Identifier: Apache-2.0

import {
  ActionItem,
  ActionItemStatus,
  join,
} from 'backstage-plugin-postmortems-common';
import { Column, readMarker, readStatus } from './actionCells';
import { Block, Item, readItems } from '../text/blocks';
import { plainName } from '../vocabulary/headings';
import { readLabel } from '../vocabulary/labels';

/** What the marks around an action item say of its state. */
export type ActionMark = {
  status?: ActionItemStatus;
  /** A mark that may mean more than one state. */
  doubt?: string;
};

const BEFORE = [
  /^(DONE|WIP) [-–—](?=\s)/,
  /^\[([a-z][a-z '’-]{2,15})\](?!\()/i,
  /^(?:\*\*|__)?\[?((?:done|completed?|fixed|closed|wip|in progress|wont-?fix|won['’]?t (?:fix|do)|cancell?ed))\]?(?::(?:\*\*|__)?|(?:\*\*|__):|(?:\*\*|__)(?=\s))/i,
];
const AFTER =
  /(?:\(|\[|\s[-–—:] ?)((?:done|completed|fixed|wip|in progress|wontfix))[)\]]?[.\s]*$/i;

/** Reads "[x] a", "DONE: a", "✅ a", "~~a~~ (done)"; the words stay. */
export function readMark(words: string): ActionMark {
  const item: Partial<ActionItem> = {};
  const first = words.split('\n', 1)[0];
  const named =
    BEFORE.map(pattern => pattern.exec(first.slice(0, 60))?.[1]).find(
      Boolean,
    ) ?? AFTER.exec(words.slice(-40))?.[1];
  if (named && readStatus(item, named)) return item;
  if (/^(?:✅|☑|✔|✓|:(?:white_check_mark|heavy_check_mark):)/u.test(first))
    return { status: 'done' };
  if (/^(?:🔄|🚧|⏳)/u.test(first)) return { status: 'in-progress' };
  const marker = readMarker(first);
  if (marker) return { status: marker };
  const doubt =
    /^(?:\[[-~/>?]\](?=\s)|❌|✖️?|🚫|⛔|:x:)/u.exec(first)?.[0] ??
    (/^~~[^~]+~~[.\s]*$/.test(first) ? '~~' : undefined);
  return doubt ? { doubt } : {};
}

/** A longer list below an item is not one of its fields. */
const MAX_LABELS = 50;
const LABELS: Array<[Column, RegExp]> = [
  [
    'owner',
    /^(?:owners?|action owner|assignees?|assigned(?: to)?|responsible|dri)$/,
  ],
  ['dueDate', /^(?:due|due date|due by|deadline|target date|eta)$/],
  ['status', /^(?:status|state)$/],
  ['description', /^(?:actions?|action items?|tasks?|description)$/],
  ['ticketUrl', /^(?:tickets?|jira|tracking|tracker|issue|link)$/],
  ['purpose', /^(?:type|purpose|category)$/],
];

/** A field of an action item that a line names, and the lines it takes. */
export type ActionLabel = {
  column: Column;
  value: string;
  /** Lines of the item, the first being 0. */
  start: number;
  end: number;
};

const relative = ({ start, end }: Block, first: number) => ({
  start: start - first,
  end: end - first,
});

/** The labels below an item, and those of its own lines: "- Owner: Ada". */
export function readActionLabels({ block, lines }: Item): ActionLabel[] {
  const lists = block.children.filter(
    ({ type }) => type === 'list' || type === 'ordered',
  );
  const count = lists.reduce((sum, { children }) => sum + children.length, 0);
  if (count > MAX_LABELS) return [];
  const nested = lists.flatMap(list =>
    readItems(list, lines, block.start).flatMap(item =>
      labelOf(join(item.lines), relative(item.block, block.start)),
    ),
  );
  const text = block.children.find(({ type }) => type === 'paragraph');
  const own = text
    ? lines.slice(0, text.end - block.start).flatMap((line, index) =>
        labelOf(line.trim(), { start: index, end: index + 1 }).filter(
          // "Issue: it is slow" is what the item is about.
          ({ column }) =>
            index > 0 || !['ticketUrl', 'purpose'].includes(column),
        ),
      )
    : [];
  return [...own, ...nested];
}

function labelOf(
  text: string,
  at: { start: number; end: number },
): ActionLabel[] {
  const label = readLabel(text);
  const name = label && plainName(label.label);
  const column = name
    ? LABELS.find(([, pattern]) => pattern.test(name))?.[0]
    : undefined;
  return column && label?.value ? [{ column, value: label.value, ...at }] : [];
}
