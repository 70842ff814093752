// SPDX-License-Identifier: Apache-2.0

import fc from 'fast-check';
import {
  createDocument,
  LIMITS,
  PostmortemDocument,
  PostmortemDraft,
  postmortemInputSchema,
} from '../model';
import { mergeDocuments } from './mergeDocuments';

const id = (n: number) =>
  `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const at = (time: string) => `2026-01-31T${time}:00.000Z`;

/** The reference's postmortem, as both people opened it. */
const BASE: PostmortemDraft = {
  title: 'Payment service timed out',
  severity: 'P1',
  startedAt: at('02:00'),
  resolvedAt: at('04:00'),
  affectedSystems: ['component:default/payment-service'],
  tags: ['database', 'deploy'],
  summary:
    'The payment service timed out. Nobody could pay.\n\nA rollback restored it. It took two hours.',
  rootCause:
    'Outdated deployment checklist missing a performance validation step.',
  timeline: [
    { id: id(1), at: at('02:20'), kind: 'detected', text: 'Alert fired' },
    { id: id(2), at: null, text: 'Somebody saw it on the status page' },
    { id: id(3), at: at('04:00'), kind: 'resolved', text: 'Restored' },
  ],
  whys: [
    { id: id(1), question: 'What broke?', answer: 'The service timed out.' },
    { id: id(2), parentId: id(1), question: 'Why?', answer: 'No connections.' },
  ],
  wentWrong: [
    { id: id(1), text: 'Alert threshold was set too high' },
    { id: id(2), text: 'Runbook was outdated' },
    { id: id(3), text: 'No secondary on-call' },
  ],
  actionItems: [
    { id: id(1), description: 'Lower alert threshold to 5% error rate' },
    { id: id(2), description: 'Update runbook for payment service' },
  ],
};

function merge(
  theirs: Partial<PostmortemDraft>,
  mine: Partial<PostmortemDraft>,
) {
  return mergeDocuments({
    base: createDocument(BASE),
    theirs: createDocument({ ...BASE, ...theirs }),
    mine: createDocument({ ...BASE, ...mine }),
  });
}

describe('mergeDocuments', () => {
  it('merges different sections', () => {
    const { document, conflicts } = merge(
      { impact: 'Customers.', severity: 'P2' },
      { lessonsLearned: 'A gate.', resolvedAt: at('04:10') },
    );
    expect(conflicts).toEqual([]);
    expect(document).toEqual(
      createDocument({
        ...BASE,
        impact: 'Customers.',
        severity: 'P2',
        lessonsLearned: 'A gate.',
        resolvedAt: at('04:10'),
      }),
    );
  });

  it('merges neighbouring sentences, and refuses the same one', () => {
    const summary = BASE.summary!;
    const longer = summary.replace('timed out', 'timed out on checkout');
    expect(
      merge(
        { summary: longer },
        { summary: summary.replace('Nobody', 'No customer') },
      ),
    ).toMatchObject({
      conflicts: [],
      document: {
        summary: longer.replace('Nobody', 'No customer'),
      },
    });
    expect(
      merge(
        { summary: longer },
        { summary: summary.replace('timed out', 'was slow') },
      ),
    ).toMatchObject({ conflicts: ['summary'], document: { summary: longer } });
    expect(
      merge(
        { summary: `${summary} Sorry.` },
        { summary: `${summary} Never again.` },
      ).conflicts,
    ).toEqual(['summary']);
    // A new sentence beside one that the other side changed: which came first?
    expect(
      merge(
        { summary: longer },
        { summary: summary.replace(' Nobody', ' At 02:20. Nobody') },
      ).conflicts,
    ).toEqual(['summary']);
    expect(
      merge({ rootCause: 'One.' }, { rootCause: 'Another.' }).conflicts,
    ).toEqual(['rootCause']);
  });

  it('merges far ends of a long section, but does not compare for ever', () => {
    const long = (lines: number, start: string, end: string) =>
      createDocument({
        ...BASE,
        summary: `${start}\n${'x\n'.repeat(lines)}${end}`,
      });
    const mergeLong = (lines: number) =>
      mergeDocuments({
        base: long(lines, 'Start', 'End'),
        theirs: long(lines, 'Their start', 'End'),
        mine: long(lines, 'Start', 'My end'),
      });
    expect(mergeLong(90)).toEqual({
      conflicts: [],
      document: long(90, 'Their start', 'My end'),
    });
    expect(mergeLong(20_000)).toMatchObject({ conflicts: ['summary'] });
  });

  it('merges sets by what was added and removed', () => {
    expect(
      merge(
        { tags: ['pool', 'database', 'deploy'] },
        { tags: ['database', 'checklist'] },
      ),
    ).toMatchObject({
      conflicts: [],
      document: { tags: ['pool', 'database', 'checklist'] },
    });
  });

  it('keeps new items of both sides behind the neighbour they followed', () => {
    const [one, two, three] = BASE.wentWrong!;
    const [mine, theirs] = [
      { id: id(8), text: 'Status page was late' },
      { id: id(9), text: 'No rollback drill' },
    ];
    expect(
      merge(
        { wentWrong: [one, theirs, two, three] },
        { wentWrong: [one, mine, three, { id: id(7), text: 'Last' }] },
      ).document.wentWrong.map(item => item.id),
    ).toEqual([id(1), id(9), id(8), id(3), id(7)]);
  });

  it('takes the order of the side that moved something', () => {
    const [one, two, three] = BASE.wentWrong!;
    const edited = { ...one, text: 'Alert threshold was 15%' };
    const moved = [three, one, two];
    for (const [theirs, mine] of [
      [[edited, two, three], moved],
      [moved, [edited, two, three]],
    ])
      expect(merge({ wentWrong: theirs }, { wentWrong: mine })).toMatchObject({
        conflicts: [],
        document: { wentWrong: [three, edited, two] },
      });
    expect(
      merge({ wentWrong: moved }, { wentWrong: [two, one, three] }).conflicts,
    ).toEqual(['wentWrong']);
  });

  it('merges the fields of one item', () => {
    const [one, two] = BASE.actionItems!;
    const { document, conflicts } = merge(
      { actionItems: [{ ...one, owner: 'user:default/ada' }, two] },
      { actionItems: [{ ...one, dueDate: '2026-03-01' }, two] },
    );
    expect(conflicts).toEqual([]);
    expect(document.actionItems[0]).toMatchObject({
      owner: 'user:default/ada',
      dueDate: '2026-03-01',
    });
    expect(
      merge(
        { actionItems: [{ ...one, owner: 'user:default/ada' }, two] },
        { actionItems: [{ ...one, owner: 'user:default/bob' }, two] },
      ).conflicts,
    ).toEqual([`actionItems.${id(1)}.owner`]);
  });

  it('keeps an item that one side deleted and the other changed', () => {
    const [one, two] = BASE.actionItems!;
    const edited = { ...two, dueDate: '2026-03-01' };
    for (const [theirs, mine] of [
      [[one], [one, edited]],
      [[one, edited], [one]],
    ])
      expect(
        merge({ actionItems: theirs }, { actionItems: mine }),
      ).toMatchObject({
        conflicts: [`actionItems.${id(2)}`],
        document: { actionItems: [one, edited] },
      });
    expect(
      merge({ actionItems: [one] }, { impact: 'None' }).document.actionItems,
    ).toHaveLength(1);
  });

  it('sorts the timeline, and leaves unknown times where they were', () => {
    const [detected, unknown, resolved] = BASE.timeline!;
    const { document, conflicts } = merge(
      {
        timeline: [
          detected,
          unknown,
          { id: id(5), at: at('03:00'), text: 'Paged' },
          resolved,
        ],
      },
      {
        timeline: [
          { id: id(6), at: at('02:10'), text: 'Deployed' },
          detected,
          unknown,
          { id: id(7), at: null, text: 'A customer called' },
          { ...resolved, at: at('02:50') },
        ],
      },
    );
    expect(conflicts).toEqual([]);
    expect(document.timeline.map(entry => entry.id)).toEqual(
      [6, 1, 2, 7, 3, 5].map(id),
    );
  });

  it('refuses what is valid on each side but not together', () => {
    const child = { id: id(3), parentId: id(2) };
    // The parent of a new why is gone.
    expect(
      merge({ whys: BASE.whys!.slice(0, 1) }, { whys: [...BASE.whys!, child] })
        .conflicts,
    ).toEqual(['whys']);
    // The start moves behind the detection.
    const late = merge({ startedAt: at('02:30') }, { detectedAt: at('02:20') });
    expect(late).toMatchObject({
      conflicts: ['startedAt', 'detectedAt'],
      document: { startedAt: at('02:30'), detectedAt: null },
    });
    // Together there are too many.
    const tags = (from: number) =>
      Array.from({ length: LIMITS.tags }, (_, n) => `tag-${from + n}`);
    expect(merge({ tags: tags(0) }, { tags: tags(50) })).toMatchObject({
      conflicts: ['tags'],
      document: { tags: tags(0) },
    });
  });
});

describe('mergeDocuments, whatever is merged', () => {
  const few = { maxLength: 4 };
  const number = fc.integer({ min: 1, max: 6 });
  const word = fc.constantFrom('alpha', 'beta', 'gamma', 'delta', 'epsilon');
  const text = fc
    .array(fc.tuple(word, fc.constantFrom('. ', '.\n', '\n\n')), few)
    .map(parts => parts.flat().join('').trim());
  const time = fc.option(
    fc.integer({ min: 0, max: 9 }).map(hour => at(`0${hour}:00`)),
  );
  const items = <T>(fields: Record<string, fc.Arbitrary<T>>) =>
    fc.uniqueArray(fc.record({ id: number.map(id), ...fields }), {
      ...few,
      selector: item => item.id,
    });
  const changes = fc
    .record({
      title: word,
      severity: fc.option(fc.constantFrom('P1', 'P2')),
      visibility: fc.constantFrom('internal' as const, 'restricted' as const),
      readers: fc.uniqueArray(
        word.map(name => `user:default/${name}`),
        few,
      ),
      startedAt: time,
      detectedAt: time,
      resolvedAt: time,
      tags: fc.uniqueArray(word, few),
      summary: text,
      rootCause: text,
      slaBreached: fc.option(fc.boolean()),
      timeline: items({ at: time, text }),
      whys: fc
        .tuple(items({ answer: text }), fc.array(fc.nat(), { minLength: 4 }))
        .map(([whys, picks]) =>
          whys.map((why, index) => {
            const parent = picks[index % picks.length] % (index + 1);
            return {
              ...why,
              parentId: parent === index ? null : whys[parent].id,
            };
          }),
        ),
      wentWrong: items({ text }),
      actionItems: items<any>({
        description: text,
        owner: fc.option(word.map(name => `user:default/${name}`)),
        status: fc.constantFrom('open', 'done'),
      }),
      otherSections: items({ heading: word, body: text }),
    })
    .map(draft => {
      const notBefore = (value: string | null) =>
        value && draft.startedAt && value < draft.startedAt
          ? draft.startedAt
          : value;
      return createDocument({
        ...draft,
        detectedAt: notBefore(draft.detectedAt),
        resolvedAt: notBefore(draft.resolvedAt),
      } as PostmortemDraft);
    });
  /** Fields that are valid together only, so they change together. */
  const GROUPS = [
    ['startedAt', 'detectedAt', 'resolvedAt'],
    ...['title', 'severity', 'visibility', 'readers', 'tags', 'summary'],
    ...['rootCause', 'slaBreached', 'timeline', 'whys', 'wentWrong'],
    ...['actionItems', 'otherSections'],
  ].map(group => [group].flat() as Array<keyof PostmortemDocument>);
  const take = (
    from: PostmortemDocument,
    into: PostmortemDocument,
    chosen: (group: number) => boolean,
  ): PostmortemDocument => ({
    ...into,
    ...Object.fromEntries(
      GROUPS.filter((_, group) => chosen(group))
        .flat()
        .map(field => [field, from[field]]),
    ),
  });
  /** What somebody makes of a document: some of its fields are written anew. */
  const edited = (base: PostmortemDocument) =>
    fc
      .tuple(changes, fc.array(fc.boolean(), { minLength: GROUPS.length }))
      .map(([other, mask]) => take(other, base, group => mask[group]));
  const three = changes.chain(base =>
    fc.record({
      base: fc.constant(base),
      theirs: edited(base),
      mine: edited(base),
    }),
  );
  const check = (
    property: (versions: {
      base: PostmortemDocument;
      theirs: PostmortemDocument;
      mine: PostmortemDocument;
    }) => void,
  ) => fc.assert(fc.property(three, property), { numRuns: 300 });

  it('takes over what only one side changed, and what both changed alike', () => {
    check(({ base, theirs, mine }) => {
      const nothing = { conflicts: [] };
      expect(mergeDocuments({ base, theirs: base, mine })).toEqual({
        ...nothing,
        document: mine,
      });
      expect(mergeDocuments({ base, theirs, mine: base })).toEqual({
        ...nothing,
        document: theirs,
      });
      expect(mergeDocuments({ base, theirs, mine: theirs })).toEqual({
        ...nothing,
        document: theirs,
      });
    });
  });

  it('merges different fields without a conflict', () => {
    fc.assert(
      fc.property(
        fc.tuple(changes, changes, changes),
        fc.array(fc.boolean(), { minLength: GROUPS.length }),
        ([base, other, another], mask) => {
          const theirs = take(other, base, group => mask[group]);
          const mine = take(another, base, group => !mask[group]);
          expect(mergeDocuments({ base, theirs, mine })).toEqual({
            conflicts: [],
            document: take(another, theirs, group => !mask[group]),
          });
        },
      ),
    );
  });

  it('finds the same conflicts from both sides, and stays valid', () => {
    check(({ base, theirs, mine }) => {
      const forth = mergeDocuments({ base, theirs, mine });
      const back = mergeDocuments({ base, theirs: mine, mine: theirs });
      expect(forth.conflicts).toEqual(back.conflicts);
      for (const { document } of [forth, back])
        expect(postmortemInputSchema.parse(document)).toEqual(document);
    });
  });

  it('loses nothing of either side without a conflict', () => {
    const SECTIONS = ['summary', 'rootCause', 'body'];
    const words = (value: string): string[] => value.match(/\w+/g) ?? [];
    const same = (a: unknown, b: unknown) =>
      JSON.stringify(a) === JSON.stringify(b);
    /** Whether the change from `was` to `is` can be seen in `result`. */
    function isKept(field: string, was: any, is: any, result: any): boolean {
      if (same(was, is)) return true;
      if (!SECTIONS.includes(field) || was === undefined)
        return same(is, result);
      return words(is).every(
        one => words(was).includes(one) || words(result).includes(one),
      );
    }
    /** The ids of the items (or the entries) whose change is lost. */
    function lost(was: any[], is: any[], result: any[]): string[] {
      const keyOf = (item: any) => item.id ?? item;
      const find = (list: any[], key: string) =>
        list.find(item => keyOf(item) === key);
      return [...new Set([...was, ...is].map(keyOf))].filter(key => {
        const [before, now, after] = [was, is, result].map(list =>
          find(list, key),
        );
        if (now === undefined) return after !== undefined;
        if (before !== undefined && same(before, now)) return false;
        if (after === undefined) return true;
        return Object.keys(now).some(
          part => !isKept(part, before?.[part], now[part], after[part]),
        );
      });
    }
    check(({ base, theirs, mine }) => {
      const { document, conflicts } = mergeDocuments({ base, theirs, mine });
      const changed = [theirs, mine].flatMap(side =>
        GROUPS.flat().filter(field => {
          const [was, is, result]: any[] = [base, side, document].map(
            version => version[field],
          );
          return Array.isArray(is)
            ? lost(was, is, result).length > 0
            : !isKept(field, was, is, result);
        }),
      );
      const excused = new Set(conflicts.map(path => path.split('.')[0]));
      expect(changed.filter(field => !excused.has(field))).toEqual([]);
    });
  });
});
