// SPDX-License-Identifier: Apache-2.0

import fc from 'fast-check';
import {
  actionItemPurposeSchema,
  actionItemStatusSchema,
  createDocument,
  FieldName,
  Instant,
  PostmortemDocument,
  timelineKindSchema,
  verifiedSchema,
} from 'backstage-plugin-postmortems-common';

/** Markdown that is likely to be taken for something else. */
const NASTY = [
  '# Heading',
  '## Timeline',
  '## Incident Summary',
  '- **Title:** another',
  '- **Severity:** P3',
  '**Root cause:** nested',
  '**detected:** said',
  '### Impact',
  'Setext\n======',
  'Setext two\n---',
  '---',
  '***',
  '```',
  '```js\nconst a = 1;\n```',
  '~~~',
  '<!-- open',
  '<script>',
  '<br>',
  '<div>html</div>',
  '- item',
  '- [x] done',
  '-',
  '1. one\n2. two',
  '* star\n  * nested\n    * deeper',
  '> quote',
  '| a | b |\n| - | - |\n| 1 | 2 |',
  '- | a | b |\n  | - | - |\n  | 1 | 2 |',
  '|',
  '\\|',
  '\\\\|',
  'a | b',
  '    indented code',
  '\ttab',
  '→ answer',
  '-> answer',
  '[Evidence](<https://example.com>)',
  '[ref]: https://example.com',
  '[^1]: footnote',
  'exact: {"a": 1}',
  '---\ntitle: other\n---',
  'timeZone: UTC',
  'All times in CET.',
  'No action items: none',
  '2020-01-02 10:00 - 11:00',
  '14:05',
  '[5 Whys breakdown]',
  'wont-do: reason',
  '👩‍🚒 ✅ é ｆ',
  '\u2028',
  '\u00a0',
  '\u0085',
  '\ufeff',
  '\u0001',
  '\u001b[0m',
  '{{ x }} ${y} %s',
  'it\'s "quoted"',
  'a\rb',
  'line\r\nbreak',
  ' leading',
  'trailing  ',
  'hard  \nbreak',
  '\n\n\n',
  '',
];

const fragment = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 2, arbitrary: fc.lorem({ maxCount: 4 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
);

const storable = (text: string) => text.replaceAll('\0', '');

/** A text of one or more lines. */
export const arbitraryText = fc
  .array(fc.tuple(fragment, fc.constantFrom('', ' ', '\n', '\n\n', '\n  ')), {
    maxLength: 5,
  })
  .map(parts => storable(parts.flat().join('')));

const arbitraryLine = (max: number) =>
  arbitraryText.map(text =>
    Array.from(text)
      .slice(0, max / 2)
      .join(''),
  );

const filled = (max: number) =>
  arbitraryLine(max).filter(text => text.trim() !== '');

const zones = fc.constantFrom(
  'UTC',
  'Europe/Copenhagen',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Etc/GMT-1',
  'Etc/GMT+5',
  'CET',
  'EST',
  'GB',
  'Asia/Kolkata',
);

const milliseconds = fc.oneof(
  fc
    .integer({ min: 0, max: Date.UTC(2200, 0, 1) / 60_000 - 1 })
    .map(at => at * 60_000),
  fc.integer({ min: 0, max: Date.UTC(2200, 0, 1) - 1 }),
  // The hour that comes twice in Copenhagen, and the ends of the range.
  fc
    .integer({ min: 0, max: 180 })
    .map(at => Date.UTC(2024, 9, 26, 23) + at * 60_000),
  fc.constantFrom(0, Date.UTC(2200, 0, 1) - 1),
);
const instant = milliseconds.map(at => new Date(at).toISOString());
const maybe = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { freq: 2 });
const day = milliseconds.map(at => new Date(at).toISOString().slice(0, 10));
const name = fc.constantFrom('ada', 'bo', 'team-a', 'x_y.z', 'payment');
const user = name.map(one => `user:default/${one}`);
const owner = fc
  .tuple(fc.constantFrom('user', 'group'), name)
  .map(([kind, one]) => `${kind}:default/${one}`);
const system = fc
  .tuple(
    fc.constantFrom('component', 'api', 'system', 'resource', 'domain'),
    fc.constantFrom('default', 'prod'),
    name,
  )
  .map(([kind, namespace, one]) => `${kind}:${namespace}/${one}`);
const url = fc.constantFrom(
  'https://example.com/a?b=c|d',
  'http://example.com/(x)',
  'https://example.com/<y>',
  'https://example.com/a b',
);

