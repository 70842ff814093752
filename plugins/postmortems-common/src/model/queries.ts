// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { actionItemRowSchema } from './actionItem';
import { causeSchema } from './cause';
import { fieldMessageSchema } from './fieldMessages';
import { LIMITS } from './limits';
import {
  postmortemInputSchema,
  postmortemSchema,
  postmortemStatusSchema,
  visibilitySchema,
} from './postmortem';
import { AFFECTED_KINDS } from './entityKinds';
import { among, flag, many, moment, page } from './queryParts';
import { canonicalRef, entityRef, line } from './scalars';

const filter = {
  ...among,
  severity: many(line(50)),
  cause: line(100).optional(),
  startedAfter: moment,
  startedBefore: moment,
};

/**
 * The parameters of `GET /postmortems`.
 *
 * @public
 */
export const postmortemsQuerySchema = z.strictObject({
  ...filter,
  status: postmortemStatusSchema.optional(),
  /** Who started it. */
  author: z.string().max(500).transform(canonicalRef).optional(),
  updatedAfter: moment,
  updatedBefore: moment,
  /** For the first time. */
  publishedAfter: moment,
  publishedBefore: moment,
  q: line(500).optional(),
  order: z.enum(['startedAt:desc', 'startedAt:asc']).default('startedAt:desc'),
  ...page,
});
/** @public */
export type PostmortemsQuery = z.output<typeof postmortemsQuerySchema>;

/**
 * The same with plain values, all of them optional: what the client takes.
 *
 * @public
 */
export type PostmortemsFilter = Partial<PostmortemsQuery>;

/**
 * The parameters of `GET /metrics`.
 *
 * @public
 */
export const metricsQuerySchema = z.strictObject(filter);
/** @public */
export type MetricsQuery = z.output<typeof metricsQuerySchema>;

/**
 * The parameters of the two overviews.
 *
 * @public
 */
export const overviewQuerySchema = z.strictObject({ withParts: flag });

/**
 * An entity of one of these kinds, as it stands in a path:
 * `{kind}/{namespace}/{name}`.
 *
 * @public
 */
export const entityPathSchema = (...kinds: readonly string[]) =>
  z
    .object({ kind: z.string(), namespace: z.string(), name: z.string() })
    .transform(({ kind, namespace, name }) => ({
      entityRef: `${kind}:${namespace}/${name}`,
    }))
    .pipe(z.object({ entityRef: entityRef(...kinds) }));

/**
 * The parameters of `GET /causes/{id}/recurrence`: among which systems.
 *
 * @public
 */
export const causeRecurrenceQuerySchema = z.strictObject(among);

/**
 * The parameters of `GET /search-documents`.
 *
 * @public
 */
export const searchDocumentsQuerySchema = z.strictObject(page);
/** @public */
export type SearchDocumentsQuery = z.output<typeof searchDocumentsQuerySchema>;

/**
 * The parameters of `GET /facts`.
 *
 * @public
 */
export const factsQuerySchema = z.strictObject(page);
/** @public */
export type FactsQuery = z.output<typeof factsQuerySchema>;

/**
 * The parameters of `GET /reviews`.
 *
 * @public
 */
export const reviewsQuerySchema = z.strictObject({
  group: entityRef('group'),
  ...page,
});
/** @public */
export type ReviewsQuery = z.output<typeof reviewsQuerySchema>;

/**
 * The parameters of `GET /reviews/{id}/agenda`.
 *
 * @public
 */
export const reviewAgendaQuerySchema = z.strictObject(page);
/** @public */
export type ReviewAgendaQuery = z.output<typeof reviewAgendaQuerySchema>;

/**
 * The parameters of `GET /causes`: `system` and `owner` also say which
 * postmortems are counted. `recurring` are those that have a recurrence.
 *
 * @public
 */
export const causesQuerySchema = z.strictObject({
  ...among,
  category: many(line(50)),
  q: line(500).optional(),
  recurring: z
    .literal('true', 'can only be true')
    .transform(() => true)
    .optional(),
  /** `name`, or the latest occurrence first, or the most frequent first. */
  order: z.enum(['name', 'last', 'times']).default('last'),
  ...page,
});
/** @public */
export type CausesQuery = z.output<typeof causesQuerySchema>;

/** @public */
export type CausesFilter = Partial<CausesQuery>;

