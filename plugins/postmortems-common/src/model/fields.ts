// SPDX-License-Identifier: Apache-2.0

import type { PostmortemDocument } from './postmortem';

/**
 * The name of a field that a person fills in.
 *
 * @public
 */
export type FieldName = keyof PostmortemDocument;

/**
 * The kinds that can hold a value of type `V`.
 *
 * @public
 */
export type KindOf<V> = [V] extends [ReadonlyArray<{ id: string }>]
  ? 'items' | 'points'
  : [V] extends [readonly string[]]
    ? 'refs' | 'strings'
    : [V] extends [boolean | null]
      ? 'boolean'
      : [V] extends [number | null]
        ? 'number'
        : [V] extends [string]
          ? 'line' | 'markdown' | 'choice' | 'timeZone'
          : 'choice' | 'instant' | 'ref';

/**
 * What a field holds. How it merges, what edits it and what shows it follow
 * from that.
 *
 * @public
 */
export type FieldKind = {
  [Name in FieldName]: KindOf<PostmortemDocument[Name]>;
}[FieldName];

/**
 * What is said of one field in {@link FIELDS}.
 *
 * @public
 */
export type Field<V> = {
  kind: KindOf<V>;
  /** The section of the form that it is edited in. */
  section:
    | 'summary'
    | 'timeline'
    | 'analysis'
    | 'wentWell'
    | 'wentWrong'
    | 'actionItems'
    | 'lessons'
    | 'more';
  /** The publishing gate has a rule for it. */
  required?: true;
  /** Whether the list's `q` and the portal's search find its words. */
  searched?: 'everywhere' | 'portal';
  /**
   * How often its words count where postmortems are compared, or that having
   * the same entries counts by itself.
   */
  similarity?: number | 'same';
  /** Its wording gets blameless hints, and so do people's names. */
  blameless?: 'wording' | 'names';
  /** The page shows it as one of the incident's facts. */
  fact?: true;
  /**
   * Read from the front matter, and `written` there where our template has no
   * other place for it.
   */
  frontMatter?: 'read' | 'written';
} & (V extends ReadonlyArray<infer Item extends { id: string }>
  ? {
      /** The fields of its items that say what there is to say. */
      texts: ReadonlyArray<keyof Item & string>;
    }
  : unknown);

/**
 * Every field of the document, in the order of the template. Whatever treats
 * fields differently reads it from here; a field that is not here, or lacks
 * what its kind needs, does not compile.
 *
 * @public
 */
