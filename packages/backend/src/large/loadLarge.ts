// SPDX-License-Identifier: Apache-2.0

import { PostmortemDraft } from 'backstage-plugin-postmortems-common';
import {
  CreateAsOptions,
  PostmortemsWriter,
} from 'backstage-plugin-postmortems-node';
import { DateTime } from 'luxon';
import { v5 } from 'uuid';

/** Makes the ids of the postmortems and of what is in them. */
const LARGE_NAMESPACE = 'd1f3c0de-5a77-4c1b-9b1e-0c2f5b8e7a10';

const COUNT = 42;

/** Somebody who wrote, commanded and promised, and is not in the catalog any more. */
const LEFT = 'user:default/ingrid.solberg';
const EMIL = 'user:default/emil';

const SYMPTOMS = [
  'Tariffs were a day old',
  'Prices came without tax',
  'Seasonal fares did not start',
  'Two tariffs claimed the same hour',
  'The night rate ended at noon',
  'Fares were rounded twice',
  'Partners got an empty price sheet',
];

/**
 * Writes a service's history of more than one page: 42 published postmortems
 * of `tariff-engine`, 30 days apart. Each has a cause (30 of them, so that
 * twelve come back) and a promise: every third of somebody who has left, the
 * others of Emil and overdue.
 *
 * What is there already stays as it is.
 */
export async function loadLarge(options: {
  writer: PostmortemsWriter;
  /** The id of the category of all causes. */
  category: string;
  now?: DateTime;
}): Promise<void> {
  const { writer, category, now = DateTime.utc() } = options;
  if (await writer.has(idOf(`${COUNT}`))) return;
  for (let number = 1; number <= COUNT; number++)
    await writer.createAs(postmortem(number, category, now));
}

function postmortem(
  number: number,
  category: string,
  now: DateTime,
): CreateAsOptions {
  const start = now
    .toUTC()
    .startOf('day')
    .minus({ days: (COUNT + 1 - number) * 30 })
    .plus({ hours: 9, minutes: number });
  const at = (minutes: number) => start.plus({ minutes }).toISO()!;
  const hasLeft = number % 3 === 0;
  const input: PostmortemDraft = {
    title: `${SYMPTOMS[number % SYMPTOMS.length]} (${number} of ${COUNT})`,
    severity: `P${(number % 3) + 1}`,
    startedAt: at(0),
    detectedAt: at(6),
    resolvedAt: at(30 + number),
    affectedSystems: [
      'component:default/tariff-engine',
      ...(number % 6 === 0 ? ['component:payments.eu/ledger.api_v2'] : []),
    ],
    incidentCommander: hasLeft ? LEFT : EMIL,
    impact: 'Customers saw a fare that was not the one they were charged.',
    rootCause: `Tariff sheet ${number} was taken over by hand.`,
    lessonsLearned: 'What is copied by hand is wrong some day.',
    timeline: [
      { id: idOf(`${number}/detected`), at: at(6), kind: 'detected', text: '' },
      {
        id: idOf(`${number}/resolved`),
        at: at(30 + number),
        kind: 'resolved',
        text: 'The sheet was taken over again.',
      },
    ],
    actionItems: [
      {
        id: idOf(`${number}/action`),
        description: `Read tariff sheet ${number} by machine`,
        owner: hasLeft ? LEFT : EMIL,
        dueDate: start.plus({ days: 20 }).toISODate()!,
        status: 'open',
      },
    ],
  };
  return {
    id: idOf(`${number}`),
    input,
    actor: hasLeft ? LEFT : EMIL,
    at: start.plus({ days: 1 }).toISO()!,
    publish: true,
    causes: [{ name: `Tariff sheet ${(number % 30) + 1} is copied`, category }],
  };
}

function idOf(name: string): string {
  return v5(name, LARGE_NAMESPACE);
}
