// SPDX-License-Identifier: Apache-2.0

import fc from 'fast-check';
import {
  createDocument,
  renderMarkdown,
} from 'backstage-plugin-postmortems-common';
import { arbitraryPostmortem } from '../__testUtils__/arbitraryPostmortem';
import { readForeign } from '../__testUtils__/readForeign';
import { parseMarkdown } from '../parseMarkdown';

const RESTRICTED = expect.stringMatching(/the draft is restricted/);

/** Every word of a text. */
const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];

describe('a document that asks to be restricted', () => {
  it.each([
    'visibility: restricted',
    'visibility:\n  restricted # for now',
    "'visibility': 'restricted'",
    'visibility: &a !!str restricted',
    'v: &v restricted\nvisibility: *v',
  ])('needs no warning where it says so plainly: %j', front => {
    const { document, warnings } = readForeign(`---\n${front}\n---\n# Down`);
    expect(document.visibility).toBe('restricted');
    expect(warnings).not.toContainEqual(RESTRICTED);
  });

  it.each([
    'visibility: Restricted',
    'VISIBILITY: RESTRICTED',
    'Visibility : "restricted"',
    'visibility: [restricted]',
    'visibility: # restricted',
    '# visibility: restricted',
    'visibility: restricted to the security team',
    'visibility: private',
    'visibility: {to: [user:default/dana]}',
    'visiblity: restricted',
    'visibility: restrcted',
    'ｖｉｓｉｂｉｌｉｔｙ： ｒｅｓｔｒｉｃｔｅｄ',
    'visi\u200Bbility: restricted',
    'access: Restricted',
    'restricted: true',
    'meta:\n  visibility: restricted',
    'summary: |\n  It began.\n  visibility: restricted',
    'readers: [user:default/dana]',
    ...['', '""', '~', 'null', "' '"].map(
      empty => `visibility: ${empty}\nreaders: [user:default/dana]`,
    ),
    'Visibility:\nReaders: user:default/dana',
    'visibility:\nre\u200Baders: user:default/dana',
  ])('is restricted by the front matter %j', front => {
    for (const text of [
      `---\n${front}\n---\n# Down\n`,
      `\n---\t\n${front}\n--- \n# Down\n`,
      `\uFEFF---\r\n${front.replace(/\n/g, '\r\n')}\r\n...\r\n# Down\r\n`,
    ]) {
      const { document, warnings } = readForeign(text);
      expect(document.visibility).toBe('restricted');
      expect(warnings).toContainEqual(RESTRICTED);
    }
  });

  it.each([
    'title: Payments down\nsummary: It began when: foo\nvisibility: restricted\nreaders: [user:default/dana]',
    'title: Payments: all down\nvisibility: private',
    'title: "Payments down\nvisibility: private',
    'foo: *x\nvisibility: private',
    'title: Payments\n\tvisibility: private',
    'visibility: internal\nvisibility: restricted',
    'visibility: restricted\nvisibility: internal',
    '%visibility: private\na: b',
    // a comment that looks like a heading
    ...[
      'visibility: private',
      'restricted: true',
      'restricted_to: [user:default/dana]',
      'readers: [user:default/dana]',
      '"readers" : user:default/dana',
      'access: Restricted',
      'meta:\n  visibility: private',
      '- visibility: private',
    ].map(line => `title: Payments: all down\n## who may read it\n${line}`),
    // valid, and no fields
    '- visibility: private\n- title: Down',
    '- readers: [user:default/dana]',
    `${'a: b\n'.repeat(3000)}visibility: private`,
  ])('is restricted, with every word, where %j cannot be read', front => {
    const { document, warnings } = readForeign(`---\n${front}\n---\n# Down`);
    expect(document.visibility).toBe('restricted');
    expect(warnings).toContainEqual(RESTRICTED);
    const kept = document.otherSections.map(({ body }) => words(body)).flat();
    expect(kept).toEqual(expect.arrayContaining(words(front)));
  });

  it.each([
    'visibility = "Restricted"',
    "Visibility = 'restricted' # for now",
    'visibility = "restricted',
    '"visibility" = "private"',
    '[params]\nvisibility = "private"',
    'params.visibility = "private"',
    'title = "Payments\nvisibility: private',
    'title = """\nvisibility = "private"\n"""',
    'visibility: restricted',
    'readers = ["user:default/dana"]',
    'visibility = ""\nreaders = ["user:default/dana"]',
  ])('is restricted by the TOML %j', front => {
    for (const fence of ['+++', '+++\t', '\n+++']) {
      const { document, warnings } = readForeign(
        `${fence}\n${front}\n+++\n# Down\n`,
      );
      expect(document.visibility).toBe('restricted');
      expect(warnings).toContainEqual(RESTRICTED);
    }
  });

  it.each([
    // never closed, or with fences that an editor "corrected"
    '---\ntitle: Down\nvisibility: private\n\n# Down',
    '+++\ntitle = "Down"\nvisibility = "private"\n\n# Down',
    '---\n# who may read it\nvisibility: private\n\n# Down',
    '---\n## who may read it\nreaders: [user:default/dana]\n\n# Down',
    '---\nvisibility restricted\n---\n# Down',
    '---\nvisibility:restricted\n---\n# Down',
    '—\nvisibility: restricted\n—\n# Down',
    '----\nvisibility: restricted\n----\n# Down',
    '  ---\n  visibility: restricted\n  ---\n# Down',
    'Visibility is restricted until the vendor has a fix.\n\n# Down',
    // in the text
    '# Down\n\nVisibility: restricted',
    '# Down\n\n- **Visibility:** Restricted',
    '# Down\n\n* __visibility__ = RESTRICTED',
    '# Down\n\n| Field | Value |\n|---|---|\n| Visibility | restricted |',
    '# Down\n\n<table><tr><td>Visibility</td><td>Restricted</td></tr></table>',
    '# Down\n\n<!-- visibility: restricted -->',
    '{\n  "title": "Down",\n  "visibility": "restricted"\n}\n\n# Down',
    '# Down\n\n### Visibility\n\nRestricted',
    'h1. Down\n\nh2. Summary\n\n|Visibility|restricted|',
    '## Incident Summary\n\n- **Title:** Down\n- **Visibility:** restricted\n',
  ])('is restricted by its text %j', text => {
    const { document, warnings } = readForeign(text);
    expect(document.visibility).toBe('restricted');
    expect(warnings).toContainEqual(RESTRICTED);
  });

  it.each([
    '---\ntitle: Down\n---\n',
    '---\nvisibility: internal\n---\n# Down',
    '---\nVisibility: Internal\nreaders: [user:default/dana]\n---\n# Down',
    '---\nvisibility:\n---\n# Down',
    '+++\nvisibility = "internal"\n+++\n# Down',
    '---\nvisible: true\n---\n# Down',
    '---\nrestricted: false\n---\n# Down',
    '---\n\n# Down\n\nWe had: nothing\n\n## Summary\n\nIt was.\n\n---\n',
    '---\n\nAfter a rule: nothing\n\n# Down\n',
    '---\n## Summary\nStatus: resolved\n\nIt was visible: all of it.\n\n---\n',
    '# Down\n\nVisibility of the queue was poor, and access restricted.',
    '# Down\n\n- Visibility: nobody saw that writes were restricted',
  ])('is not restricted by %j', text => {
    const { document, warnings } = readForeign(text);
    expect(document.visibility).toBe('internal');
    expect(warnings).not.toContainEqual(RESTRICTED);
  });

  it.each(['', '---\n', '# Down\n\n', '---\ntitle: a: b\n## c\n'])(
    'is read fast after %j whatever is repeated',
    start => {
      for (const word of [
        'visib',
        'visibility: ',
        'Visible',
        'restrict',
        '=[',
      ]) {
        const begun = performance.now();
        readForeign(start + word.repeat(200_000));
        expect([word, performance.now() - begun < 1000]).toEqual([word, true]);
      }
    },
  );

  it('keeps broken front matter whole, and reads what stands on lines of their own', () => {
    const front =
      'title: Payments: all down\nseverity: P1\n- [ ] fix the probe (owner: bob, due: friday)\nreaders: [user:default/dana]\n# reviewed';
    const { document, sections, warnings } = readForeign(
      `---\n${front}\n---\n\n## Impact\n\nAll.\n`,
    );
    expect(document).toMatchObject({
      title: 'Payments: all down',
      severity: 'P1',
      impact: 'All.',
      readers: [],
    });
    expect(sections).toEqual({ 'Front matter': front });
    expect(warnings).toEqual([
      '1: lines that could not be read are kept under "Front matter"',
      '1: the draft is restricted, since it may have been meant to be: front matter that cannot be read',
    ]);
  });

  it('is for its author alone where its readers cannot be read', () => {
    const { document, sections, warnings } = readForeign(
      '---\nvisibility: restricted\nreaders: [dana, user:default/emil]\n---\n# Down\n',
    );
    expect(document).toMatchObject({ visibility: 'restricted', readers: [] });
    expect(sections['Front matter']).toContain('dana');
    expect(warnings).toContainEqual(
      expect.stringMatching(/^3: the readers could not be read/),
    );
    expect(
      readForeign(
        '---\nVisibility: Restricted\nReaders: user:default/dana\n---\n',
      ).document,
    ).toMatchObject({
      visibility: 'restricted',
      readers: ['user:default/dana'],
    });
  });
});

