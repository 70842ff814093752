// SPDX-License-Identifier: Apache-2.0

import {
  ITEM_LISTS,
  PostmortemDocument,
  postmortemInputSchema,
  Why,
} from '../model';

/**
 * What the human form of a document cannot carry stands in its front matter:
 * the ids of list items, and values that would be read otherwise. Each comes
 * with a fingerprint of what the human form reads as, and counts only while
 * that is so: what a person edits wins.
 */
export type Exact = {
  /** Per list, `uuid/fingerprint` of each item, with spaces between. */
  ids: Record<string, string>;
  /** Per field, either the whole value or the fields of items by id. */
  values: Record<string, ExactField>;
};
type ExactField =
  | { seen: string; value: unknown }
  | { items: Record<string, Record<string, unknown>> };

/** The lists whose human form has no ids. */
const LISTS = ITEM_LISTS.filter(list => list !== 'links');

type Item = { id: string } & Record<string, unknown>;

/**
 * Fields of action items that there are since a later release: an item without
 * them has the fingerprint that it had before.
 */
const LATER = ['evidenceUrl', 'verifyOn', 'verified', 'verifiedNote'];

/** An item without its ids, which are not a part of its human form. */
function bare({ id, parentId, ...rest }: Item): Record<string, unknown> {
  return 'dueDate' in rest
    ? Object.fromEntries(
        Object.entries(rest).filter(
          ([field, value]) => value || !LATER.includes(field),
        ),
      )
    : rest;
}

/** The place of each item's parent in the list. */
function parents(list: readonly Item[]): number[] {
  return list.map(item => list.findIndex(({ id }) => id === item.parentId));
}

const same = (a: unknown, b: unknown) =>
  JSON.stringify(a) === JSON.stringify(b);

const whole = (list: readonly Item[]) => [parents(list), list.map(bare)];

/** What must be added to the human form, which reads as `read`. */
export function difference(
  document: PostmortemDocument,
  read: PostmortemDocument,
): Exact {
  const exact: Exact = { ids: {}, values: {} };
  for (const key of Object.keys(document) as Array<keyof PostmortemDocument>) {
    const list = LISTS.find(one => one === key);
    if (key === 'visibility') continue;
    if (list) {
      differItems(exact, list, document[list] as Item[], read[list] as Item[]);
    } else if (!same(document[key], read[key])) {
      exact.values[key] = {
        seen: fingerprint(read[key]),
        value: document[key],
      };
    }
  }
  return exact;
}

function differItems(exact: Exact, key: string, wanted: Item[], read: Item[]) {
  if (wanted.length !== read.length || !same(parents(wanted), parents(read))) {
    exact.values[key] = { seen: fingerprint(whole(read)), value: wanted };
    return;
  }
  const items: Record<string, Record<string, unknown>> = {};
  const ids = wanted.map((item, index) => {
    const human = bare(read[index]);
    const changed = Object.entries(bare(item)).filter(
      ([field, value]) => !same(value, human[field]),
    );
    if (changed.length > 0) items[item.id] = Object.fromEntries(changed);
    return `${item.id}/${fingerprint(human)}`;
  });
  if (ids.length > 0) exact.ids[key] = ids.join(' ');
  if (Object.keys(items).length > 0) exact.values[key] = { items };
}

/**
 * Puts ids and exact values back, as far as the human form is unchanged.
 *
 * @public
 */
export function restore(
  read: PostmortemDocument,
  ids: unknown,
  values: unknown,
): PostmortemDocument {
  const document: PostmortemDocument = { ...read };
  const { shape } = postmortemInputSchema;
  const put = (key: string, value: unknown) => {
    const field = key as keyof typeof shape;
    if (!Object.hasOwn(shape, field)) return;
    const result = shape[field].safeParse(value);
    if (result.success) Object.assign(document, { [field]: result.data });
  };
  const exact = isRecord(values) ? values : {};
  const known = isRecord(ids) ? ids : {};
  for (const key of Object.keys(read) as Array<keyof PostmortemDocument>) {
    if (key === 'visibility') continue;
    const entry = isRecord(exact[key]) ? exact[key] : {};
    const list = LISTS.find(one => one === key);
    const seen = fingerprint(list ? whole(read[list] as Item[]) : read[key]);
    if (entry.seen === seen) {
      put(key, entry.value);
    } else if (list && typeof known[list] === 'string') {
      const items = isRecord(entry.items) ? entry.items : {};
      put(key, withIds(read[list] as Item[], known[list], items));
    }
  }
  return document;
}

/**
 * That an internal document only looks as if it asked to be restricted.
 *
 * @param asked - what looks so, by `restrictions`
 */
export function onlyText(asked: readonly string[]): ExactField {
  return { seen: fingerprint(asked), value: 'internal' };
}

/**
 * Whether that is known, and nothing was added since.
 *
 * @public
 */
export function isOnlyText(asked: readonly string[], values: unknown): boolean {
  const entry = isRecord(values) ? values.visibility : undefined;
  return same(entry, onlyText(asked));
}

/** A short hash of a JSON value, to see whether a person changed it. */
function fingerprint(value: unknown): string {
  const text = JSON.stringify(value);
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a =
    Math.imul(a ^ (a >>> 16), 2246822507) ^
    Math.imul(b ^ (b >>> 13), 3266489909);
  b =
    Math.imul(b ^ (b >>> 16), 2246822507) ^
    Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (b & 0x1fffff) + (a >>> 0)).toString(36);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Gives items their ids back: an unchanged item its own, a changed one that
 * of the item that followed its predecessor.
 */
function withIds(
  read: Item[],
  ids: string,
  items: Record<string, unknown>,
): Item[] {
  const stored = ids.split(' ').map(one => one.split('/'));
  const byPrint = new Map<string, number[]>();
  stored.forEach(([, print], index) =>
    byPrint.set(print, [...(byPrint.get(print) ?? []), index]),
  );
  const matched = read.map(
    item => byPrint.get(fingerprint(bare(item)))?.shift() ?? -1,
  );
  const taken = new Set(matched);
  const place = matched.map((index, i) => {
    if (index >= 0) return index;
    const next = (i > 0 ? matched[i - 1] : -1) + 1;
    if (
      next >= stored.length ||
      taken.has(next) ||
      (i > 0 && matched[i - 1] < 0)
    )
      return -1;
    taken.add(next);
    return next;
  });
  const newIds = new Map(
    read.map(({ id }, i) => [id, place[i] >= 0 ? stored[place[i]][0] : id]),
  );
  return read.map((item, i) => {
    const id = newIds.get(item.id)!;
    const extra = matched[i] >= 0 && isRecord(items[id]) ? items[id] : {};
    return {
      ...item,
      ...extra,
      id,
      ...('parentId' in item && {
        parentId: newIds.get((item as unknown as Why).parentId ?? '') ?? null,
      }),
    };
  });
}
