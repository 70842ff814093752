// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { refusal } from './fieldMessages';
import { LIMITS } from './limits';
import { httpUrl, instant, itemId, line, markdown } from './scalars';

/** @public */
export const timelineKindSchema = z.enum([
  'detected',
  'paged',
  'acknowledged',
  'hypothesis',
  'fix-attempt',
  'root-cause-identified',
  'fix-implemented',
  'mitigated',
  'resolved',
  'communication',
  'other',
]);
/** @public */
export type TimelineKind = z.infer<typeof timelineKindSchema>;

/** @public */
export const timelineEntrySchema = z.strictObject({
  id: itemId,
  /** `null`: the time is not known; the entry keeps its place. */
  at: instant.nullable().default(null),
  kind: timelineKindSchema.default('other'),
  text: markdown(LIMITS.item).default(''),
});
/** @public */
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/** @public */
export const whySchema = z.strictObject({
  id: itemId,
  /** The why that this one asks further; `null` for the first. */
  parentId: itemId.nullable().default(null),
  question: markdown(LIMITS.item).default(''),
  answer: markdown(LIMITS.item).default(''),
  evidenceUrl: httpUrl.default(''),
});
/** @public */
export type Why = z.infer<typeof whySchema>;

/** @public */
export const pointSchema = z.strictObject({
  id: itemId,
  text: markdown(LIMITS.item).default(''),
});
/** @public */
export type Point = z.infer<typeof pointSchema>;

/** @public */
export const linkSchema = z.strictObject({
  id: itemId,
  title: line().default(''),
  url: httpUrl.refine(value => value !== '', refusal('empty')),
});
/** @public */
export type PostmortemLink = z.infer<typeof linkSchema>;

/** @public */
export const otherSectionSchema = z.strictObject({
  id: itemId,
  heading: line().default(''),
  body: markdown().default(''),
});
/** @public */
export type OtherSection = z.infer<typeof otherSectionSchema>;
