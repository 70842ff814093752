// SPDX-License-Identifier: Apache-2.0

import {
  newId,
  Postmortem,
  PostmortemDraft,
  toInput,
} from 'backstage-plugin-postmortems-common';

/** A postmortem that passes the publishing gate. */
export function completeDraft(
  changes: Partial<PostmortemDraft> = {},
): PostmortemDraft {
  return {
    title: 'Payment service timed out',
    severity: 'P1',
    startedAt: '2026-01-31T02:00:00.000Z',
    resolvedAt: '2026-01-31T04:00:00.000Z',
    affectedSystems: ['component:default/payment'],
    incidentCommander: 'user:default/cat',
    summary: 'Nobody could pay. A rollback restored it.',
    impact: 'All customers for two hours.',
    rootCause: 'The deployment checklist has no performance gate.',
    lessonsLearned: 'We need a gate.',
    timeline: [
      {
        id: newId(),
        at: '2026-01-31T02:20:00.000Z',
        kind: 'detected',
        text: 'Alert fired',
      },
      {
        id: newId(),
        at: '2026-01-31T04:00:00.000Z',
        kind: 'resolved',
        text: 'Restored',
      },
    ],
    actionItems: [
      {
        id: newId(),
        description: 'Add a performance gate',
        owner: 'group:default/platform',
        dueDate: '2026-03-01',
        status: 'open',
      },
    ],
    ...changes,
  };
}

/** What is sent back of a postmortem, with changes. */
export function edited(
  postmortem: Postmortem,
  changes: Partial<PostmortemDraft> = {},
) {
  return { ...toInput(postmortem), ...changes };
}
