// SPDX-License-Identifier: Apache-2.0

import { newDocument } from '../form/document';
import { fillForm } from './fillForm';

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const untouched = newDocument({});

const fill = (
  form: Partial<typeof untouched>,
  document: Parameters<typeof newDocument>[0],
) =>
  fillForm({
    form: { ...untouched, ...form },
    document: newDocument({ title: 'Found', ...document }),
    untouched,
  });

it('fills what is empty, and what a new form has by itself', () => {
  expect(
    fill(
      {},
      {
        severity: 'P1',
        timeZone: 'Asia/Tokyo',
        summary: 'Long ago',
        tags: ['cache'],
      },
    ),
  ).toEqual({
    changes: {
      title: 'Found',
      severity: 'P1',
      timeZone: 'Asia/Tokyo',
      summary: 'Long ago',
      tags: ['cache'],
    },
    kept: [],
  });
});

it('does not make a restricted form readable for others', () => {
  const form = {
    visibility: 'restricted' as const,
    readers: ['user:default/bo'],
  };
  const { changes } = fill(form, { visibility: 'internal' });
  expect(changes).toEqual({ title: 'Found' });
  expect(
    fill(form, { visibility: 'restricted', readers: ['user:default/eve'] })
      .changes,
  ).toEqual({ title: 'Found' });
});

it('does not make the text of a restricted document readable for all', () => {
  expect(
    fill({}, { visibility: 'restricted', readers: ['user:default/eve'] })
      .changes,
  ).toEqual({
    title: 'Found',
    visibility: 'restricted',
    readers: ['user:default/eve'],
  });
});

it('loses nothing that was written', () => {
  const typed = {
    title: 'Mine',
    severity: 'P2' as const,
    affectedSystems: ['component:default/payment'],
    summary: 'Typed.',
    impact: 'Only typed.',
    rootCause: 'No gate, said twice.',
    wentWell: [
      { id: id(1), text: 'typed' },
      { id: id(2), text: ' ' },
    ],
    timeline: [
      {
        id: id(3),
        at: '2026-11-12T14:00:00.000Z',
        kind: 'resolved' as const,
        text: 'typed',
      },
    ],
  };
  const { changes, kept } = fill(typed, {
    severity: 'P1',
    affectedSystems: ['component:default/cart', 'component:default/payment'],
    summary: 'Found.',
    rootCause: 'No gate',
    wentWell: [
      { id: id(1), text: 'the same entry, exported before' },
      { id: id(4), text: 'found' },
    ],
    timeline: [
      {
        id: id(5),
        at: '2026-11-12T13:00:00.000Z',
        kind: 'detected',
        text: 'found',
      },
    ],
  });
  expect(kept).toEqual(['title', 'severity']);
  expect(changes).toMatchObject({
    affectedSystems: ['component:default/payment', 'component:default/cart'],
    summary: 'Typed.\n\nFound.',
    wentWell: [typed.wentWell[0], { id: id(4), text: 'found' }],
    timeline: [{ text: 'found' }, { text: 'typed' }],
    // As the server will fill them.
    detectedAt: '2026-11-12T13:00:00.000Z',
    resolvedAt: '2026-11-12T14:00:00.000Z',
  });
  expect(Object.keys(changes)).toHaveLength(6);
});