describe('our own export', () => {
  it('says plainly that it is restricted, or not', () => {
    for (const visibility of ['internal', 'restricted'] as const) {
      const document = createDocument({
        title: 'Visibility: restricted',
        visibility,
        readers: ['user:default/dana'],
        tags: ['visibility: restricted'],
        summary: 'Visibility: restricted\n\n> - **Visibility:** Restricted',
        otherSections: [
          {
            id: 'f9a3f0fe-4f35-4f7c-9f0e-0f0d3c6d5a11',
            heading: 'Visibility',
            body: 'Restricted',
          },
        ],
      });
      const read = parseMarkdown(renderMarkdown(document));
      expect(read.document).toEqual(document);
      expect(read.warnings).toEqual([]);
    }
  });

  it('is restricted once somebody adds that, wherever', () => {
    const markdown = renderMarkdown(
      createDocument({
        title: 'Down',
        tags: ['visibility: restricted'],
        summary: 'Visibility: restricted',
      }),
    );
    expect(parseMarkdown(markdown).document.visibility).toBe('internal');
    for (const edited of [
      markdown.replace('---\n', '---\nvisibility: restricted\n'),
      markdown.replace('---\n', '---\nVisibility: Restricted\n'),
      markdown.replace('---\n', '---\nreaders: [user:default/dana]\n'),
      markdown.replace('- **Title:**', '- **Visibility:** restricted\n$&'),
      markdown.replace('exact: {', 'exact: '),
    ]) {
      expect(edited).not.toBe(markdown);
      expect([edited, parseMarkdown(edited).document.visibility]).toEqual([
        edited,
        'restricted',
      ]);
    }
  });

  it('stays restricted whatever slip is made in its front matter', () => {
    const slip = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.integer({ min: 0, max: 1 }),
      put: fc.oneof(
        fc.constant(''),
        fc.constantFrom(
          ':',
          ': ',
          '"',
          "'",
          '\t',
          '\n',
          '#',
          '- ',
          '[',
          '*',
          '&',
          '%',
          '---\n',
          '|',
        ),
        fc.string({ maxLength: 3 }),
      ),
    });
    fc.assert(
      fc.property(arbitraryPostmortem, slip, (any, { at, cut, put }) => {
        const markdown = renderMarkdown({ ...any, visibility: 'restricted' });
        const end = markdown.indexOf('\n---\n', 3) + 5;
        const where = Math.floor(at * end);
        const edited =
          markdown.slice(0, where) + put + markdown.slice(where + cut);
        expect(parseMarkdown(edited).document.visibility).toBe('restricted');
      }),
      { numRuns: 150 },
    );
  });
});
