// SPDX-License-Identifier: Apache-2.0

import { readForeign as read } from './__testUtils__/readForeign';

const timeline = (text: string) => read(`# X\n\n## Timeline\n\n${text}`);

describe('the bare template of the reference', () => {
  const TEMPLATE = `## Incident Summary
- Title:
- Date/Time:
- Duration:
- Severity:
- Affected Systems:
- Impact:
- Incident Commander:
## Timeline
| Time | Event |
|------|-------|
| | |
## Root Cause Analysis
[5 Whys breakdown]
## What Went Well
-
-
## What Went Wrong
-
-
## Action Items
| Action | Owner | Due Date | Status |
|--------|-------|----------|--------|
| | | | |
## Lessons Learned
[One paragraph summary]
`;

  it('is an empty document', () => {
    const { document, warnings } = read(TEMPLATE, {
      fileName: 'outages/Checkout down.md',
    });
    expect(document).toEqual(
      read('', { fileName: 'Checkout down.md' }).document,
    );
    expect(document.title).toBe('Checkout down');
    expect(warnings).toEqual([
      '1: no title was found; "Checkout down" was taken',
      '14: "[5 Whys breakdown]" is a part of the template and was left out',
      '26: "[One paragraph summary]" is a part of the template and was left out',
    ]);
  });

  it('is read when it is filled in without bold labels', () => {
    const { document } = read(
      TEMPLATE.replace('Title:', 'Title: Checkout down')
        .replace('Time:', 'Time: 2026-01-05 23:00 - 01:30 UTC')
        .replace('Severity:', 'Severity: sev-1')
        .replace('Impact:', 'Impact: nobody could pay')
        .replace('| | |', '| 23:05 | Alert fired |')
        .replace(
          '[5 Whys breakdown]',
          'What broke?\n→ The pool.\nWhy?\n→ Size.',
        ),
    );
    expect(document).toMatchObject({
      title: 'Checkout down',
      severity: 'P1',
      impact: 'nobody could pay',
      startedAt: '2026-01-05T23:00:00.000Z',
      detectedAt: '2026-01-05T23:05:00.000Z',
      resolvedAt: '2026-01-06T01:30:00.000Z',
      timeline: [{ kind: 'detected', text: 'Alert fired' }],
      whys: [
        { question: 'What broke?', answer: 'The pool.', parentId: null },
        { question: 'Why?', answer: 'Size.', parentId: expect.any(String) },
      ],
    });
  });
});

describe('headings', () => {
  it('are known by many names, levels and decorations', () => {
    const { document, sections } = read(`Outage
======

# 1. Executive Summary
down

### 📝 Section 2: Root Cause(s)
cause

## **Trigger:**
deploy

Lessons Learnt (by all)
-----------------------
text

### What went well
- quick

### What can be improved
- lint

### Where we got lucky
- a copy

## Follow-ups
- write it

# Detection
an alert
`);
    expect(document).toMatchObject({
      title: 'Outage',
      summary: 'down',
      rootCause: 'cause',
      trigger: 'deploy',
      lessonsLearned: 'text',
      wentWell: [{ text: 'quick' }],
      wentWrong: [{ text: 'lint' }],
      actionItems: [{ description: 'write it', status: 'open', purpose: null }],
    });
    expect(sections).toEqual({
      'Where we got lucky': '- a copy',
      Detection: 'an alert',
    });
  });

  it('may be labels in bold', () => {
    const { document, sections } = read(`# Shakespeare down

**Date**: 2015-10-21

**Authors**: jennifer

**Status**: Complete

**Summary**: Search was down.

**Root Causes**: A leak.

**Timeline**

14:51 News
`);
    expect(document).toMatchObject({
      summary: 'Search was down.',
      rootCause: 'A leak.',
      timeline: [{ at: '2015-10-21T14:51:00.000Z', text: 'News' }],
    });
    expect(sections).toEqual({ Authors: 'jennifer', Status: 'Complete' });
  });

  it('that are not known keep their section whole', () => {
    const { sections, warnings } = read(
      '# X\n\n## Weather\n\nrain\n\n### More\n\n| a |\n| - |\n',
    );
    expect(sections).toEqual({ Weather: 'rain\n\n### More\n\n| a |\n| - |' });
    expect(warnings).toEqual([
      '3: "Weather" has no field of its own and is kept as a section',
    ]);
  });
});

