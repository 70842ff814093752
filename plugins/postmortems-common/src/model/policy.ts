// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';

const postmortem = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  severity: z.string().nullable(),
});

/**
 * A postmortem that was published too late, or is not yet though it should be.
 *
 * @public
 */
export const latePublicationSchema = z.object({
  ...postmortem.shape,
  status: z.enum(['draft', 'published']),
  resolvedAt: z.string(),
  /** The end of the last day in time. */
  publishBy: z.string(),
  /** `null`: not yet. */
  firstPublishedAt: z.string().nullable(),
  createdBy: z.string(),
});
/** @public */
export type LatePublication = z.infer<typeof latePublicationSchema>;

/**
 * An action item that is to prevent a recurrence and has been open for longer
 * than the policy allows.
 *
 * @public
 */
export const latePreventionSchema = z.object({
  id: z.string(),
  description: z.string(),
  owner: z.string().nullable(),
  dueDate: z.string().nullable(),
  /** When it was promised: with the first publication, or added after it. */
  promisedAt: z.string(),
  postmortem,
});
/** @public */
export type LatePrevention = z.infer<typeof latePreventionSchema>;

/** How many of those whose time is over were in time. */
const kept = { kept: z.number(), total: z.number() };

/**
 * `GET /policies`: how the configured policies are kept, and the violations,
 * each list the worst first and at most 20 of `totalItems`.
 *
 * @public
 */
export const policiesSchema = z.object({
  /**
   * Of incidents that were resolved in the last 90 days and not imported.
   * `null`: there is no such policy.
   */
  publication: z
    .object({
      workingDays: z.record(z.string(), z.number()),
      ...kept,
      items: z.array(latePublicationSchema),
      totalItems: z.number(),
    })
    .nullable(),
  /**
   * `kept` of what was promised in the last 365 days; the violations are all
   * that are still open. `null`: there is no such policy.
   */
  prevention: z
    .object({
      withinDays: z.number(),
      ...kept,
      items: z.array(latePreventionSchema),
      totalItems: z.number(),
    })
    .nullable(),
});
/** @public */
export type Policies = z.infer<typeof policiesSchema>;
