// SPDX-License-Identifier: Apache-2.0

import { ConfigReader } from '@backstage/config';
import {
  DEFAULT_POSTMORTEMS_CONFIG,
  dueDateFor,
  readPostmortemsConfig,
} from './config';

const read = (postmortems?: any) =>
  readPostmortemsConfig(new ConfigReader({ postmortems }));

describe('readPostmortemsConfig', () => {
  it('needs nothing to be configured', () => {
    const config = read();
    expect(config).toEqual(DEFAULT_POSTMORTEMS_CONFIG);
    expect(config.severities.map(({ id }) => id)).toEqual(['P1', 'P2', 'P3']);
    expect(config.causeCategories).toHaveLength(13);
    expect(config).toMatchObject({
      timeZone: 'UTC',
      timeline: { gapMinutes: 15 },
      recurrence: { withinDays: 365 },
      imports: { maxFiles: 200 },
      notifications: { detail: 'full' },
      reminders: { hour: 8, quietOnWeekends: false },
      policies: { publishWithinWorkingDays: {}, preventWithinDays: null },
      trackers: { pollMinutes: 10 },
    });
  });

  it('takes what is configured and completes the rest', () => {
    const config = read({
      severities: [
        { id: 'SEV0', title: 'Sev 0', description: 'all', actionDueDays: 0 },
        { id: 'SEV1' },
      ],
      causeCategories: [{ id: 'code', title: 'Code' }, { id: 'other' }],
      timeZone: 'Europe/Copenhagen',
      timeline: { gapMinutes: 30 },
      recurrence: { withinDays: 90 },
      imports: { maxFiles: 20 },
      notifications: { detail: 'link' },
      reminders: { hour: 0, quietOnWeekends: true },
      policies: {
        publishWithinWorkingDays: { SEV0: 3, 'SEV.1': 0 },
        preventWithinDays: 30,
      },
      path: '/ops/incidents',
    });
    expect(config).toEqual({
      severities: [
        { id: 'SEV0', title: 'Sev 0', description: 'all', actionDueDays: 0 },
        { id: 'SEV1', title: 'SEV1', description: '', actionDueDays: 30 },
      ],
      causeCategories: [
        { id: 'code', title: 'Code' },
        { id: 'other', title: 'other' },
      ],
      timeZone: 'Europe/Copenhagen',
      timeline: { gapMinutes: 30 },
      recurrence: { withinDays: 90 },
      imports: { maxFiles: 20 },
      notifications: { detail: 'link' },
      reminders: { hour: 0, quietOnWeekends: true },
      policies: {
        publishWithinWorkingDays: { SEV0: 3, 'SEV.1': 0 },
        preventWithinDays: 30,
      },
      trackers: { pollMinutes: 10 },
      path: '/ops/incidents',
    });
  });

  it.each([
    [
      { severities: [{ id: 'P1' }, { id: 'P1' }] },
      "'postmortems.severities[1].id' repeats the id 'P1'",
    ],
    [{ severities: [] }, "'postmortems.severities' must have at least one"],
    [{ severities: [{ title: 'x' }] }, 'postmortems.severities[0].id'],
    [{ severities: [{ id: ' P1' }] }, 'postmortems.severities[0].id'],
    [{ severities: [{ id: 'P'.repeat(51) }] }, 'postmortems.severities[0].id'],
    [
      { severities: [{ id: 'P1', actionDueDays: -1 }] },
      "'postmortems.severities[0].actionDueDays' must be a whole number from 0",
    ],
    [
      { causeCategories: [{ id: 'a' }, { id: 'b' }, { id: 'a' }] },
      "'postmortems.causeCategories[2].id' repeats the id 'a'",
    ],
    [
      { timeZone: 'Mars/Base' },
      "'postmortems.timeZone' must be an IANA time zone",
    ],
    [
      { timeline: { gapMinutes: 1.5 } },
      "'postmortems.timeline.gapMinutes' must be a whole number",
    ],
    [{ timeline: { gapMinutes: 'soon' } }, 'postmortems.timeline.gapMinutes'],
    [{ recurrence: { withinDays: 0 } }, "'postmortems.recurrence.withinDays'"],
    [{ path: 'incidents' }, "'postmortems.path' must be a path"],
    [{ path: '/incidents/' }, "'postmortems.path' must be a path"],
    [{ path: '//evil.example' }, "'postmortems.path' must be a path"],
    [{ path: '/a?b' }, "'postmortems.path' must be a path"],
    [
      { policies: { publishWithinWorkingDays: { P1: 1.5 } } },
      "'postmortems.policies.publishWithinWorkingDays.P1' must be a whole number",
    ],
    [
      { policies: { publishWithinWorkingDays: ['P1'] } },
      "'postmortems.policies.publishWithinWorkingDays' must be an object",
    ],
    [
      { policies: { preventWithinDays: 0 } },
      "'postmortems.policies.preventWithinDays' must be a whole number from 1",
    ],
    [{ imports: { maxFiles: 0 } }, "'postmortems.imports.maxFiles'"],
    [
      { notifications: { detail: 'none' } },
      "'postmortems.notifications.detail' must be full or link, got 'none'",
    ],
    [
      { reminders: { hour: 24 } },
      "'postmortems.reminders.hour' must be a whole number from 0 to 23",
    ],
  ])('refuses %j and names the key', (postmortems, message) => {
    expect(() => read(postmortems)).toThrow(message);
  });
});

describe('dueDateFor', () => {
  it('counts days from the severity, over the end of a month', () => {
    const config = DEFAULT_POSTMORTEMS_CONFIG;
    expect(dueDateFor('P1', '2026-02-25', config)).toBe('2026-03-04');
    expect(dueDateFor('P2', '2026-03-01', config)).toBe('2026-03-31');
    expect(dueDateFor(null, '2026-03-01', config)).toBeNull();
    expect(dueDateFor('gone', '2026-03-01', config)).toBeNull();
  });
});
