// SPDX-License-Identifier: Apache-2.0

import { readForeign } from './__testUtils__/readForeign';

/** The styles of tools that export or paste Markdown. */
const PARTS = {
  title: 'Checkout outage',
  summary: 'Checkout was down.',
  rootCause: 'The pool.',
  timeline: [
    { at: '2024-05-05T10:00:00.000Z', text: 'Deploy' },
    { at: '2024-05-05T10:05:00.000Z', text: 'Alert fired', kind: 'detected' },
  ],
  actionItems: [
    { description: 'Fix the leak', status: 'open' },
    { description: 'Write docs', status: 'done' },
  ],
};

describe('the same postmortem', () => {
  it('in tables, of Confluence', () => {
    const { document, sections } = readForeign(`# Checkout outage

| **Date** | 05 May 2024 |
| --- | --- |
| **Severity** | SEV-1 |
| **Summary** | Checkout was down. |
| **Root cause** | The pool. |
| **Services affected** | Checkout |

## Incident timeline

| **Date** | **Time (UTC)** | **Who** | **Event** | |
| --- | --- | --- | --- | --- |
| 05 May 2024 | 10:00 | | Deploy | |
| | 10:05 | | Alert fired | |

## Lessons learned

| **What went well** | **What could have gone better** |
| --- | --- |
| Alert was fast | Rollback slow |

## Follow-up actions

| **Issue** | **Owner** | **Action items** | **Status** |
| --- | --- | --- | --- |
| | | Fix the leak | TO DO |
| | | Write docs | DONE |
`);
    expect(document).toMatchObject({
      ...PARTS,
      severity: 'P1',
      lessonsLearned: expect.stringContaining('| Alert was fast | Rollback'),
    });
    expect(sections).toEqual({
      Severity: 'SEV-1',
      'Services affected': 'Checkout',
    });
  });

  it('in toggles, of Notion', () => {
    const { document, sections } = readForeign(`# Checkout outage

Date: May 5, 2024
Severity: 🔴 SEV-1

- Summary
    
    Checkout was down.
    
- Timeline (UTC)
    - **10:00 AM** Deploy
    - **10:05 AM** Alert fired
- Root cause
    
    The pool.
    
- Action items
    - [ ]  Fix the leak
    - [x]  Write docs
        
        with words
- Weather
    
    Rain.
`);
    expect(document).toMatchObject({
      ...PARTS,
      severity: 'P1',
      actionItems: [
        PARTS.actionItems[0],
        { description: expect.stringContaining('with words'), status: 'done' },
      ],
    });
    expect(sections).toEqual({ Severity: '🔴 SEV-1', Weather: 'Rain.' });
  });

  it('does not come from a table of contents', () => {
    const toc = '- Summary\n  - Impact\n- Timeline\n  - Detection';
    const { document } = readForeign(`# X\n\n${toc}\n\n## Summary\n\na\n`);
    expect(document).toMatchObject({
      summary: 'a',
      timeline: [],
      otherSections: [{ heading: 'Introduction', body: toc }],
    });
  });

  it('with escapes and anchors, of Google Docs', () => {
    const { document, sections } = readForeign(`# **Checkout outage** {#top}

**Date:** 2024\\-05\\-05

**Severity:** SEV\\-1

**Summary:** Checkout was down.

## **Root cause** {#root-cause}

The pool.

## **Timeline** {#timeline}

2024\\-05\\-05 (*all times UTC*)

* 10:00 Deploy  
* 2024\\-05\\-05 10:05 \\- Alert fired

## **Action items** {#action-items}

* \\[ \\] Fix the leak
* \\[x\\] Write docs
`);
    expect(document).toMatchObject({ ...PARTS, severity: 'P1' });
    expect(sections).toEqual({ Severity: 'SEV\\-1' });
  });

  it('in a form, of GitHub', () => {
    const { document, sections, warnings } = readForeign(`---
title: Checkout outage
---
### :rotating_light: Summary

Checkout was down.

### :calendar: Date

2024-05-05

### 🕐 Timeline (UTC)

- [ ] 10:00 Deploy
- :bell: 10:05 Alert fired

### :boom: Impact

_No response_

### Severity

SEV-1

### :mag: Root Cause

The pool.

### :hammer_and_wrench: Action items

- [ ] Fix the leak
- :white_check_mark: Write docs

### Checklist

- [x] all told
`);
    expect(document).toMatchObject({
      ...PARTS,
      severity: 'P1',
      impact: '',
      timeline: [
        { text: '[ ] Deploy' },
        { text: ':bell: Alert fired', kind: 'detected' },
      ],
      actionItems: [
        PARTS.actionItems[0],
        { description: ':white_check_mark: Write docs', status: 'done' },
      ],
    });
    expect(sections).toEqual({
      Severity: 'SEV-1',
      Checklist: '- [x] all told',
    });
    expect(warnings).toContain(
      '18: "_No response_" is a part of the template and was left out',
    );
  });

  it('in wiki markup, of Jira', () => {
    const { document, sections, warnings } = readForeign(`h1. Checkout outage

h2. Summary
Checkout was down.

h2. Timeline
||Time (UTC)||Event||
|2024-05-05 10:00|Deploy|
|2024-05-05 10:05|Alert fired|

h2. Root cause
The pool.

h2. Action items
# Fix the leak
# DONE: Write docs
#* with [words|https://example.com/a]

h2. Logs
{code:sql}
# select
h1. no heading
{code}
bq. said
`);
    expect(document).toMatchObject({
      ...PARTS,
      actionItems: [
        PARTS.actionItems[0],
        {
          description:
            'DONE: Write docs\n- with [words](https://example.com/a)',
          status: 'done',
        },
      ],
    });
    expect(sections).toEqual({
      Logs: '```sql\n# select\nh1. no heading\n```\n> said',
    });
    // Lines are those of the text that was pasted.
    expect(warnings).toContainEqual(
      expect.stringMatching(/^9: taken as the time when it was detected/),
    );
    expect(warnings).toContainEqual(expect.stringMatching(/^19: "Logs"/));
  });
});