describe('timelines', () => {
  it.each([
    ['- 2020-01-21 15:36 a', '2020-01-21T15:36'],
    ['- 2020-01-21T15:36:00Z a', '2020-01-21T15:36'],
    ['- 2020-01-21T15:36+01:00 a', '2020-01-21T14:36'],
    ['- 2020/01/21 15:36 CET: a', '2020-01-21T14:36'],
    ['- 21 Jan 2020 15:36 - a', '2020-01-21T15:36'],
    ['- **Jan 21st, 2020, 3:36 PM** - a', '2020-01-21T15:36'],
    ['- [21.01.2020 15:36] — a', '2020-01-21T15:36'],
    ['- `21/01/2020 15:36 UTC+2` a', '2020-01-21T13:36'],
    ['Tuesday 21 January 2020\n\n15:36 – a', '2020-01-21T15:36'],
    ['### 2020-01-21\n\n* 15:36: a', '2020-01-21T15:36'],
    [
      '| Time (CET) | Event |\n|-|-|\n| 2020-01-21 15:36 | a |',
      '2020-01-21T14:36',
    ],
    [
      '| Event | Date | Time |\n|-|-|-|\n| a | 2020-01-21 | 15:36 |',
      '2020-01-21T15:36',
    ],
    ['All times are PST.\n\n- 2020-01-21 15:36 a', '2020-01-21T23:36'],
    ['Times in Europe/Oslo\n\n- 2020-07-21 15:36 a', '2020-07-21T13:36'],
  ])('%j', (text, at) => {
    expect(timeline(text).times).toEqual([[at, 'a']]);
  });

  it.each([
    ['10:00 **Outage begins** — it melts', '**Outage begins** — it melts'],
    ['**10:00 Outage begins** — it melts', '**Outage begins** — it melts'],
    ['**10:00** **Outage** begins', '**Outage** begins'],
    ['**10:00** - **Outage** begins', '**Outage** begins'],
    ['***10:00* Outage** begins', '**Outage** begins'],
    ['`10:00` `app` fails', '`app` fails'],
    ['_10:00 – app_ fails', '_app_ fails'],
  ])('keep the emphasis of %j', (text, event) => {
    expect(timeline(`2020-01-21\n\n- ${text}`).times).toEqual([
      ['2020-01-21T10:00', event],
    ]);
  });

  it('carry the date on, over midnight', () => {
    const { times, warnings } = timeline(
      '- 2020-01-21 23:50 a\n- 00:10 b\n- 00:05 c\n- 2020-02-01 9:00 d\n- 10:00 e',
    );
    expect(times.map(([at]) => at)).toEqual([
      '2020-01-21T23:50',
      '2020-01-22T00:05',
      '2020-01-22T00:10',
      '2020-02-01T09:00',
      '2020-02-01T10:00',
    ]);
    expect(warnings).toContain(
      '6: this time was taken to be on the next day, 2020-01-22',
    );
    expect(warnings).toContain(
      '7: this time is before the one above it; it was taken to be on the same day',
    );
  });

  it.each([
    ['- 01/02/2020 10:00 a', '[01/02/2020 10:00] a', 'two dates'],
    [
      '| Time | Event |\n|-|-|\n| 2020-01-?? 10:?? | a |',
      '[2020-01-?? 10:??] a',
      'not filled in',
    ],
    [
      '| Time | Event |\n|-|-|\n| 2020-01-02 HH:mm | a |',
      '[2020-01-02 HH:mm] a',
      'not filled in',
    ],
    ['| Time | Event |\n|-|-|\n| later | a |', '[later] a', 'is not a time'],
    ['- 0201-01-02 10:00 a', '[0201-01-02 10:00] a', 'cannot be right'],
    ['- 2020-02-30 10:00 a', '[2020-02-30 10:00] a', 'cannot be right'],
    ['- 10:00 a', '[10:00] a', 'no date'],
    ['- a', 'a', 'no time'],
  ])('report the time of %j and do not invent it', (text, event, reason) => {
    const { times, warnings } = timeline(text);
    expect(times).toEqual([[null, event]]);
    expect(warnings.join('\n')).toContain(reason);
  });

  it('keep further columns, ranges and wide rows', () => {
    const { times } = timeline(
      '| Time | Who | What |\n|-|-|-|\n| 2020-01-21 10:00 - 11:00 | Ada | a \\| b | more |',
    );
    expect(times).toEqual([
      [
        '2020-01-21T10:00',
        '[2020-01-21 10:00 - 11:00] a | b\n\nWho: Ada\nmore',
      ],
    ]);
  });

  it('name instants only where the text clearly says so', () => {
    const { document } = timeline(
      '- 2020-01-21 10:00 deploy\n- 10:05 Alert fired\n- 10:10 alert was muted by mistake last week\n- 10:20 Service restored',
    );
    expect(document).toMatchObject({
      startedAt: '2020-01-21T10:00:00.000Z',
      detectedAt: '2020-01-21T10:05:00.000Z',
      resolvedAt: '2020-01-21T10:20:00.000Z',
    });
    expect(document.timeline.map(({ kind }) => kind)).toEqual([
      'other',
      'detected',
      'other',
      'resolved',
    ]);
  });

  it('leave an instant empty that cannot be right', () => {
    const { document, warnings } = read(
      '# X\n\n- Started: 2020-01-21 10:00 UTC\n- Detected: 2020-01-21 09:00 UTC\n',
    );
    expect(document.startedAt).toBe('2020-01-21T10:00:00.000Z');
    expect(document.detectedAt).toBeNull();
    expect(warnings).toContainEqual(
      expect.stringMatching(/^4: .*before the start/),
    );
  });
});

