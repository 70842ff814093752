import { z } from 'zod';
import { actionItemStatusSchema, actionItemRowSchema } from './actionItem';
import { postmortemStatusSchema, visibilitySchema } from './postmortem';
import { AFFECTED_KINDS, day, entityRef, instant, line } from './scalars';

/** A query parameter that may stand once or many times. */
const many = <T extends z.ZodType>(item: T) =>
  z
    .union([z.array(item).max(50, 'may be given at most 50 times'), item])
    .transform(
      value => (Array.isArray(value) ? value : [value]) as z.output<T>[],
    )
    .optional();

const flag = z
  .enum(['true', 'false'])
  .transform(value => value === 'true')
  .optional();

const page = {
  limit: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(100, 'must be at most 100')
    .default(20),
  /** Opaque: the `nextCursor` of the page before. */
  cursor: z.string().max(1000).optional(),
};

/** A day or an instant, for a range of time; a day is its start in UTC. */
const moment = z
  .union([day.transform(value => `${value}T00:00:00.000Z`), instant])
  .optional();

const filter = {
  system: many(entityRef(...AFFECTED_KINDS)),
  withParts: flag,
  /** The catalog owner of an affected system. */
  owner: entityRef('user', 'group').optional(),
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
  q: line(500).optional(),
  order: z.enum(['startedAt:desc', 'startedAt:asc']).default('startedAt:desc'),
  ...page,
});
/** @public */
export type PostmortemsQuery = z.output<typeof postmortemsQuerySchema>;

/**
 * The same before it is checked, with plain values: what the client takes.
 *
 * @public
 */
export type PostmortemsFilter = {
  system?: string[];
  withParts?: boolean;
  owner?: string;
  severity?: string[];
  status?: 'draft' | 'published';
  cause?: string;
  q?: string;
  startedAfter?: string;
  startedBefore?: string;
  order?: 'startedAt:desc' | 'startedAt:asc';
  limit?: number;
  cursor?: string;
};

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
 * The parameters of `GET /action-items`. `owner=me` is the caller and the
 * groups of the caller; `open` stands for `open` and `in-progress`.
 *
 * @public
 */
export const actionItemsQuerySchema = z.strictObject({
  owner: z.union([z.literal('me'), entityRef('user', 'group')]).optional(),
  system: many(entityRef(...AFFECTED_KINDS)),
  withParts: flag,
  postmortem: line(50).optional(),
  status: many(actionItemStatusSchema),
  due: z.enum(['overdue', 'soon', 'later', 'none']).optional(),
  q: line(500).optional(),
  ...page,
});
/** @public */
export type ActionItemsQuery = z.output<typeof actionItemsQuerySchema>;

/** @public */
export type ActionItemsFilter = {
  owner?: string;
  system?: string[];
  withParts?: boolean;
  postmortem?: string;
  status?: Array<z.infer<typeof actionItemStatusSchema>>;
  due?: 'overdue' | 'soon' | 'later' | 'none';
  q?: string;
  limit?: number;
  cursor?: string;
};

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
  updatedAt: z.string(),
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
  markdown: z.string().min(1, 'must not be empty'),
  fileName: line(500).optional(),
  affectedSystems: z
    .array(entityRef(...AFFECTED_KINDS))
    .max(50)
    .default([]),
  /** Only say what would be made; write nothing. */
  dryRun: z.boolean().default(false),
});
/** @public */
export type ImportRequest = z.input<typeof importRequestSchema>;
