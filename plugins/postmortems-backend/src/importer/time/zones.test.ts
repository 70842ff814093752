// SPDX-License-Identifier: Apache-2.0

import { readForeign, readTimeline } from '../__testUtils__/readForeign';

const UNNAMED = expect.stringContaining('no time zone is named');

describe('the zone of a timeline', () => {
  it.each([
    ['Timeline (UTC -7)', '17:00'],
    ['Timeline (GMT+05:30)', '04:30'],
    ['Timeline - UTC+1', '09:00'],
    ['Timeline (UTC + 2)', '08:00'],
    ['Timeline UTC - 10:00 to 11:00', '10:00'],
    ['Timeline (10:00 UTC–11:30 UTC)', '10:00'],
    ['Timeline (Pacific Daylight Time)', '17:00'],
    ['Timeline (all times in US/Pacific)', '17:00'],
    ['Timeline (Eastern)', '14:00'],
    ['Timeline - all times PST', '18:00'],
    ['Timeline (Central European Summer Time)', '08:00'],
  ])('%j', (heading, time) => {
    const { times, warnings } = readTimeline('- 10:00 a', heading);
    expect(times).toEqual([[`2024-05-05T${time}`, 'a']]);
    expect(warnings).not.toContainEqual(UNNAMED);
  });

  it.each([
    ['> All times in CST', '16:00'],
    ['_(times are in BST)_', '09:00'],
    ['All times are Eastern.', '14:00'],
    ['Times: Japan Standard Time', '01:00'],
    ['_All times in Pacific Time (PT)_', '17:00'],
  ])('in the sentence %j', (text, time) => {
    const { times, sections } = readTimeline(
      `${text}\n\n- 10:00 a`,
      'Timeline',
    );
    expect(times).toEqual([[`2024-05-05T${time}`, 'a']]);
    expect(sections).toEqual({ 'Timeline notes': text });
  });

  it.each([
    ['All times in CET.', '09:00'],
    ['Nobody could pay.\nAll times are in PST (UTC-8).', '18:00'],
    ['> **Note:** all timestamps in UTC', '10:00'],
    ['## Summary\n\nNobody could pay. \n\n_Times in CET_', '09:00'],
  ])('in the sentence %j above its heading', (text, time) => {
    const { document, warnings } = readForeign(
      `# Outage\n\n${text}\n\n## Timeline\n\n- 2024-02-05 10:00 a`,
    );
    expect(document.timeline).toMatchObject([
      { at: `2024-02-05T${time}:00.000Z` },
    ]);
    expect(warnings).not.toContainEqual(UNNAMED);
    // It stays where it was written.
    expect(document.summary).toContain(text.split('\n').at(-1));
  });

  it('is not that of other times above its heading', () => {
    const { document } = readForeign(
      '# Outage\n\nTimes were hard, and the PST office was closed.\n\n## Timeline\n\n- 2024-02-05 10:00 a',
    );
    expect(document.timeline[0].at).toBe('2024-02-05T10:00:00.000Z');
  });

  it.each([
    ['Timeline of Grand Central', '- 10:00 a'],
    ['Timeline of the ICT outage', '- 10:00 a'],
    ['Timeline', 'At that time the IST team was asleep.\n\n- 10:00 a'],
    ['Timeline', 'The timeline of our PET.\n\n- 10:00 a'],
  ])('is not a word of another meaning: %s, %j', (heading, text) => {
    const { times, warnings } = readTimeline(text, heading);
    expect(times).toEqual([['2024-05-05T10:00', 'a']]);
    expect(warnings).toContainEqual(UNNAMED);
  });

  it.each([
    ['NZDT', '2024-05-04T21:00', ''],
    ['HST', '2024-05-05T20:00', ''],
    ['BRT', '2024-05-05T13:00', ''],
    ['Central European Time', '2024-05-05T09:00', ''],
    ['(Eastern Daylight Time)', '2024-05-05T14:00', ''],
    ['SAST', '2024-05-05T08:00', ''],
    ['ICT', '2024-05-05T03:00', 'may be something else'],
    ['IST', '2024-05-05T04:30', 'more than one time zone'],
    ['CST', '2024-05-05T16:00', 'more than one time zone'],
    ['BST', '2024-05-05T09:00', 'more than one time zone'],
  ])('beside a time: %s', (zone, at, doubt) => {
    const { times, warnings } = readTimeline(
      `- 10:00 ${zone} a\n- 2024-05-05 10:00 ${zone} b`,
    );
    expect(times).toEqual([
      [at, 'a'],
      [at, 'b'],
    ]);
    const reported = warnings.filter(one => one.includes(`"${zone}"`));
    expect(reported).toHaveLength(doubt ? 1 : 0);
    expect(reported.join()).toContain(doubt);
  });

  it('may be the name of a column', () => {
    const { times } = readTimeline(
      '| Date | PDT | UTC | What |\n|-|-|-|-|\n| 2024-05-05 | 03:00 | 10:00 | a |',
    );
    expect(times).toEqual([['2024-05-05T10:00', 'a\n\nPDT: 03:00']]);
    expect(
      readTimeline('| CAT | What | UTC |\n|-|-|-|\n| tom | a | 10:00 |').times,
    ).toEqual([['2024-05-05T10:00', 'a\n\nCAT: tom']]);
  });
});

describe('the zone of fields', () => {
  it('of the start is that of an end without one', () => {
    const { document } = readForeign(
      '# X\n\n- Start: 2024-05-06 10:00 (CEST)\n- Detected: 2024-05-06 08:05 UTC\n- End: 2024-05-06 11:30\n',
    );
    expect(document).toMatchObject({
      startedAt: '2024-05-06T08:00:00.000Z',
      resolvedAt: '2024-05-06T09:30:00.000Z',
    });
  });

  const read = (fields: string, entries: string) =>
    readForeign(`# X\n\n${fields}\n\n## Timeline\n\n${entries}\n`);

  it('may have more than one name', () => {
    const { times } = read(
      '- Start: 2024-05-06 10:00 PT\n- End: 2024-05-06 12:00 America/Los_Angeles',
      '- 10:05 a\n- 10:10 PDT b',
    );
    expect(times.map(([at]) => at)).toEqual([
      '2024-05-06T17:05',
      '2024-05-06T17:10',
    ]);
    expect(readForeign('# X\n\n- Time zone: Central').document.timeZone).toBe(
      'America/Chicago',
    );
  });

  it('is that of the timeline where they agree', () => {
    const { times, document, warnings } = read(
      '- Start: 2024-05-06 10:00 CEST\n- End: 2024-05-06 11:30 CEST',
      '- 10:05 a\n- 10:10 CEST b',
    );
    expect(times.map(([at]) => at)).toEqual([
      '2024-05-06T08:05',
      '2024-05-06T08:10',
    ]);
    expect(document.timeZone).toBe('Etc/GMT-2');
    expect(warnings).toContainEqual(
      '8: times without a time zone were read as Etc/GMT-2, which the times above the timeline name',
    );
  });

  it.each([
    [
      '- Start: 2024-05-06 10:00 CEST\n- End: 2024-05-06 09:30 UTC',
      '- 10:05 a',
    ],
    ['- Start: 2024-05-06 10:00 CEST', '- 10:05 a\n- 08:10 UTC b'],
    ['- Start: 2024-05-06 10:00', '- 10:05 a'],
  ])('is not where they do not: %j, %j', (fields, entries) => {
    const { times, warnings } = read(fields, entries);
    expect(times).toContainEqual(['2024-05-06T10:05', 'a']);
    expect(warnings).toContainEqual(UNNAMED);
  });
});
