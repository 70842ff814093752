// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { AFFECTED_KINDS } from './entityKinds';
import { day, entityRef, instant } from './scalars';

/** A query parameter that may stand once or many times. */
export const many = <T extends z.ZodType>(item: T) =>
  z
    .union([z.array(item).max(50, 'may be given at most 50 times'), item])
    .transform(
      value => (Array.isArray(value) ? value : [value]) as z.output<T>[],
    )
    .optional();

export const flag = z
  .enum(['true', 'false'])
  .transform(value => value === 'true')
  .optional();

export const page = {
  limit: z.coerce.number('must be a number').int().min(1).max(100).default(20),
  /** Opaque: the `nextCursor` of the page before. */
  cursor: z.string().max(2000).optional(),
};

/** A day or an instant, for a range of time; a day is its start in UTC. */
export const moment = z
  .union([day.transform(value => `${value}T00:00:00.000Z`), instant])
  .optional();

/** Among which systems. */
export const among = {
  system: many(entityRef(...AFFECTED_KINDS)),
  withParts: flag,
  /** The catalog owner of an affected system. */
  owner: entityRef('user', 'group').optional(),
};