describe('the day and zone above the times', () => {
  it('come from one line, as in the example of Google', () => {
    const { document, times, sections, warnings } = timeline(
      '2015-10-21 (*all times UTC*)\n\n- 14:51 News\n- 14:54 **OUTAGE BEGINS** — it melts\n- 16:00 **OUTAGE ENDS**, all balanced',
    );
    expect(times).toEqual([
      ['2015-10-21T14:51', 'News'],
      ['2015-10-21T14:54', '**OUTAGE BEGINS** — it melts'],
      ['2015-10-21T16:00', '**OUTAGE ENDS**, all balanced'],
    ]);
    expect(document).toMatchObject({
      timeZone: 'UTC',
      startedAt: '2015-10-21T14:51:00.000Z',
      resolvedAt: '2015-10-21T16:00:00.000Z',
    });
    expect(sections).toEqual({});
    expect(warnings).toEqual([
      '7: the start is not stated: the first entry of the timeline was taken',
      '9: taken as the time when it was resolved, since its text says so',
    ]);
  });

  it('come from headings and rows, as in those of GitLab', () => {
    const { times, sections, warnings } = timeline(
      '### 5 March 2024\n\n- 09:12 UTC - Deploy\n\n### 6 March 2024\n\n- 08:00 UTC: Review',
    );
    expect(times).toEqual([
      ['2024-03-05T09:12', 'Deploy'],
      ['2024-03-06T08:00', 'Review'],
    ]);
    expect(sections).toEqual({});
    expect(warnings.join('\n')).not.toContain('no time zone');
  });

  it('are not named where one of the rows has none', () => {
    const { warnings } = timeline('- 2024-03-05 09:12 UTC a\n- 09:13 b');
    expect(warnings).toContainEqual(
      expect.stringMatching(/^6: no time zone is named/),
    );
  });

  it.each([
    ['### 5 March 2024, a Tuesday\n\n- 09:12 a', '### 5 March 2024, a Tuesday'],
    ['### 5 March 2024\n\nquiet', '### 5 March 2024\n\nquiet'],
    ['### 5 March 2024\n\n### 6 March 2024\n\n- 09:12 a', '### 5 March 2024'],
    ['### 5 March 2024\n\n- 2024-03-06 09:12 a', '### 5 March 2024'],
    ['2024-03-05 (all times CET)\n\n- 09:12 a', '2024-03-05 (all times CET)'],
  ])('stay where there is more to them: %j', (text, kept) => {
    expect(timeline(text).sections).toEqual({ 'Timeline notes': kept });
  });

  it.each([
    ['Outage over.', 'resolved'],
    ['Mail sent. The incident is over', 'resolved'],
    ['INCIDENT ENDS - all clear', 'resolved'],
    ['OUTAGE BEGINS', 'other'],
    ['outage over 3 regions', 'other'],
    ['the incident ended up on the front page', 'other'],
    ['we wait until the outage ends', 'other'],
  ])('%j is %s', (text, kind) => {
    expect(
      timeline(`- 2024-03-05 09:12 ${text}`).document.timeline,
    ).toMatchObject([{ kind }]);
  });
});

