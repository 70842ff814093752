// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import {
  actionItemSchema,
  fixOutcomeSchema,
  movedActionItemSchema,
} from './actionItem';
import { fieldMessageSchema, refusal, refusalAt } from './fieldMessages';
import { INSTANTS } from './fields';
import { LIMITS } from './limits';
import {
  linkSchema,
  otherSectionSchema,
  pointSchema,
  timelineEntrySchema,
  whySchema,
} from './listItems';
import { AFFECTED_KINDS } from './entityKinds';
import { entityRef, instant, line, markdown, timeZone } from './scalars';
import { sortTimeline } from './sortTimeline';
import { ticketOfItemSchema } from './ticket';
import { checkWhys } from './whys';

/** @public */
export const postmortemStatusSchema = z.enum(['draft', 'published']);
/** @public */
export type PostmortemStatus = z.infer<typeof postmortemStatusSchema>;

/**
 * `restricted`: only the author, commander, participants, action owners and
 * named readers may read it.
 *
 * @public
 */
export const visibilitySchema = z.enum(['internal', 'restricted']);
/** @public */
export type Visibility = z.infer<typeof visibilitySchema>;

/** A list of at most `max` items whose ids are unique. */
function items<T extends z.ZodType<{ id: string }>>(item: T, max: number) {
  return z
    .array(item)
    .max(max)
    .superRefine((list, context) => {
      const seen = new Set<string>();
      list.forEach(({ id }, index) => {
        if (seen.has(id))
          context.addIssue(refusalAt([index, 'id'], 'id-used-twice'));
        seen.add(id);
      });
    })
    .default([]);
}

/** A set of strings: duplicates are dropped, order is kept. */
function set<T extends z.ZodType<string>>(item: T, max: number) {
  return z
    .array(item)
    .max(max)
    .overwrite(list => [...new Set(list)])
    .default([]);
}

/**
 * What a client may send: the body of `POST` and `PUT /postmortems`. Absent
 * means empty; only `visibility` and `readers` stay as they are when absent.
 * A draft needs a title and nothing else.
 *
 * @public
 */
export const postmortemInputSchema = z
  .strictObject({
    title: line(LIMITS.title).refine(value => value !== '', refusal('empty')),
    /** The id of a configured severity. */
    severity: line(50).nullable().default(null),
    visibility: visibilitySchema.optional(),
    readers: set(entityRef('user', 'group'), LIMITS.people).unwrap().optional(),
    startedAt: instant.nullable().default(null),
    detectedAt: instant.nullable().default(null),
    acknowledgedAt: instant.nullable().default(null),
    mitigatedAt: instant.nullable().default(null),
    resolvedAt: instant.nullable().default(null),
    timeZone: timeZone.default('UTC'),
    affectedSystems: set(entityRef(...AFFECTED_KINDS), LIMITS.affectedSystems),
    incidentCommander: entityRef('user').nullable().default(null),
    participants: set(entityRef('user'), LIMITS.people),
    tags: set(
      line(50).refine(value => value !== '', refusal('empty')),
      LIMITS.tags,
    ),
    links: items(linkSchema, LIMITS.links),
    summary: markdown().default(''),
    impact: markdown().default(''),
    rootCause: markdown().default(''),
    trigger: markdown().default(''),
    lessonsLearned: markdown().default(''),
    usersAffected: z.int().min(0).max(100_000_000_000).nullable().default(null),
    slaBreached: z.boolean().nullable().default(null),
    timeline: items(timelineEntrySchema, LIMITS.timeline)
      .unwrap()
      .overwrite(sortTimeline)
      .default([]),
    whys: items(whySchema, LIMITS.whys)
      .unwrap()
      .superRefine(checkWhys)
      .default([]),
    wentWell: items(pointSchema, LIMITS.points),
    wentWrong: items(pointSchema, LIMITS.points),
    contributingFactors: items(pointSchema, LIMITS.points),
    actionItems: items(actionItemSchema, LIMITS.actionItems),
    noActionReason: markdown(LIMITS.item).default(''),
    otherSections: items(otherSectionSchema, LIMITS.otherSections),
  })
  .superRefine((input, context) => {
    for (const field of INSTANTS) {
      const at = input[field];
      if (at && input.startedAt && at < input.startedAt)
        context.addIssue(refusalAt([field], 'before-start'));
    }
  });

