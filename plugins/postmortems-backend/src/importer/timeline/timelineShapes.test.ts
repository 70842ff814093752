// SPDX-License-Identifier: Apache-2.0

import { LIMITS } from 'backstage-plugin-postmortems-common';
import { readForeign, readTimeline } from '../__testUtils__/readForeign';

const NOTES = 'Timeline notes';

describe('days', () => {
  it.each([
    [
      'bold, above lists',
      '**May 5, 2024**\n\n- 10:00 a\n\n**Monday, May 6**\n\n- 09:00 b',
    ],
    [
      'items above lists',
      '* 2024-05-05\n  * 10:00 - a\n* 2024-05-06\n  * 09:00 - b',
    ],
    [
      'rows',
      '| Time | What |\n|-|-|\n| 5/5 | |\n| 10:00 | a |\n| 6 May | |\n| 09:00 | b |',
    ],
    ['first lines', '**2024-05-05**\n10:00 a\n\n**2024-05-06**\n09:00 b'],
    ['headings', '### 2024-05-05\n\n- 10:00 a\n\n# 2024-05-06\n\n- 09:00 b'],
    [
      'headings of dated entries',
      '### 2024-05-05\n\n- 2024-05-05 10:00 a\n- 2024-05-06 09:00 b',
    ],
  ])('are %s', (_, text) => {
    const { times, sections } = readTimeline(text);
    expect(times).toEqual([
      ['2024-05-05T10:00', 'a'],
      ['2024-05-06T09:00', 'b'],
    ]);
    expect(sections).toEqual({});
  });

  it('that can be read in two ways take those below them along', () => {
    const { times, warnings } = readTimeline(
      '| Time | What |\n|-|-|\n| 1/2 | |\n| 10:00 | a |',
    );
    expect(times).toEqual([
      [null, '[1/2]'],
      [null, '[10:00] a'],
    ]);
    expect(warnings).toContainEqual(expect.stringMatching(/^9: .*two dates/));
  });

  it('on which no time was read are kept and reported', () => {
    const { sections, warnings } = readTimeline(
      '### 2024-05-06\n\n### 2024-05-07\n\n- 10:00 a',
    );
    expect(sections).toEqual({
      Date: '2024-05-05',
      [NOTES]: '### 2024-05-06',
    });
    expect(warnings).toContain(
      `3: no time was read on this day; it is kept under "Date"`,
    );
    expect(warnings).toContain(
      `7: no time was read on this day; it is kept under "${NOTES}"`,
    );
  });

  it.each([
    ['# 2018-02-22 NGINX crash', undefined, '2018-02-22', 'title'],
    ['# Outage on 2018\u201102\u201122', 'x.md', '2018-02-22', 'title'],
    ['# Outage', '2018-02-22-x.md', '2018-02-22', 'name of the file'],
    ['', '2018-02-22 Outage.md', '2018-02-22', 'name of the file'],
  ])('of the document %j in %s', (title, fileName, day, what) => {
    const text = `${title}\n\n## Timeline (UTC)\n\n- 10:00 a`;
    const { times, warnings } = readForeign(text, { fileName });
    expect(times).toEqual([[`${day}T10:00`, 'a']]);
    expect(warnings).toContain(
      `5: times without a date were taken to be on ${day}, which the ${what} names`,
    );
    const dated = readForeign(text.replace('10:', '2018-02-22 10:'), {
      fileName,
    });
    expect(dated.warnings.join('\n')).not.toContain('without a date');
  });

  it('in headings count for the timelines below them, and no further', () => {
    const { times, sections } = readForeign(`# X

Date: 2024-05-05

## 2023-11-02: an earlier one

### Timeline

- 10:00 UTC a

## Timeline

- 10:00 UTC b

## Timeline 2024-05-07

- 10:00 UTC c

## Timeline 2024-05-08
`);
    expect(times).toEqual([
      ['2023-11-02T10:00', 'a'],
      ['2024-05-05T10:00', 'b'],
      ['2024-05-07T10:00', 'c'],
    ]);
    expect(sections).toEqual({
      '2023-11-02: an earlier one': '',
      [NOTES]: '## Timeline 2024-05-08',
    });
  });
});

