// SPDX-License-Identifier: Apache-2.0

import { publishBy } from './policies';

it.each([
  // Thursday, in the afternoon: Friday is the first.
  ['2026-11-26T15:00:00Z', 5, 'UTC', '2026-12-03T23:59:59.999Z'],
  ['2026-11-26T15:00:00Z', 1, 'UTC', '2026-11-27T23:59:59.999Z'],
  // Friday, Saturday and Sunday end with the same Monday.
  ['2026-11-27T15:00:00Z', 1, 'UTC', '2026-11-30T23:59:59.999Z'],
  ['2026-11-28T15:00:00Z', 1, 'UTC', '2026-11-30T23:59:59.999Z'],
  ['2026-11-29T15:00:00Z', 1, 'UTC', '2026-11-30T23:59:59.999Z'],
  // The same day, where none is given.
  ['2026-11-29T15:00:00Z', 0, 'UTC', '2026-11-29T23:59:59.999Z'],
  // It is Friday already in Auckland, and still Thursday in Honolulu.
  ['2026-11-26T15:00:00Z', 1, 'Pacific/Auckland', '2026-11-30T10:59:59.999Z'],
  ['2026-11-27T02:00:00Z', 1, 'Pacific/Honolulu', '2026-11-28T09:59:59.999Z'],
  // Over the end of summer time.
  ['2026-10-23T10:00:00Z', 1, 'Europe/Copenhagen', '2026-10-26T22:59:59.999Z'],
])(
  'a postmortem of %s is to be published within %i working days in %s by %s',
  (resolvedAt, workingDays, zone, by) => {
    expect(publishBy(resolvedAt, workingDays, zone)).toBe(by);
  },
);
