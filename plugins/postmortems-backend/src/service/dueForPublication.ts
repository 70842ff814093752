// SPDX-License-Identifier: Apache-2.0

import {
  DAY_MS,
  PostmortemsConfig,
  publishBy,
} from 'backstage-plugin-postmortems-common';
import { PublicationPolicy, Publishable } from '../store/figures/PoliciesStore';

/** Older incidents are history: nobody publishes their postmortems any more. */
const PUBLICATION_DAYS = 90;

type PolicyConfig = Pick<PostmortemsConfig, 'policies' | 'timeZone'>;

/** Which postmortems the policy on publication is about, for the store. */
export function publicationPolicy(
  { policies }: PolicyConfig,
  now: Date,
): PublicationPolicy {
  return {
    severities: Object.keys(policies.publishWithinWorkingDays),
    resolvedSince: new Date(now.getTime() - PUBLICATION_DAYS * DAY_MS),
    now,
  };
}

/**
 * Of postmortems that the policy is about: those whose time is over, and those
 * that were published before, with the end of the last day in time.
 */
export function dueForPublication<T extends Omit<Publishable, 'id'>>(
  all: readonly T[],
  { policies, timeZone }: PolicyConfig,
  now: Date,
): Array<T & { publishBy: string; inTime: boolean }> {
  return all
    .map(each => {
      const by = publishBy(
        each.resolvedAt,
        policies.publishWithinWorkingDays[each.severity],
        timeZone,
      );
      const { firstPublishedAt } = each;
      const inTime = firstPublishedAt !== null && firstPublishedAt <= by;
      return { ...each, publishBy: by, inTime };
    })
    .filter(each => each.publishBy < now.toISOString() || each.inTime);
}
