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

it('writes what it reads', () => {
  expect(formatClock(near, timeZone)).toBe('23:50');
  expect(read(formatDateTime(near, timeZone), null)).toBe(near);
});