/**
 * A checked body: every field is there but `visibility` and `readers`, which
 * may be left to what they are.
 *
 * @public
 */
export type PostmortemInput = z.output<typeof postmortemInputSchema>;

/**
 * A body before it is checked: only the title must be there.
 *
 * @public
 */
export type PostmortemDraft = z.input<typeof postmortemInputSchema>;

/**
 * The document: everything that a person wrote.
 *
 * @public
 */
export type PostmortemDocument = Required<PostmortemInput>;

const durationSchema = z.number().nullable();

/**
 * A cause where it is named.
 *
 * @public
 */
export const causeRefSchema = z.object({
  id: z.string(),
  name: z.string(),
  category: z.string(),
});
/** @public */
export type CauseRef = z.infer<typeof causeRefSchema>;

/**
 * That a postmortem is a recurrence of a cause: published ones before it, by
 * start, on a same affected system.
 *
 * @public
 */
export const recurrenceSchema = z.object({
  cause: causeRefSchema,
  /** The affected systems that it happened to before. */
  systems: z.array(z.string()),
  /** Which time this is: the earlier ones and this one. */
  times: z.number(),
  /** Newest first, at most 20. */
  earlier: z.array(
    z.object({
      id: z.string(),
      number: z.number(),
      title: z.string(),
      startedAt: z.string(),
    }),
  ),
});
/** @public */
export type Recurrence = z.infer<typeof recurrenceSchema>;

/** Fields that the server makes; refused in a body. */
const serverFields = {
  id: z.string(),
  /** `PM-<number>`, never reused. */
  number: z.number(),
  /** Grows by one with each save; `If-Match` names it. */
  version: z.number(),
  status: postmortemStatusSchema,
  createdBy: z.string(),
  createdAt: z.string(),
  updatedBy: z.string(),
  updatedAt: z.string(),
  publishedAt: z.string().nullable(),
  /** The first time, whatever became of it since. */
  firstPublishedAt: z.string().nullable(),
  /** Whether it was made of a document. */
  imported: z.boolean(),
  /** Seconds, or `null` where an instant is missing. */
  durations: z.object({
    toDetect: durationSchema,
    toAcknowledge: durationSchema,
    toMitigate: durationSchema,
    toResolve: durationSchema,
  }),
  /** What the publishing gate still wants. */
  unmet: z.array(fieldMessageSchema),
  /** Confirmed causes: their ids, and as they are named. */
  causeIds: z.array(z.string()),
  causes: z.array(causeRefSchema),
  /** Where a confirmed cause happened to the same system before. */
  recurrences: z.array(recurrenceSchema),
  /** Of the action items, those whose due date was moved after it was promised. */
  movedActionItems: z.array(movedActionItemSchema),
  /** Of what was done to prevent it, whether it came back since. */
  fixOutcomes: z.array(fixOutcomeSchema),
  /** Of the action items, those that have a ticket in a tracker of this portal. */
  tickets: z.array(ticketOfItemSchema),
  /** What the reader may do. */
  can: z.object({
    update: z.boolean(),
    publish: z.boolean(),
    delete: z.boolean(),
  }),
};

/**
 * The whole postmortem, as `GET /postmortems/{id}` answers.
 *
 * @public
 */
export const postmortemSchema = z.object({
  ...postmortemInputSchema.shape,
  visibility: visibilitySchema,
  readers: z.array(z.string()),
  ...serverFields,
});
/** @public */
export type Postmortem = PostmortemDocument &
  Omit<z.infer<typeof postmortemSchema>, keyof PostmortemDocument>;

/** The names of the fields that the server makes. */
const SERVER_FIELDS = new Set<string>([
  ...Object.keys(serverFields),
  'warnings',
]);

/**
 * The document of a postmortem without the server's fields: what may be sent
 * back in a `PUT`.
 *
 * @public
 */
export function toInput(postmortem: PostmortemDocument): PostmortemDocument {
  return Object.fromEntries(
    Object.entries(postmortem).filter(([key]) => !SERVER_FIELDS.has(key)),
  ) as PostmortemDocument;
}

/**
 * An empty document with the given fields, checked and completed.
 *
 * @throws ZodError when a field is not valid
 * @public
 */
export function createDocument(draft: PostmortemDraft): PostmortemDocument {
  return {
    visibility: 'internal',
    readers: [],
    ...postmortemInputSchema.parse(draft),
  };
}
