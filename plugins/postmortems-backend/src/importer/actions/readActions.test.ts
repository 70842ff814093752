// SPDX-License-Identifier: Apache-2.0

import { readForeign } from '../__testUtils__/readForeign';

const read = (text: string) => readForeign(`# X\n\n## Action items\n\n${text}`);

describe('the labels of an action item', () => {
  it.each([
    [
      '- Do a\n  - Owner: user:ada\n  - Due: 2024-06-01\n  - Status: Done\n  - Ticket: https://example.com/1\n  - Type: prevention',
    ],
    [
      '1. Do a\n   * **Assignee:** user:ada\n   * **Deadline:** 1 June 2024\n   * **State**: completed\n   * Jira: <https://example.com/1>\n   * Category: prevent',
    ],
    [
      '- **Owner:** user:ada\n  **Due:** 2024-06-01\n  **Action:** Do a\n  **Status:** done\n  **Link:** https://example.com/1\n  **Type:** prevent',
    ],
  ])('are its fields: %j', text => {
    const { document, warnings } = read(text);
    expect(document.actionItems).toMatchObject([
      {
        description: 'Do a',
        owner: 'user:default/ada',
        dueDate: '2024-06-01',
        status: 'done',
        ticketUrl: 'https://example.com/1',
        purpose: 'prevent',
      },
    ]);
    expect(warnings).toEqual([]);
  });

  it('stay in the text where they do not fit', () => {
    const { document, warnings } = read(
      '- Do a\n  - Owner: Ada\n  - Due: soon\n  - Status: Blocked\n  - Note: b\n- Issue: it is slow\n',
    );
    expect(document.actionItems).toMatchObject([
      {
        description:
          'Do a\n- Owner: Ada\n- Due: soon\n- Status: Blocked\n- Note: b',
        owner: null,
        dueDate: null,
        status: 'open',
      },
      { description: 'Issue: it is slow', ticketUrl: '' },
    ]);
    expect(warnings).toEqual([
      '6: "Ada" is not an entity ref like user:default/name; it stays in the description',
      '7: "soon" is not a date that can be read in one way only; it stays in the description',
      '8: "Blocked" is not a known status; it stays in the description',
    ]);
  });
});

describe('the marks of an action item', () => {
  it.each([
    ['DONE: a', 'done'],
    ['**Done:** a', 'done'],
    ['[DONE] a', 'done'],
    ['a [done]', 'done'],
    ['a - done', 'done'],
    ['✅ a', 'done'],
    ['✔️ a', 'done'],
    ['~~a~~ (done)', 'done'],
    ['WIP: a', 'in-progress'],
    ['🚧 a', 'in-progress'],
    ["Won't fix: a", 'wont-do'],
    ['TODO: a', 'open'],
    ['[JIRA-1](https://example.com) a', 'open'],
    ['Fixed costs: a', 'open'],
    ['DONE - a', 'done'],
    ['Closed - loop alerts', 'open'],
    ['See that all is done', 'open'],
  ])('%j says that it is %s', (text, status) => {
    const { document, warnings } = read(`- ${text}`);
    expect(document.actionItems).toMatchObject([{ description: text, status }]);
    expect(warnings).toEqual([]);
  });

  it.each(['~~a~~', '[-] a', '❌ a', '[ ] DONE: a'])(
    '%j may mean more than one',
    text => {
      const { document, warnings } = read(`- ${text}`);
      expect(document.actionItems).toMatchObject([{ status: 'open' }]);
      expect(warnings).toEqual([
        expect.stringMatching(/^5: .*may say that this is done or will not be/),
      ]);
    },
  );

  it.each([
    ['✅ Done', 'done', ''],
    ['🔄', 'in-progress', ''],
    ['Merged', 'done', ''],
    ['Wont fix', 'wont-do', ''],
    ['Blocked', 'open', '\n\nStatus: Blocked'],
    ['On hold', 'open', '\n\nStatus: On hold'],
    ['In review', 'in-progress', '\n\nStatus: In review'],
  ])('as a status: %j', (cell, status, kept) => {
    const { document } = read(`| Action | Status |\n|-|-|\n| a | ${cell} |`);
    expect(document.actionItems).toMatchObject([
      { description: `a${kept}`, status },
    ]);
  });
});

describe('the headings of action items', () => {
  it('are groups, and kept where no item is below them', () => {
    const { document, sections } = read(
      '### Prevention\n- a\n### Short term\n1. b\n### Why these\n\nBecause.\n\nAnd so.\n\n### Later\n',
    );
    expect(document.actionItems).toMatchObject([
      { description: 'a', purpose: 'prevent' },
      { description: 'Short term: b', purpose: null },
    ]);
    expect(sections).toEqual({
      'Action items: notes':
        '### Why these\n\nBecause.\n\nAnd so.\n\n### Later',
    });
  });
});
