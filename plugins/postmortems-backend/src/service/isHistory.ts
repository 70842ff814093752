// SPDX-License-Identifier: Apache-2.0

import { DAY_MS } from 'backstage-plugin-postmortems-common';

/** How long after an incident began its postmortem is expected, at most. */
const EXPECTED_DAYS = 90;

/**
 * Whether a postmortem was history when it was first published, as one that is
 * imported from years ago: nobody is waiting to hear of it.
 *
 * @param startedAt - of the incident
 * @param firstPublishedAt - ISO 8601
 */
export function isHistory(
  startedAt: string | null,
  firstPublishedAt: string,
): boolean {
  return (
    startedAt !== null &&
    Date.parse(firstPublishedAt) - Date.parse(startedAt) >
      EXPECTED_DAYS * DAY_MS
  );
}
