// SPDX-License-Identifier: Apache-2.0

import { readForeign } from './__testUtils__/readForeign';

describe('values that are kept', () => {
  it.each([
    ['Duration: a while', 'Duration', 'is not a duration'],
    ['Duration: 2 h', 'Duration', 'no start is stated'],
    ['Date: 2024-05-05', 'Date', 'no time was read on this day'],
    ['Date: 2024-05-05 <!-- x -->', 'Date', 'says more than was read'],
    ['Start: 2024-05-05 10:00 (or so) x', 'Start', 'says more than was read'],
    ['Date: 05/06/2024', 'Date', 'two dates'],
    ['Detection time: 10:05', 'Stats', 'is not a duration'],
  ])('%j is reported', (text, heading, why) => {
    const { sections, warnings } = readForeign(`# X\n\n- ${text}\n`);
    expect(sections[heading]).toContain(text.split(': ')[1]);
    expect(warnings).toContainEqual(
      expect.stringMatching(
        new RegExp(`^3: .*${why}.*kept under "${heading}"`),
      ),
    );
  });

  it('a time of day is no duration', () => {
    const { document } = readForeign(
      '# X\n\n- Start: 2024-05-05 10:00 UTC\n- Detection time: 10:05\n- Time to resolve: 01:20:00\n',
    );
    expect(document).toMatchObject({
      detectedAt: null,
      resolvedAt: '2024-05-05T11:20:00.000Z',
    });
  });
});

describe('front matter in TOML', () => {
  it('is read where it is simple', () => {
    const { document, sections, warnings } = readForeign(`+++
title = "A \\"big\\" outage"
date = 2024-05-05
tags = ["db", 'a, b']
draft = false
# by hand
[params]
title = "no"
+++
## Timeline

- 10:00 UTC a
`);
    expect(document).toMatchObject({
      title: 'A "big" outage',
      tags: ['db', 'a, b'],
      startedAt: '2024-05-05T10:00:00.000Z',
      summary: '',
    });
    expect(sections).toEqual({
      'Front matter': '# by hand\n[params]\ntitle = "no"\ndraft: false',
    });
    expect(warnings).toContain(
      '1: lines that could not be read are kept under "Front matter"',
    );
  });

  it.each([
    'title = """\nweight = 3\n"""',
    'authors = [\n  "a",\n]',
    'tags = ["a", 3]',
    'n = 1.5 # about',
  ])('is kept where it is not: %j', text => {
    const { document, sections } = readForeign(`+++\n${text}\n+++\n# X\n`);
    expect(document).toMatchObject({ title: 'X', summary: '', tags: [] });
    expect(sections).toEqual({ 'Front matter': text });
  });
});

describe('a document of a size that nobody writes', () => {
  const timeline = '# X\n\nDate: 2024-05-05\n\n## Timeline\n\n';
  it.each([
    ['# X\n\n## Root cause\n\n', '<!--'],
    ['# X\n\n## Root cause\n\n', '<!-- a\n'],
    ['# X\n\n## 5 Whys\n\n### Why a?\n\n', 'b\n\n'],
    ['# X\n\n## 5 Whys\n\nwhy ', '?a '],
    ['# X\n\n## Action items\n\n- a\n', '  - Owner: b\n'],
    ['# X\n\n## Action items\n\n- ~~', 'a'],
    [timeline, '### 10:00 a\n\n- 10:01 b\n\n'],
    [`${timeline}- 10:00`, '\u200b'],
    [timeline, '- [10:00]('],
    [`${timeline}\`\`\`\n`, '10:00 a\n'],
    ['+++\n', 'a = "b"\n'],
    ['', 'Events\n\n'],
  ])('is read in seconds: %j and %j', (start, repeated) => {
    const text = start + repeated.repeat(2 ** 20 / repeated.length);
    const before = process.cpuUsage().user;
    const { document } = readForeign(text);
    expect(document.otherSections[0]?.heading).not.toBe('Document');
    // A second or two; what is quadratic takes minutes.
    expect(process.cpuUsage().user - before).toBeLessThan(10_000_000);
  });
});

describe('fields as headings', () => {
  it('are read from one line, and kept with more', () => {
    const { document, sections } = readForeign(
      '# X\n\n## Date\n\n2024-05-05\n\n## Time\n\n10:00 UTC\n\n## Duration\n\n2 hours\n\n## Services\n\nWe run\nmany.\n\n## Resolved\n\nBy Ann.\n',
    );
    expect(document).toMatchObject({
      startedAt: '2024-05-05T10:00:00.000Z',
      resolvedAt: '2024-05-05T12:00:00.000Z',
    });
    expect(sections).toEqual({
      Services: 'We run\nmany.',
      Resolved: 'By Ann.',
    });
  });
});
