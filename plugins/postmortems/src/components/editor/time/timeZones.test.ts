// SPDX-License-Identifier: Apache-2.0

import { timeZone as timeZoneSchema } from 'backstage-plugin-postmortems-common';
import { currentZoneName, formerZoneName } from '../../common/zoneNames';
import { localTimeZone, timeZones } from './timeZones';

it('lists each zone once, by a name that is valid', () => {
  const zones = timeZones();
  expect(zones[0]).toBe('UTC');
  expect(zones).toContain('Asia/Kolkata');
  expect(zones).not.toContain('Asia/Calcutta');
  expect(new Set(zones.map(currentZoneName)).size).toBe(zones.length);
});

it.each(timeZones().filter(formerZoneName))(
  'takes %s by both of its names, for the same clock',
  zone => {
    const clock = (name: string) => {
      expect(timeZoneSchema.parse(name)).toBe(name);
      return new Intl.DateTimeFormat('en', {
        timeZone: name,
        dateStyle: 'short',
        timeStyle: 'long',
      }).format(new Date('2026-07-01T12:00:00Z'));
    };
    expect(clock(formerZoneName(zone)!)).toBe(clock(zone));
  },
);

it('says where somebody is by the name of today', () => {
  jest.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockReturnValue({
    timeZone: 'Asia/Calcutta',
  } as Intl.ResolvedDateTimeFormatOptions);
  expect(localTimeZone()).toBe('Asia/Kolkata');
});
