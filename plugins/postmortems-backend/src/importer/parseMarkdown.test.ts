// SPDX-License-Identifier: Apache-2.0

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {
  createDocument,
  LIMITS,
  postmortemInputSchema,
  renderMarkdown,
} from 'backstage-plugin-postmortems-common';
import { arbitraryText } from './__testUtils__/arbitraryPostmortem';
import { parseMarkdown } from './parseMarkdown';

const id = (n: number) =>
  `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Headings and beginnings of lines that mean something to the parser. */
const markup = fc.constantFrom(
  '# Title',
  '## Incident Summary\n\n- **Title:** x',
  '## Timeline',
  'All times in CET.',
  '| Time (UTC) | Who | Event |\n|---|---|---|\n| 2020-01-01 10:00 | a | b | c |\n| ??',
  '- 10:00 a',
  '- 24:61 a',
  '- 2020-13-41 9pm',
  '## 5 Whys\n\n- Why? x\n  - Why y?\n',
  '→ x',
  '**Root cause:** a\n\n**Trigger:** b',
  '## Action items\n\n| Owner | Task | Status | Due | Ticket |\n|-|-|-|-|-|\n| a | b | done 2020-01-01 | c | [x](http://y) |',
  '- [x] a @b due 2020-01-01',
  '## Stats\n\n- Time to detect: 5 minutes\n- TTR: 9 days',
  '- Date/Time: 2020-01-01 10:00 - 9:00',
  '- Duration: 5 h',
  '- Severity: 1',
  '- Affected Systems: component:a, b',
  '---\ntitle: x\ntags: a\nids: {}\n---',
  'ids: {"timeline":"x/y"}',
  'exact: {"title":{"seen":"","value":5}}',
  '\0',
  '\ud800',
  '\udc00x',
);

describe('parseMarkdown', () => {
  it('keeps a first heading that is too long for a title', () => {
    const sentence = 'All of it stood still. '.repeat(14).trim();
    const { document } = parseMarkdown(`# ${sentence}\n\n## Summary\n\nfoo`);
    expect(sentence.startsWith(document.title)).toBe(true);
    expect(document.title.length).toBeGreaterThan(150);
    // What is over the limit of a title is kept behind it.
    expect(document.title + document.otherSections[0].body).toContain(sentence);
  });

  it('answers any text with a valid document', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.oneof(markup, arbitraryText, fc.string()),
            fc.constantFrom('', '\n', '\n\n', ' ', '\r\n'),
          ),
          { maxLength: 12 },
        ),
        parts => {
          const { document, warnings } = parseMarkdown(parts.flat().join(''));
          expect(
            postmortemInputSchema.safeParse(document).error,
          ).toBeUndefined();
          expect(document.otherSections.map(one => one.heading)).not.toContain(
            'Document',
          );
          for (const { line } of warnings) expect(line).toBeGreaterThan(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps every word that is not a name of a field', () => {
    const word = fc.nat({ max: 1e9 }).map(n => `w${n}`);
    const block = fc.oneof(
      word,
      fc.tuple(word, word).map(([a, b]) => `- ${a}\n  - ${b}`),
      fc.tuple(word, word).map(([a, b]) => `1. ${a}\n\n   ${b}`),
      fc
        .tuple(word, word)
        .map(([a, b]) => `| 10:00 | ${a} |\n|-|-|\n| ${b} | x |`),
      fc.tuple(word, word).map(([a, b]) => `Why ${a}?\n→ ${b}`),
      fc
        .tuple(word, word)
        .map(([a, b]) => `- **Severity:** ${a}\n- **Impact:** ${b}`),
      fc.tuple(word, word).map(([a, b]) => `**Date:** ${a}\n**Owner:** ${b}`),
      word.map(a => `- 2020-01-01 10:00 ${a}`),
      word.map(a => `- [ ] ${a}`),
      word.map(a => `> ${a}`),
      word.map(a => `    ${a}`),
      word.map(a => `\`\`\`\n${a}\n\`\`\``),
      word.map(a => `<p>${a}</p>`),
      word.map(a => `### Detail\n\n${a}`),
      word.map(a => `**Root cause:** ${a}`),
      word.map(a => `[${a}]: https://example.com`),
    );
    const heading = fc.constantFrom(
      '# Title',
      '## Summary',
      '## Impact',
      '## Timeline',
      '## 5 Whys',
      '## Root cause',
      '## Trigger',
      '## What went well',
      '## Action items',
      '## Lessons learned',
      '## Contributing factors',
      '## Attendees',
      '## Stats',
      '## Details',
      '## Detection',
      '## Strange',
      '## Incident Summary\n\n- **Title:** x',
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            { weight: 1, arbitrary: heading },
            { weight: 3, arbitrary: block },
          ),
          { maxLength: 14 },
        ),
        parts => {
          const text = parts.join('\n\n');
          const kept = JSON.stringify(parseMarkdown(text).document);
          // A header row of a table of two is read as the names of columns.
          const names = new Set(
            [...text.matchAll(/^\|[^|]*\| (w\d+) \|\n\|-/gm)].map(
              ([, name]) => name,
            ),
          );
          const lost = (text.match(/w\d+/g) ?? []).filter(
            one => !kept.includes(one) && !names.has(one),
          );
          expect(lost).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('replaces what cannot be stored, and says so', () => {
    const { document, warnings } = parseMarkdown('# A\0B\n\n\ud800 text\n');
    expect(document).toMatchObject({
      title: 'A\uFFFDB',
      summary: '\uFFFD text',
    });
    expect(warnings[0]).toEqual({
      line: 1,
      message: expect.stringContaining('U+FFFD, in 2 lines'),
    });
  });

  it.each([
    ['title: "\\0"', { title: '\uFFFD' }],
    ['title: "a\\ud800b"', { title: 'a\uFFFDb' }],
    [
      '"ti\\0tle": x',
      { otherSections: [{ heading: 'Front matter', body: 'ti\uFFFDtle: x' }] },
    ],
    [
      'tags: [&a "\\x00", *a]\nauthors: "\\udc00"',
      {
        tags: ['\uFFFD'],
        otherSections: [{ heading: 'authors', body: '\uFFFD' }],
      },
    ],
    [
      'more: [{deep: "\\0"}]',
      { otherSections: [{ body: 'more:\n  - deep: \uFFFD' }] },
    ],
  ])('replaces it behind the escapes of %s', (yaml, expected) => {
    const { document } = parseMarkdown(`---\n${yaml}\n---\n`);
    expect(document).toMatchObject(expected);
    expect(postmortemInputSchema.safeParse(document).error).toBeUndefined();
  });

  it('replaces it in what comes with the text', () => {
    const { document } = parseMarkdown('', {
      fileName: 'a\0.md',
      affectedSystems: ['\ud800'],
    });
    expect(document).toMatchObject({
      title: 'a\uFFFD',
      otherSections: [{ body: '\uFFFD' }],
    });
  });

  it('splits what is over a limit', () => {
    const long = Array.from({ length: 20_000 }, (_, n) => `w${n}`).join(' ');
    const { document, warnings } = parseMarkdown(
      `# ${long.slice(0, 300)}\n\n## Summary\n\n${long}\n\n## What went well\n\n- ${long}\n\n## Timeline\n\n${'- 2020-01-01 10:00 a\n'.repeat(600)}\n\n${'## Other\n\nx\n\n'.repeat(400)}`,
    );
    expect(document.timeline).toHaveLength(LIMITS.timeline);
    const text = JSON.stringify(document);
    for (const word of long.split(' ')) expect(text.includes(word)).toBe(true);
    expect(text.match(/2020-01-01 10:00 a/g)).toHaveLength(100);
    expect(warnings.map(({ message }) => message).join('\n')).toContain(
      'over its limit',
    );
  });

  it.each([
    ['spaces', `a${' '.repeat(1e6)}b`],
    ['quotes', '>'.repeat(1e6)],
    ['lazy quotes', `${'> '.repeat(90)}a\n${'b\n'.repeat(4e5)}`],
    ['lists', '- '.repeat(5e5)],
    [
      'nested lists',
      Array.from(
        { length: 1400 },
        (_, n) => `${' '.repeat(2 * (n % 700))}- a\n`,
      ).join(''),
    ],
    ['brackets', '['.repeat(1e6)],
    ['front matter', `---\n${'['.repeat(1e6)}\n---\n`],
    ['front matter with questions', `---\n${'? '.repeat(5e5)}\n---\n`],
    [
      'front matter with aliases',
      `---\na0: &a0 [x]\n${Array.from({ length: 300 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]\n`).join('')}---\n`,
    ],
    [
      'a wide table',
      `## Timeline\n\n${'|a'.repeat(1e5)}\n${'|-'.repeat(1e5)}\n${'|1'.repeat(1e5)}`,
    ],
    [
      'a long table',
      `## Action items\n\n| Task | Owner |\n|-|-|\n${'| a | b |\n'.repeat(1e5)}`,
    ],
    ['one time', `## Timeline\n\n- ${'1'.repeat(1e6)}`],
    [
      'a long cell',
      `## Timeline\n\n|Time|Event|\n|-|-|\n|${'*'.repeat(1e6)}|a|`,
    ],
    ['sections', '## H\nx\n'.repeat(131_072)],
    ['checkboxes', `## Action items\n\n${'- [ ] a\n'.repeat(40_000)}`],
  ])('is quick with %s', (_, text) => {
    const { user, system } = process.cpuUsage();
    const { document } = parseMarkdown(text);
    const used = process.cpuUsage({ user, system });
    expect(postmortemInputSchema.safeParse(document).success).toBe(true);
    expect((used.user + used.system) / 1e6).toBeLessThan(5);
  });

  describe('our own template', () => {
    const document = createDocument({
      title: 'Checkout down',
      timeZone: 'Europe/Copenhagen',
      startedAt: '2026-01-05T10:00:00Z',
      resolvedAt: '2026-01-05T11:30:00Z',
      summary: '## A heading of its own\n\ntext',
      impact: 'Nobody could pay.',
      timeline: [
        { id: id(1), at: '2026-01-05T10:00:00Z', text: 'deploy' },
        {
          id: id(2),
          at: '2026-01-05T10:05:00.123Z',
          kind: 'detected',
          text: 'alert',
        },
        {
          id: id(3),
          at: '2026-01-05T11:30:00Z',
          kind: 'resolved',
          text: 'a <br> b',
        },
      ],
      wentWell: [
        { id: id(4), text: 'quick' },
        { id: id(5), text: 'calm' },
      ],
    });
    const markdown = renderMarkdown(document);

    it('shows what a person wants to see', () => {
      expect(markdown).toContain(
        '- **Date/Time:** 2026-01-05 11:00 – 2026-01-05 12:30 (Europe/Copenhagen)\n- **Duration:** 1 h 30 min\n',
      );
      expect(markdown).toContain('All times in Europe/Copenhagen.');
      expect(markdown).toContain(
        '| 2026-01-05 11:05:05.123 |'.replace(':05:05', ':05:00'),
      );
      expect(markdown).toContain('> ## A heading of its own');
    });

    it('does not take an end without a start for the start', () => {
      const resolvedAt = '2026-01-05T11:30:00.000Z';
      const ended = renderMarkdown(
        createDocument({ title: 'Slow', resolvedAt, tags: ['dns'] }),
      );
      expect(ended).toContain('- **Date/Time:** ? – 2026-01-05 11:30 (UTC)');
      // A key that is not ours: the forgiving reader takes over.
      const edited = ended.replace('---\n', '---\nteam: payments\n');
      expect(edited).not.toBe(ended);
      for (const text of [ended, edited])
        expect(parseMarkdown(text).document).toMatchObject({
          startedAt: null,
          resolvedAt,
        });
    });

    it('keeps ids and exact values of what a person did not edit', () => {
      const edited = markdown
        .replace('- quick\n', '- new\n- quick\n')
        .replace('deploy', 'deploy 4.2');
      const { document: read } = parseMarkdown(edited);
      expect(read.wentWell.slice(1)).toEqual(document.wentWell);
      expect(read.wentWell[0]).toEqual({ id: expect.any(String), text: 'new' });
      expect(read.timeline).toEqual([
        { ...document.timeline[0], text: 'deploy 4.2' },
        ...document.timeline.slice(1),
      ]);
      expect(read.summary).toBe(document.summary);
    });

    it('keeps a severity that is not configured here as a section', () => {
      const text = renderMarkdown({ ...document, severity: 'SEV9' });
      expect(parseMarkdown(text).document.severity).toBe('SEV9');
      const configured = parseMarkdown(text, { severities: ['P1', 'P2'] });
      expect(configured.document).toMatchObject({
        severity: null,
        otherSections: [{ heading: 'Severity', body: 'SEV9' }],
      });
      expect(configured.warnings).toEqual([
        { line: 1, message: expect.stringContaining('SEV9') },
      ]);
      expect(parseMarkdown(text, { severities: ['SEV9'] }).document).toEqual({
        ...document,
        severity: 'SEV9',
      });
    });

    it('lets what a person edited win', () => {
      const edited = markdown
        .replace('> text', '> another text')
        .replace('12:30 (Eur', '12:45 (Eur')
        .replace('a <br> b', 'restored')
        .replace('Nobody', 'Everybody');
      const { document: read } = parseMarkdown(edited);
      expect(read).toMatchObject({
        summary: '> ## A heading of its own\n>\n> another text',
        impact: 'Everybody could pay.',
        resolvedAt: '2026-01-05T11:45:00.000Z',
      });
      expect(read.timeline[2]).toEqual({
        ...document.timeline[2],
        text: 'restored',
      });
    });
  });

  const EXAMPLES = path.resolve(__dirname, '../../../../examples/postmortems');
  it.each(readdirSync(EXAMPLES))(
    'reads the example %s without a warning',
    name => {
      const text = readFileSync(path.join(EXAMPLES, name), 'utf8');
      const { document, warnings } = parseMarkdown(text);
      expect(warnings).toEqual([]);
      expect(
        document.otherSections
          .map(({ heading }) => heading)
          .filter(heading => /notes|Front matter/.test(heading)),
      ).toEqual([]);
      const rendered = renderMarkdown(document);
      expect(parseMarkdown(rendered).document).toEqual(document);
      // What the file says stands in what we write again.
      const words = new Set(rendered.match(/[\p{L}\p{N}]+/gu));
      const lines = text.slice(text.indexOf('\n---\n', 4)).split('\n');
      expect(
        lines
          .flatMap(line => line.match(/[\p{L}\p{N}]+/gu) ?? [])
          .filter(word => !words.has(word) && word !== 'other'),
      ).toEqual([]);
    },
  );
});
