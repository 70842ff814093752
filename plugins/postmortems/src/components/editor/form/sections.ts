// SPDX-License-Identifier: Apache-2.0

import {
  FIELD_NAMES,
  FieldMessage,
  FieldName,
  FIELDS,
  fieldsWith,
  PostmortemDocument,
} from 'backstage-plugin-postmortems-common';

/** The sections of the template, in its order, and what has no place there. */
export const SECTIONS = [
  'summary',
  'timeline',
  'analysis',
  'wentWell',
  'wentWrong',
  'actionItems',
  'lessons',
  'more',
] as const;
export type SectionId = (typeof SECTIONS)[number];

/** `optional`: nothing is written and nothing has to be. */
export type SectionState = 'empty' | 'optional' | 'begun' | 'complete';

/** The sections in which the publishing gate wants something. */
const REQUIRED: ReadonlySet<SectionId> = new Set(
  fieldsWith('required').map(name => FIELDS[name].section),
);

/** Those that have a value from the start, whoever wrote what. */
const NEVER_EMPTY: ReadonlySet<FieldName> = new Set(['timeZone', 'visibility']);

/** The section that shows a field, by the field's path. */
export function sectionOf(path: string): SectionId {
  const field = path.split('.')[0] as FieldName;
  return FIELDS[field]?.section ?? 'summary';
}

function isWritten(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'string') return value.trim() !== '';
  return value !== null && value !== undefined;
}

/**
 * How far each section is.
 *
 * @param document - without blank rows
 */
export function sectionStates(
  document: PostmortemDocument,
  unmet: readonly FieldMessage[],
): Record<SectionId, SectionState> {
  const wanting = new Set(unmet.map(({ field }) => sectionOf(field)));
  const stateOf = (id: SectionId): SectionState => {
    const begun = FIELD_NAMES.some(
      name =>
        FIELDS[name].section === id &&
        !NEVER_EMPTY.has(name) &&
        isWritten(document[name]),
    );
    if (!begun) return REQUIRED.has(id) ? 'empty' : 'optional';
    return wanting.has(id) ? 'begun' : 'complete';
  };
  return Object.fromEntries(SECTIONS.map(id => [id, stateOf(id)])) as Record<
    SectionId,
    SectionState
  >;
}