describe('headings of a timeline', () => {
  it('are entries where they are times', () => {
    expect(
      readTimeline(
        '### 10:00 UTC\nDeploy.\n\n- b\n\n### 10:05 - Alert\n#### 10:10 – Rollback\n',
      ).times,
    ).toEqual([
      ['2024-05-05T10:00', 'Deploy.\n\n- b'],
      ['2024-05-05T10:05', 'Alert'],
      ['2024-05-05T10:10', 'Rollback'],
    ]);
  });

  it.each([
    ['- 10:01 a\n- 10:02 b'],
    ['10:01 a\n10:02 b'],
    ['| Time | What |\n|-|-|\n| 10:01 | a |\n| 10:02 | b |'],
  ])('do not take the times below them: %j', text => {
    expect(readTimeline(`### 10:00 Outage\n\n${text}`).times).toEqual([
      ['2024-05-05T10:00', 'Outage'],
      ['2024-05-05T10:01', 'a'],
      ['2024-05-05T10:02', 'b'],
    ]);
  });

  it('are kept where they are words, with what they had between', () => {
    const { sections } = readTimeline(
      '### Detection\n\n- 10:00 a\n\n### Later\n\nSome words.\n\nAnd more.',
    );
    expect(sections).toEqual({
      [NOTES]: '### Detection\n\n### Later\n\nSome words.\n\nAnd more.',
    });
  });
});

describe('code in a timeline', () => {
  it.each([
    ['```text\n10:00 a\n\n10:05 b\n```'],
    ['\t10:00 - a\n\n\t10:05 - b'],
    ['~~~\n10:00 a\n10:05 b'],
  ])('whose lines are times holds entries: %j', text => {
    const { times, warnings, sections } = readTimeline(text);
    expect(times).toEqual([
      ['2024-05-05T10:00', 'a'],
      ['2024-05-05T10:05', 'b'],
    ]);
    expect(sections).toEqual({});
    expect(warnings).toContain(
      '7: the lines of this code were read as entries, since each begins with a time',
    );
  });

  it.each([
    ['```\n10:00 a\nb\n```'],
    ['```\n```'],
    ['```\n10:00 a\n```\n\n- 10:05 b'],
  ])('stays what it is otherwise: %j', text => {
    expect(readTimeline(text).sections[NOTES]).toContain('```');
  });
});

describe('headings of a document', () => {
  it('may be bare lines, where none is marked', () => {
    const { document, times } = readForeign(`Issue Summary
It broke.

Timeline
2024-05-05 10:00 UTC a

Root Cause and Resolution
Root Cause:
We looked at
Logs
and metrics.

Corrective Measures:
- fix it
`);
    expect(document).toMatchObject({
      summary: 'It broke.',
      rootCause: 'We looked at\nLogs\nand metrics.',
      actionItems: [{ description: 'fix it' }],
    });
    expect(times).toEqual([['2024-05-05T10:00', 'a']]);
  });

  it.each([
    ['Issue Summary', 'summary'],
    ['Customer Impact & Scope', 'impact'],
    ['IV. Root cause', 'rootCause'],
    ['Why did it happen?', 'rootCause'],
    ['Trigger event', 'trigger'],
    ['Conclusions', 'lessonsLearned'],
  ])('%j is the %s', (heading, field) => {
    expect(readForeign(`# X\n\n## ${heading}\n\na`).document).toMatchObject({
      [field]: 'a',
    });
  });

  it.each([
    ['What did we do right', 'wentWell'],
    ['What Didn’t Go So Well?', 'wentWrong'],
    ['Corrective and Preventative Measures', 'actionItems'],
    ['Post-Incident Tasks', 'actionItems'],
    ['Log of events', 'timeline'],
  ])('%j has the list %s', (heading, field) => {
    expect(readForeign(`# X\n\n## ${heading}\n\n- a`).document).toHaveProperty(
      `${field}.length`,
      1,
    );
  });

  it('that are unknown are kept with nothing below them', () => {
    const { sections, warnings } = readForeign(
      '---\ntitle: X\n---\n# Y\n\n## How it felt\n\n## Root cause\n\n<!-- 5 whys -->\n<!-- or so -->\n',
    );
    expect(sections).toEqual({
      Y: '',
      'How it felt': '',
      'Root cause': '<!-- 5 whys -->\n<!-- or so -->',
    });
    expect(warnings.map(one => one.split(':', 1)[0])).toEqual(['4', '6', '9']);
  });
});

describe('a timeline that is too long', () => {
  it.each([
    ['* 2024-05-05\n', '  * 10:00 a\n'],
    ['', '### 10:00 a\n'],
    ['', '### 10:00 a\n\n- 10:01 b\n\n'],
    ['```\n', '10:00 a\n'],
  ])('is read to its limit: %j, %j', (above, entry) => {
    const { document, sections } = readTimeline(
      above + entry.repeat(LIMITS.timeline + 3),
    );
    expect(document.timeline).toHaveLength(LIMITS.timeline);
    expect(sections[NOTES]).toContain('10:00 a');
  });
});