describe('labels above the first section', () => {
  it('are sections of their own where there is no field', () => {
    const { document, sections } = read(
      '# X\n\nStatus: Complete\n\nIt broke.\n\n\nResolution: Rolled back.\n\n\nDetection: An alert,\nlate.\n\n\nIt was fixed.\n',
    );
    expect(document.summary).toBe('It broke.\n\n\nIt was fixed.');
    expect(sections).toEqual({
      Status: 'Complete',
      Resolution: 'Rolled back.',
      Detection: 'An alert,\nlate.',
    });
  });
});

describe('stated durations', () => {
  const rows = ['10:00', '10:07', '10:20', '10:37'].map(
    time => `- 2020-01-21 ${time} UTC something`,
  );
  const stats = (detect: string, resolve: string) =>
    read(
      `# X\n\n## Timeline\n\n${rows.join('\n')}\n\n## Stats\n\n- Time to detect: ${detect}\n- TTR: ${resolve}\n`,
    );

  it.each([
    ['7 minutes', '20 min', '10:00', '10:07', '10:20'],
    ['13m', '30 minutes', '10:07', '10:20', '10:37'],
    // Counted from the detection: 10:07 + 30 minutes.
    ['7 minutes', '30 minutes', '10:00', '10:07', '10:37'],
    ['7 minutes', '55 minutes', '10:00', '10:07', undefined],
    ['N/A', '?', '10:00', undefined, undefined],
  ])('of %s and %s name entries', (detect, resolve, ...times) => {
    const { document, sections } = stats(detect, resolve);
    expect(
      [document.startedAt, document.detectedAt, document.resolvedAt].map(at =>
        at?.slice(11, 16),
      ),
    ).toEqual(times);
    expect(sections.Stats).toBe(
      `- Time to detect: ${detect}\n- TTR: ${resolve}`,
    );
  });
});

describe('action items', () => {
  it('are read from tables with any columns', () => {
    const { document, warnings } = read(`# X

## TODOs

| # | Assignee | Task | Deadline | State | Kind | Sprint |
|---|---|---|---|---|---|---|
| 1 | user:ada | a | 3 April 2024 | Done | preventive | 12 |
| 2 | Bo | b | 01/02/2024 | in progress | | |
`);
    expect(document.actionItems).toMatchObject([
      {
        description: 'a\n\nSprint: 12',
        owner: 'user:default/ada',
        dueDate: '2024-04-03',
        status: 'done',
        purpose: 'prevent',
        doneAt: null,
      },
      {
        description: 'b\n\nAssignee: Bo\nDeadline: 01/02/2024',
        owner: null,
        dueDate: null,
        status: 'in-progress',
      },
    ]);
    expect(warnings).toHaveLength(2);
  });

  it('have the state that a cell ends with in bold', () => {
    const { document } = read(`# X

## Action items

| Action Item | Type | Bug |
|---|---|---|
| a | mitigate | n/a **DONE** |
| b | prevent | Bug 5554823 **TODO** |
| c **IN PROGRESS** | | |
| keep it **fixed** | | **IMPORTANT** |
| | | |
`);
    expect(document.actionItems).toMatchObject([
      {
        description: 'a\n\nBug: n/a **DONE**',
        status: 'done',
        purpose: 'mitigate',
      },
      {
        description: 'b\n\nBug: Bug 5554823 **TODO**',
        status: 'open',
        purpose: 'prevent',
      },
      { description: 'c **IN PROGRESS**', status: 'in-progress' },
      {
        description: 'keep it **fixed**\n\nBug: **IMPORTANT**',
        status: 'open',
      },
    ]);
    expect(document.actionItems).toHaveLength(4);
  });

  it('are read from lists, owners only where they are refs', () => {
    const { document, warnings } = read(`# X

## Next steps

- [x] a (owner: user:default/ada), due 2026-03-01
- [ ] b (owner: Bo)
- c (done)
  - with detail

Also consider more.
`);
    expect(document.actionItems).toMatchObject([
      { owner: 'user:default/ada', dueDate: '2026-03-01', status: 'done' },
      { description: 'b (owner: Bo)', owner: null, status: 'open' },
      { description: 'c (done)\n- with detail' },
    ]);
    expect(warnings).toEqual([
      '6: "(owner: Bo)" may name an owner or a date; it stays in the description',
      '10: is not an action item and is kept under "Action items: notes"',
    ]);
  });
});