const similarLimit = z.coerce
  .number('must be a number')
  .int()
  .min(1)
  .max(100)
  .default(10);

/**
 * The parameters of `GET /postmortems/{id}/similar`.
 *
 * @public
 */
export const similarQuerySchema = z.strictObject({ limit: similarLimit });

/**
 * The parameters of `POST /similar`.
 *
 * @public
 */
export const similarToQuerySchema = z.strictObject({
  limit: similarLimit,
  /**
   * The stored postmortem that the draft is of (uuid, `12` or `PM-12`): it is
   * not similar to itself, and what was rejected for it stays away.
   */
  postmortem: line(50).optional(),
});

/**
 * The body of `POST /similar`: an unsaved draft, which needs no title yet and
 * may still contradict itself.
 *
 * @public
 */
export const similarDraftSchema = z.strictObject({
  ...postmortemInputSchema.shape,
  title: line(LIMITS.title).default(''),
});
/** @public */
export type SimilarDraft = z.input<typeof similarDraftSchema>;

/**
 * A row of `GET /postmortems`: never the content.
 *
 * @public
 */
export const postmortemListItemSchema = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  status: postmortemStatusSchema,
  severity: z.string().nullable(),
  visibility: visibilitySchema,
  startedAt: z.string().nullable(),
  resolvedAt: z.string().nullable(),
  affectedSystems: z.array(z.string()),
  /** Accepted action items that are neither done nor given up. */
  openActionItems: z.number(),
  createdBy: z.string(),
  createdAt: z.string(),
  updatedBy: z.string(),
  updatedAt: z.string(),
  publishedAt: z.string().nullable(),
  firstPublishedAt: z.string().nullable(),
});
/** @public */
export type PostmortemListItem = z.infer<typeof postmortemListItemSchema>;

const listOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    totalItems: z.number(),
    nextCursor: z.string().optional(),
  });

/** @public */
export const postmortemListSchema = listOf(postmortemListItemSchema);
/** @public */
export type PostmortemList = z.infer<typeof postmortemListSchema>;
/**
 * What a search index holds of a postmortem.
 *
 * @public
 */
export const searchDocumentSchema = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  severity: z.string().nullable(),
  startedAt: z.string().nullable(),
  affectedSystems: z.array(z.string()),
  /** Markdown, of the fields that are searched, without the title. */
  texts: z.array(z.string()),
});
/** @public */
export type SearchDocument = z.infer<typeof searchDocumentSchema>;
/** @public */
export const searchDocumentListSchema = listOf(searchDocumentSchema);
/** @public */
export type SearchDocumentList = z.infer<typeof searchDocumentListSchema>;

/** @public */
export const causeListSchema = listOf(causeSchema);
/** @public */
export type CauseList = z.infer<typeof causeListSchema>;
/** @public */
export const actionItemListSchema = listOf(actionItemRowSchema);
/** @public */
export type ActionItemList = z.infer<typeof actionItemListSchema>;

/**
 * The body of `POST /import`.
 *
 * @public
 */
export const importRequestSchema = z.strictObject({
  markdown: z.string().min(1),
  fileName: line(500).optional(),
  affectedSystems: z
    .array(entityRef(...AFFECTED_KINDS))
    .max(LIMITS.affectedSystems)
    .default([]),
  /** Only say what would be made; write nothing. */
  dryRun: z.boolean().default(false),
});
/** @public */
export type ImportRequest = z.input<typeof importRequestSchema>;

/**
 * A line of an imported document that a person should look at.
 *
 * @public
 */
export const importWarningSchema = z.object({
  /** 1-based line of the document. */
  line: z.number(),
  message: z.string(),
});
/** @public */
export type ImportWarning = z.infer<typeof importWarningSchema>;

/**
 * What a write answers: the postmortem, and what is worth a look (an affected
 * system that the catalog does not know).
 *
 * @public
 */
export const savedPostmortemSchema = postmortemSchema.extend({
  warnings: z.array(fieldMessageSchema).optional(),
});
/** @public */
export type SavedPostmortem = z.infer<typeof savedPostmortemSchema>;

/**
 * The answer of `POST /import`.
 *
 * @public
 */
export const importResultSchema = z.object({
  postmortem: savedPostmortemSchema,
  warnings: z.array(importWarningSchema),
});
/** @public */
export type ImportResult = z.infer<typeof importResultSchema>;
