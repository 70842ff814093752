// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { line } from './scalars';

/**
 * The ticket of an action item in an issue tracker of the portal, and how the
 * two are kept in step.
 *
 * @public
 */
export const ticketSchema = z.object({
  /** The id of the tracker: `github`. */
  tracker: z.string(),
  /** As the tracker calls it: `acme/payment#12`. */
  key: z.string(),
  /** When both were last known to agree. */
  syncedAt: z.string().nullable(),
  /** Since when the tracker does not do what it is asked; `null`: all is well. */
  failingSince: z.string().nullable(),
  /** Why; empty when all is well. */
  failure: z.string(),
});
/** @public */
export type ActionItemTicket = z.infer<typeof ticketSchema>;

/**
 * The ticket of one of several action items.
 *
 * @public
 */
export const ticketOfItemSchema = z.object({
  /** Of the action item. */
  id: z.string(),
  ...ticketSchema.shape,
});
/** @public */
export type TicketOfActionItem = z.infer<typeof ticketOfItemSchema>;

/**
 * The query of `GET /trackers`.
 *
 * @public
 */
export const trackersQuerySchema = z.strictObject({
  /** The id of an action item: where it may have a ticket is told too. */
  actionItem: line(100).optional(),
});

/**
 * `GET /trackers`: the issue trackers of this portal.
 *
 * @public
 */
export const trackerListSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      /**
       * Repositories or projects in which the action item may have a ticket, the
       * likeliest first; empty where none was asked about.
       */
      projects: z.array(z.string()),
      /** Why the projects could not be told; empty when they are. */
      failure: z.string(),
    }),
  ),
  totalItems: z.number(),
});
/** @public */
export type TrackerList = z.infer<typeof trackerListSchema>;

/**
 * The body of `POST /action-items/{id}/ticket`.
 *
 * @public
 */
export const ticketRequestSchema = z.strictObject({
  tracker: line(64),
  /** Absent: the likeliest. */
  project: line(200).optional(),
});
/** @public */
export type TicketRequest = z.infer<typeof ticketRequestSchema>;