export const FIELDS = {
  title: {
    kind: 'line',
    section: 'summary',
    required: true,
    searched: 'everywhere',
    similarity: 2,
    frontMatter: 'read',
  },
  severity: { kind: 'choice', section: 'summary', required: true },
  startedAt: { kind: 'instant', section: 'summary', required: true },
  detectedAt: { kind: 'instant', section: 'summary' },
  acknowledgedAt: { kind: 'instant', section: 'summary' },
  mitigatedAt: { kind: 'instant', section: 'summary' },
  resolvedAt: { kind: 'instant', section: 'summary', required: true },
  timeZone: { kind: 'timeZone', section: 'summary', frontMatter: 'read' },
  affectedSystems: {
    kind: 'refs',
    section: 'summary',
    required: true,
    similarity: 'same',
    fact: true,
    frontMatter: 'read',
  },
  summary: {
    kind: 'markdown',
    section: 'summary',
    searched: 'everywhere',
    similarity: 1,
    blameless: 'wording',
  },
  impact: {
    kind: 'markdown',
    section: 'summary',
    required: true,
    searched: 'everywhere',
    blameless: 'wording',
    fact: true,
  },
  incidentCommander: {
    kind: 'ref',
    section: 'summary',
    required: true,
    fact: true,
    frontMatter: 'read',
  },
  visibility: { kind: 'choice', section: 'summary' },
  readers: {
    kind: 'refs',
    section: 'summary',
    fact: true,
    frontMatter: 'written',
  },
  participants: {
    kind: 'refs',
    section: 'summary',
    fact: true,
    frontMatter: 'written',
  },
  tags: {
    kind: 'strings',
    section: 'more',
    similarity: 'same',
    fact: true,
    frontMatter: 'written',
  },
  usersAffected: {
    kind: 'number',
    section: 'summary',
    fact: true,
    frontMatter: 'written',
  },
  slaBreached: {
    kind: 'boolean',
    section: 'summary',
    fact: true,
    frontMatter: 'written',
  },
  // The front matter has them as they are, ids and all.
  links: { kind: 'items', section: 'more', fact: true, texts: ['title'] },
  timeline: {
    kind: 'items',
    section: 'timeline',
    required: true,
    // Who did what is a fact, so names belong in a timeline.
    blameless: 'wording',
    texts: ['text'],
  },
  whys: {
    kind: 'items',
    section: 'analysis',
    similarity: 1,
    blameless: 'names',
    texts: ['question', 'answer'],
  },
  rootCause: {
    kind: 'markdown',
    section: 'analysis',
    required: true,
    searched: 'everywhere',
    similarity: 2,
    blameless: 'wording',
  },
  trigger: {
    kind: 'markdown',
    section: 'analysis',
    blameless: 'wording',
    fact: true,
  },
  contributingFactors: {
    kind: 'points',
    section: 'more',
    similarity: 1,
    blameless: 'wording',
    texts: ['text'],
  },
  // It gives credit where it is due, so its wording is left alone.
  wentWell: { kind: 'points', section: 'wentWell', texts: ['text'] },
  wentWrong: {
    kind: 'points',
    section: 'wentWrong',
    blameless: 'names',
    texts: ['text'],
  },
  actionItems: {
    kind: 'items',
    section: 'actionItems',
    required: true,
    searched: 'portal',
    texts: ['description'],
  },
  noActionReason: {
    kind: 'markdown',
    section: 'actionItems',
    frontMatter: 'read',
  },
  lessonsLearned: {
    kind: 'markdown',
    section: 'lessons',
    required: true,
    searched: 'everywhere',
    blameless: 'wording',
  },
  otherSections: {
    kind: 'items',
    section: 'more',
    // The cause may stand there, under a heading that nobody knew, and much else.
    similarity: 0.5,
    texts: ['heading', 'body'],
  },
} as const satisfies { [Name in FieldName]: Field<PostmortemDocument[Name]> };

/**
 * The names of all fields, in the order of the template.
 *
 * @public
 */
export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];

/**
 * The names of the fields of some kinds.
 *
 * @public
 */
export type FieldOfKind<Kind extends FieldKind> = {
  [Name in FieldName]: (typeof FIELDS)[Name]['kind'] extends Kind
    ? Name
    : never;
}[FieldName];

/**
 * The names of the fields of some kinds, in the order of the template.
 *
 * @public
 */
export function fieldsOfKind<Kind extends FieldKind>(
  ...kinds: readonly Kind[]
): ReadonlyArray<FieldOfKind<Kind>> {
  return FIELD_NAMES.filter(name =>
    (kinds as readonly FieldKind[]).includes(FIELDS[name].kind),
  ) as Array<FieldOfKind<Kind>>;
}

/**
 * The names of the fields of which {@link FIELDS} says something.
 *
 * @public
 */
export type FieldWith<Name extends keyof Field<unknown>, Value = unknown> = {
  [Key in FieldName]: (typeof FIELDS)[Key] extends Record<Name, Value>
    ? Key
    : never;
}[FieldName];

/**
 * The names of the fields of which {@link FIELDS} says something, in the order
 * of the template.
 *
 * @public
 */
export function fieldsWith<Name extends keyof Field<unknown>>(
  column: Name,
): ReadonlyArray<FieldWith<Name>> {
  return FIELD_NAMES.filter(name => column in FIELDS[name]) as Array<
    FieldWith<Name>
  >;
}

/**
 * The fields that are lists of items with ids.
 *
 * @public
 */
export const ITEM_LISTS = fieldsOfKind('items', 'points');
/** @public */
export type ItemList = (typeof ITEM_LISTS)[number];

/**
 * The instants of an incident, in their order.
 *
 * @public
 */
export const INSTANTS = fieldsOfKind('instant');
/** @public */
export type Instant = (typeof INSTANTS)[number];
