// SPDX-License-Identifier: Apache-2.0

import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { refusal } from './fieldMessages';
import { LIMITS } from './limits';

// It has no UTF-8 form.
const LONE_SURROGATE =
  /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** A string of at most `max` characters that both databases can store. */
function storable(max: number) {
  return z
    .string()
    .max(max)
    .refine(
      // PostgreSQL cannot store NUL.
      value => !value.includes('\0') && !LONE_SURROGATE.test(value),
      refusal('not-storable'),
    );
}

/**
 * One line of text: line breaks become spaces, the ends are trimmed.
 *
 * @public
 */
export const line = (max: number = LIMITS.line) =>
  storable(max).overwrite(value =>
    // Not one expression with spaces on both sides: that is quadratic.
    value
      .split(/[\r\n]+/)
      .map(part => part.trim())
      .filter(part => part !== '')
      .join(' '),
  );

/**
 * Markdown text: line breaks become `\n`, empty lines at the ends are cut.
 *
 * @public
 */
export const markdown = (max: number = LIMITS.section) =>
  storable(max).overwrite(value =>
    value
      .replace(/\r\n?/g, '\n')
      .replace(/^(?:[ \t]*\n)+/, '')
      .trimEnd(),
  );

/**
 * An entity ref as it is stored and compared, like Backstage does: in lower
 * case.
 *
 * @public
 */
export const canonicalRef = (ref: string) => ref.toLocaleLowerCase('en-US');

/** What no portal's catalog allows in a name; some allow more than others. */
const NOT_IN_NAMES = /[\s/:?#%<>"'`\\|^{}[\]]/;

function complete(ref: string): string | undefined {
  try {
    const parsed = parseEntityRef(ref.trim(), { defaultNamespace: 'default' });
    return [parsed.namespace, parsed.name].some(
      part => NOT_IN_NAMES.test(part) || /^\.+$/.test(part),
    )
      ? undefined
      : canonicalRef(stringifyEntityRef(parsed));
  } catch {
    return undefined;
  }
}

/**
 * An entity ref of one of `kinds`, in canonical form
 * (`component:default/payment`).
 *
 * @public
 */
export const entityRef = (...kinds: readonly string[]) =>
  storable(LIMITS.line)
    .overwrite(value => complete(value) ?? value)
    .refine(
      value => {
        const ref = complete(value);
        return ref !== undefined && kinds.includes(ref.split(':')[0]);
      },
      refusal('not-an-entity-ref', {
        kinds: kinds.join(', '),
        example: `${kinds[0]}:default/name`,
      }),
    );

const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/**
 * An instant, ISO 8601 with a zone or offset, kept in UTC with milliseconds.
 * Between the years 1970 and 2199.
 *
 * @public
 */
export const instant = z.iso
  .datetime({ offset: true })
  .overwrite(value => {
    const time = Date.parse(value);
    return Number.isNaN(time) ? value : new Date(time).toISOString();
  })
  .refine(value => {
    const time = Date.parse(value);
    return time >= EARLIEST && time < LATEST;
  }, refusal('year-out-of-range'));

/**
 * A calendar day, `YYYY-MM-DD`, between the years 1970 and 2199.
 *
 * @public
 */
export const day = z.iso
  .date()
  .refine(
    value => value >= '1970-01-01' && value < '2200-01-01',
    refusal('year-out-of-range'),
  );

/**
 * The name of an IANA time zone.
 *
 * @public
 */
export const timeZone = z
  .string()
  .max(64)
  .refine(
    // Offsets ("+01:00") are valid to some engines only, so names it is.
    value => /^[A-Za-z]/.test(value) && IANAZone.isValidZone(value),
    refusal('not-a-time-zone'),
  );

/**
 * The id of a list item: a UUID made by the client.
 *
 * @public
 */
export const itemId = z.guid().overwrite(value => value.toLowerCase());

/**
 * An address that is safe to follow: `http` or `https`. Empty means none.
 *
 * @public
 */
export const httpUrl = storable(LIMITS.url)
  .overwrite(value => value.trim())
  .refine(value => {
    if (value === '') return true;
    try {
      return ['http:', 'https:'].includes(new URL(value).protocol);
    } catch {
      return false;
    }
  }, refusal('not-an-address'));