describe('action items of lists', () => {
  it('are quoted whole where a date is in doubt', () => {
    const { document, warnings } = read(`# X

## 1. Overview

It broke.

## 2. What happened?

We deployed.

## 5. Next Steps

- [x] Add health check (@kim, 2024-04-02)
- [x] Add a test, due 2024-04-02
- [ ] Write runbook (Kim, 02/04/2024)
`);
    expect(document).toMatchObject({
      summary: 'It broke.\n\nWe deployed.',
      actionItems: [
        {
          description: 'Add health check (@kim, 2024-04-02)',
          status: 'done',
          dueDate: '2024-04-02',
        },
        { status: 'done', dueDate: '2024-04-02' },
        { status: 'open', dueDate: null },
      ],
    });
    expect(warnings).toEqual([
      '13: "@kim" may name an owner or a date; it stays in the description',
      '13: "Add health check (@kim, 2024-04-02)": 2024-04-02 was taken as the day when it was due, and may be the one when it was done',
      '15: "Write runbook (Kim, 02/04/2024)" may name an owner or a date; it stays in the description',
    ]);
  });
});

describe('fields', () => {
  it('come from the front matter of others', () => {
    const { document, sections } = read(`---
title: Foo broke
date: 2024-03-05
severity: SEV2
tags: [a, b]
authors: [Ada, user:default/bo]
reviewed: {by: [x]}
---
# Incident report

## Timeline

- 10:00 UTC deploy
`);
    expect(document).toMatchObject({
      title: 'Foo broke',
      severity: 'P2',
      tags: ['a', 'b'],
      participants: ['user:default/bo'],
      startedAt: '2024-03-05T10:00:00.000Z',
    });
    expect(sections).toEqual({
      'Front matter': 'reviewed:\n  by:\n    - x',
      severity: 'SEV2',
      authors: 'Ada',
    });
  });

  it('are kept where they do not fit', () => {
    const { document, sections } = read(
      `# X

- Severity: High
- Affected services: component:default/a, Checkout
- Incident commander: Ada Lovelace
- Duration: a while
- When: last Tuesday
- Users affected: 1,200
`,
      { affectedSystems: ['component:default/z'] },
    );
    expect(document).toMatchObject({
      severity: null,
      affectedSystems: ['component:default/a', 'component:default/z'],
      incidentCommander: null,
      usersAffected: 1200,
    });
    expect(sections).toEqual({
      Severity: 'High',
      'Affected services': 'Checkout',
      'Incident commander': 'Ada Lovelace',
      Duration: 'a while',
      When: 'last Tuesday',
    });
  });

  it('may stand in a table', () => {
    const { document } = read(
      '# X\n\n| Field | Value |\n|-|-|\n| Severity | P2 |\n| Impact | all |\n\n## Summary\n\ntext\n',
    );
    expect(document).toMatchObject({
      severity: 'P2',
      impact: 'all',
      summary: 'text',
    });
  });

  it('take severities from the configuration', () => {
    const severities = ['critical', 'minor'];
    expect(
      read('- Severity: Critical (all down)', { severities }).document.severity,
    ).toBe('critical');
    expect(read('- Severity: P1', { severities }).document.severity).toBeNull();
  });
});
