// SPDX-License-Identifier: Apache-2.0

import { DEFAULT_POSTMORTEMS_CONFIG } from './config';
import { gateOptions, publishGate } from './gate';
import { createDocument, PostmortemDocument, PostmortemDraft } from './model';

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const action = (n: number, description: string) => ({
  id: id(n),
  description,
  owner: 'group:default/team-payments',
  dueDate: '2026-03-01',
});

/** The reference's postmortem, complete. */
const COMPLETE: PostmortemDraft = {
  title: 'Payment service timed out',
  severity: 'P1',
  startedAt: '2026-01-31T02:00:00Z',
  resolvedAt: '2026-01-31T04:00:00Z',
  affectedSystems: ['component:default/payment-service'],
  incidentCommander: 'user:default/ada',
  impact: 'Nobody could pay for two hours.',
  timeline: [
    { id: id(1), at: '2026-01-31T02:20:00Z', kind: 'detected', text: 'Alert' },
    { id: id(2), at: '2026-01-31T04:00:00Z', kind: 'resolved', text: 'Fixed' },
  ],
  rootCause:
    'Outdated deployment checklist missing a performance validation step.',
  actionItems: [
    action(1, 'Lower alert threshold to 5% error rate'),
    action(2, 'Update runbook for payment service'),
    action(3, 'Implement secondary on-call rotation'),
    action(4, 'Add performance review to deployment checklist'),
    action(5, 'Update status page within 10 min SLA — add to runbook'),
  ],
  lessonsLearned:
    "This incident revealed that our deployment process doesn't have a performance regression gate.",
};

const gate = (document: PostmortemDocument, kept?: PostmortemDocument) =>
  publishGate(
    document,
    gateOptions(document, { config: DEFAULT_POSTMORTEMS_CONFIG, kept }),
  );
const unmet = (changes: Partial<PostmortemDraft>) =>
  gate(createDocument({ ...COMPLETE, ...changes }));
const fields = (changes: Partial<PostmortemDraft>) =>
  unmet(changes).map(({ field }) => field);

describe('publishGate', () => {
  it('lets the complete postmortem through', () => {
    expect(unmet({})).toEqual([]);
  });

  it('says everything that an empty draft lacks at once', () => {
    const messages = publishGate(createDocument({ title: 'Checkout is slow' }));
    expect(messages.map(({ field }) => field)).toEqual([
      'severity',
      'startedAt',
      'resolvedAt',
      'affectedSystems',
      'impact',
      'incidentCommander',
      'timeline',
      'timeline',
      'rootCause',
      'actionItems',
      'lessonsLearned',
    ]);
    expect(messages.every(({ message }) => /^[A-Z].*\.$/.test(message))).toBe(
      true,
    );
  });

  it('wants a configured severity', () => {
    expect(unmet({ severity: 'SEV1' })).toEqual([
      {
        field: 'severity',
        code: 'severity-unknown',
        values: { severity: 'SEV1', choices: 'P1, P2, P3' },
        message:
          'Choose one of the severities P1, P2, P3; SEV1 is none of them.',
      },
    ]);
    const retired = createDocument({ ...COMPLETE, severity: 'SEV1' });
    expect(gate(retired, retired)).toEqual([]);
    expect(publishGate(retired)).toEqual([]);
  });

  it.each([
    ['x', false],
    ['n/a', false],
    ['Nope', false],
    ['---------', false],
    ['Replaced', true],
    ['Too dear', true],
    ['已取代', true],
  ])('asks for a reason that says something: %j', (wontDoReason, ok) => {
    const item = {
      id: '00000000-0000-4000-8000-000000000001',
      description: 'Add a gate',
      wontDoReason,
    };
    const document = createDocument({
      ...COMPLETE,
      actionItems: [
        {
          ...item,
          owner: 'user:default/ann',
          dueDate: '2026-12-15',
          status: 'wont-do',
        },
      ],
    });
    expect(gate(document)).toMatchObject(
      ok
        ? []
        : [
            {
              field: `actionItems.${item.id}.wontDoReason`,
              code: 'reason-says-nothing',
            },
          ],
    );
    // What was published with it before stays as it is.
    expect(gate(document, document)).toEqual([]);
  });

  it('takes the resolution from the timeline, but wants times there', () => {
    expect(fields({ resolvedAt: null })).toEqual([]);
    const [detected, resolved] = COMPLETE.timeline!;
    expect(fields({ timeline: [detected, { ...resolved, at: null }] })).toEqual(
      ['timeline'],
    );
    expect(
      fields({ timeline: [{ ...detected, kind: 'paged' }, resolved] }),
    ).toEqual(['timeline']);
  });

  it('wants an owner and a date of every accepted action item', () => {
    const bare = { id: id(1), description: 'Add a pool-size gate' };
    expect(fields({ actionItems: [action(2, ''), bare] })).toEqual([
      `actionItems.${id(2)}.description`,
      `actionItems.${id(1)}.owner`,
      `actionItems.${id(1)}.dueDate`,
    ]);
    expect(fields({ actionItems: [{ ...bare, status: 'done' }] })).toHaveLength(
      2,
    );
    expect(fields({ actionItems: [{ ...bare, status: 'proposed' }] })).toEqual(
      [],
    );
  });

  it('wants a reason for what will not be done', () => {
    const wontDo = { ...action(1, 'Rewrite it'), status: 'wont-do' as const };
    expect(fields({ actionItems: [wontDo] })).toEqual([
      `actionItems.${id(1)}.wontDoReason`,
    ]);
    expect(
      fields({ actionItems: [{ ...wontDo, wontDoReason: 'Replaced.' }] }),
    ).toEqual([]);
  });

  it('takes a written reason for no action item', () => {
    expect(fields({ actionItems: [] })).toEqual(['actionItems']);
    expect(
      fields({ actionItems: [], noActionReason: 'The service is retired.' }),
    ).toEqual([]);
  });
});
