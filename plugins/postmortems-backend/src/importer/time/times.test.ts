// SPDX-License-Identifier: Apache-2.0

import { readTimeline } from '../__testUtils__/readForeign';

const day = '2024-05-05T';

describe('a time and what stands behind it', () => {
  it.each([
    // Without a day, or where the end is later, it is a range.
    ['10:53-10:59 a', `${day}10:53`, '[10:53-10:59] a'],
    ['14:40 -14:50 a', `${day}14:40`, '[14:40 -14:50] a'],
    ['16:00—16:10 a', `${day}16:00`, '[16:00—16:10] a'],
    ['2024-05-05 15:00-15:30 a', `${day}15:00`, '[2024-05-05 15:00-15:30] a'],
    ['10:07 UTC-11:30 UTC a', `${day}10:07`, '[10:07 UTC-11:30 UTC] a'],
    ['10:08 UTC-11:20 a', `${day}10:08`, '[10:08 UTC-11:20] a'],
    // Otherwise an offset.
    ['2024-05-05 15:36-05:00 a', `${day}20:36`, 'a'],
    ['2024-05-05T09:00-10:00 a', `${day}19:00`, 'a'],
    ['16:30:00-05:00 a', `${day}21:30`, 'a'],
    ['16:20-0500 a', `${day}21:20`, 'a'],
    ['10:09 UTC-5:30 a', `${day}10:09`, '[10:09 UTC-5:30] a'],
    ['10:09 UTC+5:30 a', `${day}04:39`, 'a'],
  ])('%j: range or offset', (text, at, event) => {
    const { times, warnings } = readTimeline(`- ${text}`);
    expect(times).toEqual([[at, event]]);
    expect(warnings.some(one => one.includes('more than an instant'))).toBe(
      event !== 'a',
    );
  });

  it.each([
    ['2:06\u202fPM - a', '14:06', 'a'],
    ['2:06\u00a0PM a', '14:06', 'a'],
    ['2024\u201105\u201105 10:00 a', '10:00', 'a'],
    ['2024\u201005\u201005 10:00 a', '10:00', 'a'],
    ['16:05\u200b a', '16:05', 'a'],
    // Elsewhere in the text they stay.
    ['16:05 a\u200bb\u2011c', '16:05', 'a\u200bb\u2011c'],
  ])('%j: other spaces and hyphens', (text, time, event) => {
    expect(readTimeline(`- ${text}`).times).toEqual([[day + time, event]]);
  });

  it.each([
    ['22:30 UTC (Oct 29) a', '2024-10-29T22:30', 'a'],
    ['22:30 (29 October 2023) a', '2023-10-29T22:30', 'a'],
    // A part of something, and no day.
    ['10:05 (1/2) a', `${day}10:05`, '(1/2) a'],
    ['10:05 (Oct 29 and later) a', `${day}10:05`, '(Oct 29 and later) a'],
  ])('%j: the day behind it', (text, at, event) => {
    expect(readTimeline(`- ${text}`).times).toEqual([[at, event]]);
  });

  it.each([
    ['🔴 10:00 - a', '🔴 a'],
    ['[x] 10:00 a', '[x] a'],
    ['[10:00](https://example.com/x) - a', null],
    ['At 10:00 we saw a', null],
  ])('%j: what stands in front of it stays', (text, event) => {
    expect(readTimeline(`- ${text}`).times).toEqual([
      [`${day}10:00`, event ?? text],
    ]);
  });

  it('is not looked for within a sentence', () => {
    const { times, sections } = readTimeline(
      'We had a deploy\nat 10:05, and\nAt 10:20 hell broke loose.\n\nAt 10:30 we knew.\nAt 10:40 it was over.\n',
    );
    expect(times).toEqual([
      [`${day}10:30`, 'At 10:30 we knew.'],
      [`${day}10:40`, 'At 10:40 it was over.'],
    ]);
    expect(sections['Timeline notes']).toBe(
      'We had a deploy\nat 10:05, and\nAt 10:20 hell broke loose.',
    );
  });
});

describe('a day without its year', () => {
  it.each([
    // In another year than the document's, which is 2024, it is reported.
    ['2024-12-31', '1 Jan 00:10', '2025-01-01T00:10', true],
    ['2025-01-01', '31 Dec 23:50', '2024-12-31T23:50', false],
    ['2024-05-05', '1/28 10:00', '2024-01-28T10:00', false],
    ['2024-05-05', '28/1 10:00', '2024-01-28T10:00', false],
    ['2024-05-05', '5/5, 10:00', '2024-05-05T10:00', false],
    ['2024-05-05', 'Feb 29 10:00', '2024-02-29T10:00', false],
  ])('is near %s: %s', (near, text, at, isReported) => {
    const { times, warnings } = readTimeline(`${near}\n\n- ${text} a`);
    expect(times).toEqual([[at, 'a']]);
    expect(warnings.includes('9: this day was taken to be in 2025')).toBe(
      isReported,
    );
  });

  it.each([
    ['1/2 10:00', 'two dates'],
    ['13/13 10:00', 'cannot be right'],
    ['Feb 30 10:00', 'cannot be right'],
    ['May 45 10:00', 'cannot be right'],
  ])('%s: not read, nor what follows it', (text, reason) => {
    const { times, warnings } = readTimeline(`- ${text} a\n- 09:00 b\n`);
    expect(times).toEqual([
      [null, `[${text}] a`],
      [null, '[09:00] b'],
    ]);
    expect(warnings).toContainEqual(
      expect.stringMatching(new RegExp(`^7: .*${reason}`)),
    );
  });

  it('is not a fraction in a text', () => {
    expect(readTimeline('- 10:00 a\n- 1/28 of all hosts').times[1]).toEqual([
      null,
      '1/28 of all hosts',
    ]);
  });
});
