// SPDX-License-Identifier: Apache-2.0

import { ResponseError } from '@backstage/errors';
import {
  createDocument,
  durationsOf,
  fillInstants,
  Postmortem,
  PostmortemDraft,
  publishGate,
} from 'backstage-plugin-postmortems-common';

/** A uuid by its number. */
export const uuid = (n: number) =>
  `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** As the server answers; complete enough to be published. */
export function postmortem(
  draft: Partial<PostmortemDraft> = {},
  server: Partial<Postmortem> = {},
): Postmortem {
  const document = fillInstants(
    createDocument({
      title: 'Payments timed out',
      severity: 'P1',
      timeZone: 'Europe/Copenhagen',
      startedAt: '2026-10-12T21:40:00Z',
      detectedAt: '2026-10-12T21:49:00Z',
      resolvedAt: '2026-10-12T23:40:00Z',
      affectedSystems: ['component:default/payment'],
      incidentCommander: 'user:default/ada',
      participants: ['user:default/bo'],
      summary: 'Every payment took **over 30 s**.',
      impact: '4,200 customers could not pay.',
      usersAffected: 4200,
      slaBreached: true,
      rootCause: 'The checklist has no performance gate.',
      lessonsLearned: 'A pool size is part of a release.',
      timeline: [
        {
          id: uuid(1),
          at: '2026-10-12T21:49:00Z',
          kind: 'detected',
          text: 'Alert fires',
        },
        { id: uuid(2), at: null, kind: 'paged', text: 'Somebody phoned' },
        {
          id: uuid(3),
          at: '2026-10-12T22:16:00Z',
          kind: 'hypothesis',
          text: 'The acquirer is slow',
        },
        {
          id: uuid(4),
          at: '2026-10-12T23:30:00Z',
          kind: 'resolved',
          text: 'Pool raised',
        },
      ],
      whys: [
        {
          id: uuid(11),
          question: 'What broke?',
          answer: 'The payment service timed out.',
        },
        {
          id: uuid(12),
          parentId: uuid(11),
          question: 'Why?',
          answer: 'The pool was exhausted.',
          evidenceUrl: 'https://grafana.example/pool',
        },
      ],
      wentWell: [{ id: uuid(21), text: 'Rollback in three minutes' }],
      wentWrong: [{ id: uuid(22), text: 'The alert fires at 15 %' }],
      actionItems: [
        {
          id: uuid(31),
          description: 'Add a pool-size gate',
          owner: 'group:default/team-payments',
          dueDate: '2020-01-31',
          status: 'open',
          ticketUrl: 'https://tickets.example/1',
        },
        {
          id: uuid(32),
          description: 'Correct the runbook',
          owner: 'user:default/bo',
          dueDate: '2026-11-01',
          status: 'done',
          doneAt: '2026-10-30T10:00:00Z',
        },
      ],
      otherSections: [
        { id: uuid(41), heading: 'Supporting information', body: '# Queries' },
      ],
      ...draft,
    }),
  );
  return {
    ...document,
    id: uuid(0),
    number: 12,
    version: 3,
    status: 'published',
    createdBy: 'user:default/ada',
    createdAt: '2026-10-13T08:00:00.000Z',
    updatedBy: 'user:default/ada',
    updatedAt: '2026-10-13T08:00:00.000Z',
    publishedAt: '2026-10-14T08:00:00.000Z',
    firstPublishedAt: '2026-10-14T08:00:00.000Z',
    imported: false,
    movedActionItems: [],
    fixOutcomes: [],
    tickets: [],
    durations: durationsOf(document),
    unmet: publishGate(document),
    causeIds: [],
    causes: [],
    recurrences: [],
    can: { update: true, publish: true, delete: true },
    ...server,
  };
}

/** What the client throws when the server refuses. */
export function refusal(
  status: number,
  error: Record<string, unknown>,
): Promise<ResponseError> {
  const body = JSON.stringify({
    error: { name: 'Error', message: 'refused', ...error },
    response: { statusCode: status },
  });
  return ResponseError.fromResponse({
    ok: false,
    status,
    statusText: String(status),
    url: '',
    redirected: false,
    type: 'basic',
    bodyUsed: false,
    headers: { get: () => 'application/json' },
    text: async () => body,
    json: async () => JSON.parse(body),
  } as unknown as Response);
}
