// SPDX-License-Identifier: Apache-2.0

import { Entity } from '@backstage/catalog-model';
import { newId, PostmortemDraft } from 'backstage-plugin-postmortems-common';

/** Who looks at it: what an app without a sign-in page says. */
export const me = 'user:default/guest';

const entity = (
  kind: string,
  name: string,
  spec: Entity['spec'],
  relations: Entity['relations'] = [],
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default', annotations: {} },
  spec,
  relations,
});

const ofTeam = { type: 'ownedBy', targetRef: 'group:default/team-payments' };

export const entities: Entity[] = [
  entity('Component', 'payment', { type: 'service', owner: 'team-payments' }, [
    ofTeam,
    { type: 'partOf', targetRef: 'system:default/shop' },
  ]),
  entity('System', 'shop', { owner: 'team-payments' }, [
    ofTeam,
    { type: 'hasPart', targetRef: 'component:default/payment' },
  ]),
  entity('Group', 'team-payments', { type: 'team', children: [] }, [
    { type: 'hasMember', targetRef: me },
    { type: 'ownerOf', targetRef: 'component:default/payment' },
  ]),
  entity('User', 'guest', { memberOf: ['team-payments'] }, [
    { type: 'memberOf', targetRef: ofTeam.targetRef },
  ]),
];

/** An instant so many days and minutes after midnight ago. */
const ago = (days: number, minutes = 0) => {
  const at = new Date();
  at.setUTCHours(0, 0, 0, 0);
  return new Date(
    at.getTime() - days * 86_400_000 + minutes * 60_000,
  ).toISOString();
};
const day = (days: number) => ago(-days).slice(0, 10);

const affectedSystems = ['component:default/payment'];

/** Two that are published and a draft, oldest first. */
export const examples: Array<{ draft: PostmortemDraft; isDraft?: boolean }> = [
  {
    draft: {
      title: 'Payments timed out while vouchers were sent',
      severity: 'P1',
      affectedSystems,
      incidentCommander: me,
      startedAt: ago(80, 600),
      detectedAt: ago(80, 612),
      resolvedAt: ago(80, 690),
      summary: 'Every payment took **over 30 seconds** for an hour and a half.',
      impact: '4,200 customers could not pay.',
      rootCause: 'No release has to say how many connections it opens.',
      lessonsLearned: 'The size of a pool is part of a release.',
      timeline: [
        {
          id: newId(),
          at: ago(80, 612),
          kind: 'detected',
          text: 'The alert for slow payments fires',
        },
        {
          id: newId(),
          at: ago(80, 655),
          kind: 'hypothesis',
          text: 'The connection pool is exhausted',
        },
        {
          id: newId(),
          at: ago(80, 690),
          kind: 'resolved',
          text: 'The pool is larger, payments are fast again',
        },
      ],
      whys: [
        {
          id: newId(),
          question: 'Why did payments time out?',
          answer: 'No connection to the database was free.',
        },
      ],
      wentWell: [{ id: newId(), text: 'The alert named the service' }],
      wentWrong: [{ id: newId(), text: 'Nobody could see the pool' }],
      actionItems: [
        {
          id: newId(),
          description: 'Show the connection pool on the dashboard',
          owner: me,
          dueDate: day(-50),
          purpose: 'detect',
        },
        {
          id: newId(),
          description: 'Ask for the pool size in the release checklist',
          owner: 'group:default/team-payments',
          dueDate: day(5),
          status: 'in-progress',
          purpose: 'prevent',
        },
      ],
    },
  },
  {
    draft: {
      title: 'A certificate expired',
      severity: 'P2',
      affectedSystems,
      incidentCommander: me,
      startedAt: ago(20, 360),
      detectedAt: ago(20, 420),
      resolvedAt: ago(20, 480),
      impact: 'No refunds for two hours.',
      rootCause: 'Certificates are renewed by hand.',
      lessonsLearned: 'What ends on a day belongs into a calendar.',
      actionItems: [
        {
          id: newId(),
          description: 'Renew certificates automatically',
          owner: me,
          dueDate: day(30),
          purpose: 'prevent',
        },
      ],
    },
  },
  {
    isDraft: true,
    draft: {
      title: 'Refunds were paid twice',
      severity: 'P2',
      affectedSystems,
      startedAt: ago(1, 500),
    },
  },
];
