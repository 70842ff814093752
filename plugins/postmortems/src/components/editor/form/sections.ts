// SPDX-License-Identifier: Apache-2.0

import {
  FieldMessage,
  PostmortemDocument,
} from 'backstage-plugin-postmortems-common';
import { withoutBlankRows } from './document';

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

/** `open`: nothing is written and nothing has to be. */
export type SectionState = 'empty' | 'optional' | 'begun' | 'complete';

const FIELDS: Record<SectionId, ReadonlyArray<keyof PostmortemDocument>> = {
  summary: [
    'title',
    'severity',
    'affectedSystems',
    'startedAt',
    'detectedAt',
    'acknowledgedAt',
    'mitigatedAt',
    'resolvedAt',
    'incidentCommander',
    'participants',
    'summary',
    'impact',
    'usersAffected',
    'slaBreached',
    'readers',
  ],
  timeline: ['timeline'],
  analysis: ['whys', 'rootCause', 'trigger'],
  wentWell: ['wentWell'],
  wentWrong: ['wentWrong'],
  actionItems: ['actionItems', 'noActionReason'],
  lessons: ['lessonsLearned'],
  more: ['contributingFactors', 'otherSections', 'links', 'tags'],
};

/** The sections in which the publishing gate wants something. */
const REQUIRED: ReadonlySet<SectionId> = new Set([
  'summary',
  'timeline',
  'analysis',
  'actionItems',
  'lessons',
]);

/** The section that shows a field, by the field's path. */
export function sectionOf(path: string): SectionId {
  const field = path.split('.')[0] as keyof PostmortemDocument;
  return SECTIONS.find(id => FIELDS[id].includes(field)) ?? 'summary';
}

function isWritten(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'string') return value.trim() !== '';
  return value !== null && value !== undefined;
}

/** How far each section is. */
export function sectionStates(
  values: PostmortemDocument,
  unmet: readonly FieldMessage[],
): Record<SectionId, SectionState> {
  const document = withoutBlankRows(values);
  const wanting = new Set(unmet.map(({ field }) => sectionOf(field)));
  const stateOf = (id: SectionId): SectionState => {
    const begun = FIELDS[id].some(field => isWritten(document[field]));
    if (!begun) return REQUIRED.has(id) ? 'empty' : 'optional';
    return wanting.has(id) ? 'begun' : 'complete';
  };
  return Object.fromEntries(SECTIONS.map(id => [id, stateOf(id)])) as Record<
    SectionId,
    SectionState
  >;
}
