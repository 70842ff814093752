// SPDX-License-Identifier: Apache-2.0

import { formatClock, formatDateTime, parseTime } from './parseTime';

const timeZone = 'Europe/Copenhagen';
const now = new Date('2026-11-12T13:05:42Z');
const near = '2026-11-11T22:50:00.000Z'; // 23:50 in Copenhagen

const read = (text: string, before: string | null = near) => {
  const parsed = parseTime(text, { timeZone, near: before, now });
  return parsed.kind === 'instant' ? parsed.at : parsed.kind;
};

describe('parseTime', () => {
  it.each([
    ['n', '2026-11-12T13:05:42.000Z'],
    ['now', '2026-11-12T13:05:42.000Z'],
    ['??', 'unknown'],
    ['', 'unknown'],
    ['23:55', '2026-11-11T22:55:00.000Z'],
    ['2355', '2026-11-11T22:55:00.000Z'],
    ['00:10', '2026-11-11T23:10:00.000Z'],
    ['23.40:30', '2026-11-11T22:40:30.000Z'],
    ['+15', '2026-11-11T23:05:00.000Z'],
    ['2026-07-01 14:05', '2026-07-01T12:05:00.000Z'],
    ['12 Nov 2026, 14:05', '2026-11-12T13:05:00.000Z'],
    ['12.11.2026 14:05', '2026-11-12T13:05:00.000Z'],
    ['2026-11-12T14:05:00Z', '2026-11-12T14:05:00.000Z'],
    ['14h05', '2026-11-11T13:05:00.000Z'],
    ['14h', '2026-11-11T13:00:00.000Z'],
    ['905', '2026-11-12T08:05:00.000Z'],
    ['2:05pm', '2026-11-11T13:05:00.000Z'],
    ['2 p.m.', '2026-11-11T13:00:00.000Z'],
    ['12:05 am', '2026-11-11T23:05:00.000Z'],
    ['12 Nov 2026, 2:05 pm', '2026-11-12T13:05:00.000Z'],
    ['2026-11-12T14:05', '2026-11-12T13:05:00.000Z'],
    ['2026-11-12 14:05+02:00', '2026-11-12T12:05:00.000Z'],
    ['2026-11-12 14:05 CET', '2026-11-12T13:05:00.000Z'],
    ['23:55 UTC', '2026-11-11T23:55:00.000Z'],
    ['23:55 -0300', '2026-11-12T02:55:00.000Z'],
    ['13pm', 'unreadable'],
    ['0pm', 'unreadable'],
    ['24h00', 'unreadable'],
    ['14:05 EST', 'unreadable'],
    ['10:00-11:30', 'unreadable'],
    ['1000-1130', 'unreadable'],
    ['2026-11-12', 'unreadable'],
    ['25:00', 'unreadable'],
    ['soon', 'unreadable'],
    ['2026-02-30 10:00', 'unreadable'],
    ['1969-12-31 10:00', 'unreadable'],
  ])('reads %j', (text, expected) => expect(read(text)).toBe(expected));

  it('takes today where there is no entry before', () => {
    expect(read('14:00', null)).toBe('2026-11-12T13:00:00.000Z');
    expect(read('+5', null)).toBe('unreadable');
  });

  it('keeps the hour on the days when the clocks change', () => {
    expect(read('09:00', '2026-03-28T23:30:00.000Z')).toBe(
      '2026-03-29T07:00:00.000Z',
    );
  });
});

describe('when the clocks change', () => {
  const parse = (text: string, around: { near?: string; before?: string }) =>
    parseTime(text, { timeZone, now, ...around });

  it.each([
    ['2026-03-29 02:30', {}],
    ['02:30', { near: '2026-03-29T00:15:00.000Z' }],
    ['2026-03-29T02:30', {}],
  ])('finds no %s in the hour that is left out', (text, around) =>
    expect(parse(text, around)).toEqual({
      kind: 'unreadable',
      why: 'skipped',
    }),
  );

  const first = '2026-10-25T00:30:00.000Z';
  const second = '2026-10-25T01:30:00.000Z';
  it.each([
    ['2026-10-25 02:30', {}, first],
    ['2026-10-25 02:30 +01:00', {}, second],
    ['2026-10-25 02:30 CET', {}, second],
    ['2026-10-25 02:30 CEST', { near: second }, first],
    ['02:30', { near: '2026-10-25T00:15:00.000Z' }, first],
    ['02:30', { near: '2026-10-25T01:20:00.000Z' }, second],
    ['02:30', { near: first, before: '2026-10-25T00:45:00.000Z' }, second],
    ['02:30', { before: '2026-10-25T00:45:00.000Z', near: second }, second],
  ])('reads %s in the hour that comes twice (%j)', (text, around, at) =>
    expect(parse(text, around)).toEqual({ kind: 'instant', at }),
  );

  it('says which of the two it is', () => {
    expect(formatClock(first, timeZone)).toBe('02:30 +02:00');
    expect(formatDateTime(second, timeZone)).toBe('2026-10-25 02:30 +01:00');
    for (const at of [first, second])
      expect(parse(formatDateTime(at, timeZone), {})).toEqual({
        kind: 'instant',
        at,
      });
  });
});

it('counts from the entry before, and stays on the day that stands there', () => {
  const around = {
    timeZone,
    now,
    near: '2026-11-04T09:00:00.000Z',
    before: '2026-11-01T08:00:00.000Z',
  };
  expect(parseTime('10:05', around)).toEqual({
    kind: 'instant',
    at: '2026-11-04T09:05:00.000Z',
  });
  expect(parseTime('+10', around)).toEqual({
    kind: 'instant',
    at: '2026-11-01T08:10:00.000Z',
  });
});

it('writes what it reads', () => {
  expect(formatClock(near, timeZone)).toBe('23:50');
  expect(read(formatDateTime(near, timeZone), null)).toBe(near);
});