function items<T>(fields: fc.Arbitrary<T>, maxLength = 5) {
  return fc
    .uniqueArray(fc.tuple(fc.uuid(), fields), {
      maxLength,
      selector: ([id]) => id,
    })
    .map(list => list.map(([id, rest]) => ({ id, ...rest })));
}

const whys = fc
  .tuple(
    items(
      fc.record({
        question: arbitraryText,
        answer: arbitraryText,
        evidenceUrl: fc.oneof(fc.constant(''), url),
      }),
      8,
    ),
    fc.array(fc.integer({ min: -1, max: 7 }), { minLength: 8, maxLength: 8 }),
    fc.boolean(),
  )
  .map(([list, parents, reversed]) => {
    // A parent stands before its children, or behind them when reversed.
    const nested = list.map((why, index) => ({
      ...why,
      parentId: list[Math.min(parents[index], index - 1)]?.id ?? null,
    }));
    return reversed ? nested.reverse() : nested;
  });

type AfterStart = Exclude<Instant, 'startedAt'>;

/** Each field but the instants after the start, which depend on it. */
const fields: {
  [Name in Exclude<FieldName, AfterStart>]: fc.Arbitrary<
    PostmortemDocument[Name]
  >;
} = {
  title: filled(200),
  severity: maybe(
    fc.oneof(fc.constantFrom('P1', 'P2', 'P3'), arbitraryLine(50)),
  ),
  visibility: fc.constantFrom('internal' as const, 'restricted' as const),
  readers: fc.uniqueArray(owner, { maxLength: 3 }),
  startedAt: maybe(instant),
  timeZone: zones,
  affectedSystems: fc.uniqueArray(system, { maxLength: 3 }),
  incidentCommander: maybe(user),
  participants: fc.uniqueArray(user, { maxLength: 3 }),
  tags: fc.uniqueArray(filled(50), { maxLength: 3 }),
  links: items(fc.record({ title: arbitraryLine(200), url }), 2),
  summary: arbitraryText,
  impact: arbitraryText,
  rootCause: arbitraryText,
  trigger: arbitraryText,
  lessonsLearned: arbitraryText,
  usersAffected: maybe(fc.nat()),
  slaBreached: maybe(fc.boolean()),
  timeline: items(
    fc.record({
      at: maybe(instant),
      kind: fc.constantFrom(...timelineKindSchema.options),
      text: arbitraryText,
    }),
  ),
  whys,
  wentWell: items(fc.record({ text: arbitraryText })),
  wentWrong: items(fc.record({ text: arbitraryText })),
  contributingFactors: items(fc.record({ text: arbitraryText })),
  actionItems: items(
    fc.record({
      description: arbitraryText,
      owner: maybe(owner),
      dueDate: maybe(day),
      status: fc.constantFrom(...actionItemStatusSchema.options),
      purpose: maybe(fc.constantFrom(...actionItemPurposeSchema.options)),
      ticketUrl: fc.oneof(fc.constant(''), url),
      wontDoReason: arbitraryText,
      doneAt: maybe(instant),
      evidenceUrl: fc.oneof(fc.constant(''), url),
      verifyOn: maybe(day),
      verified: maybe(fc.constantFrom(...verifiedSchema.options)),
      verifiedNote: arbitraryText,
    }),
  ),
  noActionReason: arbitraryText,
  otherSections: items(
    fc.record({
      heading: fc.oneof(
        arbitraryLine(200),
        fc.constantFrom(
          'Stats',
          'Timeline',
          'Impact',
          'Lessons Learned',
          'Timeline notes',
        ),
      ),
      body: arbitraryText,
    }),
  ),
};

/** How long after the start each other instant is, in milliseconds. */
const delays = fc.tuple(
  ...Array.from({ length: 4 }, () => maybe(fc.integer({ min: 0, max: 1e9 }))),
);

/** Any valid document, with texts made to be misunderstood. */
export const arbitraryPostmortem: fc.Arbitrary<PostmortemDocument> = fc
  .tuple(fc.record(fields), delays)
  .map(([draft, after]) => {
    const later = (delta: number | null) => {
      if (delta === null) return null;
      const from = draft.startedAt ? Date.parse(draft.startedAt) : 1e12;
      return new Date(
        Math.min(from + delta, Date.UTC(2200, 0, 1) - 1),
      ).toISOString();
    };
    const [detectedAt, acknowledgedAt, mitigatedAt, resolvedAt] =
      after.map(later);
    return createDocument({
      ...draft,
      detectedAt,
      acknowledgedAt,
      mitigatedAt,
      resolvedAt,
    });
  });
