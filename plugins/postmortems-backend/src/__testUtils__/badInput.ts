// SPDX-License-Identifier: Apache-2.0

import { LIMITS, newId } from 'backstage-plugin-postmortems-common';

const SURROGATE = '\\ud800';
const encoded = (value: unknown) =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/** The id of a row in them. */
const ROW = newId();

/** Bodies that are refused, and the fields that the answer names. */
export const BAD_BODIES: Array<[body: unknown, ...fields: string[]]> = [
  [{}, 'title'],
  [[], ''],
  [{ title: '' }, 'title'],
  [{ title: '\n \t' }, 'title'],
  [{ title: 1 }, 'title'],
  [{ title: null }, 'title'],
  [{ title: 'x'.repeat(201) }, 'title'],
  [{ title: 'a\u0000b' }, 'title'],
  [`{"title":"a${SURROGATE}"}`, 'title'],
  [`{"title":"T","summary":"${SURROGATE}b"}`, 'summary'],
  [`{"title":"T","tags":["\\udc00"]}`, 'tags.0'],
  ['{"title":"T","__proto__":{"a":1}}', '__proto__'],
  ['{"title":"T","constructor":1}', 'constructor'],
  [{ title: 'T', nope: 1, more: 2 }, 'nope', 'more'],
  [{ title: 'T', id: newId(), version: 3 }, 'id', 'version'],
  [{ title: 'T', status: 'published' }, 'status'],
  [{ title: 'T', createdBy: 'user:default/x' }, 'createdBy'],
  [{ title: 'T', severity: 'P9' }, 'severity'],
  [{ title: 'T', visibility: 'public' }, 'visibility'],
  [{ title: 'T', readers: ['component:x'] }, 'readers.0'],
  [{ title: 'T', affectedSystems: ['payment'] }, 'affectedSystems.0'],
  [
    { title: 'T', affectedSystems: ['user:x', 'a:b:c'] },
    'affectedSystems.0',
    'affectedSystems.1',
  ],
  [{ title: 'T', affectedSystems: 'component:x' }, 'affectedSystems'],
  [
    {
      title: 'T',
      affectedSystems: ['component:a b', 'component:d/a/b', 'component:../x'],
    },
    'affectedSystems.0',
    'affectedSystems.1',
    'affectedSystems.2',
  ],
  [{ title: 'T', incidentCommander: 'user:default/<b>' }, 'incidentCommander'],
  [{ title: 'T', incidentCommander: 'group:x' }, 'incidentCommander'],
  [{ title: 'T', participants: [''] }, 'participants.0'],
  [{ title: 'T', startedAt: 'yesterday' }, 'startedAt'],
  [{ title: 'T', startedAt: '2026-02-30T00:00:00Z' }, 'startedAt'],
  [{ title: 'T', startedAt: '2026-01-01T00:00:00' }, 'startedAt'],
  [{ title: 'T', startedAt: '9999-01-01T00:00:00Z' }, 'startedAt'],
  [{ title: 'T', startedAt: 1 }, 'startedAt'],
  [
    {
      title: 'T',
      startedAt: '2026-01-02T00:00:00Z',
      resolvedAt: '2026-01-01T00:00:00Z',
    },
    'resolvedAt',
  ],
  [{ title: 'T', timeZone: '+01:00' }, 'timeZone'],
  [{ title: 'T', usersAffected: 1.5 }, 'usersAffected'],
  [{ title: 'T', usersAffected: -1 }, 'usersAffected'],
  [{ title: 'T', usersAffected: 1e300 }, 'usersAffected'],
  [{ title: 'T', slaBreached: 'yes' }, 'slaBreached'],
  [
    { title: 'T', links: [{ id: ROW, url: 'data:text/html,x' }] },
    `links.${ROW}.url`,
  ],
  // An item that its id cannot name is named by its place.
  [{ title: 'T', timeline: [{ id: 'one' }] }, 'timeline.0.id'],
  [{ title: 'T', wentWell: [{ id: ROW }, { id: ROW }] }, 'wentWell.1.id'],
  [
    { title: 'T', timeline: [{ id: ROW, kind: 'x', more: 1 }] },
    `timeline.${ROW}.kind`,
    `timeline.${ROW}.more`,
  ],
  [
    {
      title: 'T',
      timeline: Array(501)
        .fill({})
        .map(() => ({ id: newId() })),
    },
    'timeline',
  ],
  [
    { title: 'T', whys: [{ id: ROW, parentId: newId() }] },
    `whys.${ROW}.parentId`,
  ],
  [
    { title: 'T', actionItems: [{ id: ROW, owner: 'component:x' }] },
    `actionItems.${ROW}.owner`,
  ],
  [
    { title: 'T', actionItems: [{ id: ROW, dueDate: '2026-13-01' }] },
    `actionItems.${ROW}.dueDate`,
  ],
  [
    { title: 'T', actionItems: [{ id: ROW, status: 'finished' }] },
    `actionItems.${ROW}.status`,
  ],
  [{ title: 'T', summary: 'x'.repeat(LIMITS.section + 1) }, 'summary'],
  [{ title: 'T', summary: [[[[]]]] }, 'summary'],
];

/** Calls that are refused, and the parameter that the answer names. */
export const BAD_QUERIES: Array<[path: string, field: string]> = [
  ['/postmortems?nope=1', 'nope'],
  ['/postmortems?limit=0', 'limit'],
  ['/postmortems?limit=101', 'limit'],
  ['/postmortems?limit=ten', 'limit'],
  ['/postmortems?limit=1&limit=2', 'limit'],
  ['/postmortems?order=title', 'order'],
  ['/postmortems?status=open', 'status'],
  ['/postmortems?withParts=1', 'withParts'],
  ['/postmortems?system=payment', 'system'],
  ['/postmortems?system=user:x', 'system'],
  ['/postmortems?system[a]=component:x', 'system[a]'],
  [`/postmortems?${'system=component:x&'.repeat(51)}`, 'system'],
  ['/postmortems?owner=me', 'owner'],
  ['/postmortems?owner=component:x', 'owner'],
  ['/postmortems?severity=%00', 'severity'],
  ['/postmortems?startedAfter=soon', 'startedAfter'],
  [`/postmortems?q=${'x'.repeat(501)}`, 'q'],
  ['/postmortems?q=%00', 'q'],
  ['/postmortems?cause=%00', 'cause'],
  ['/postmortems?__proto__=1', '__proto__'],
  ['/postmortems?cursor=%00', 'cursor'],
  ['/postmortems?cursor=nope', 'cursor'],
  [`/postmortems?cursor=${encoded(['startedAt:desc', 1])}`, 'cursor'],
  [`/postmortems?cursor=${encoded(['startedAt:desc', 8e15, 1])}`, 'cursor'],
  [`/postmortems?cursor=${encoded(['startedAt:desc', 1, 1e10])}`, 'cursor'],
  [`/postmortems?cursor=${encoded(['startedAt:desc', '1', null])}`, 'cursor'],
  [`/postmortems?cursor=${encoded(['due', 1, 1])}`, 'cursor'],
  ['/postmortems/1?x=1', 'x'],
  ['/action-items?nope=1', 'nope'],
  ['/action-items?due=never', 'due'],
  ['/action-items?status=finished', 'status'],
  ['/action-items?status=open&status=finished', 'status.1'],
  ['/action-items?owner=you', 'owner'],
  ['/action-items?postmortem=%00', 'postmortem'],
  ['/openapi.json?x=1', 'x'],
  [
    `/action-items?cursor=${encoded(['due', '2026-01-01', 1, 1, "'"])}`,
    'cursor',
  ],
  [`/action-items?cursor=${encoded(['startedAt:desc', 1, 1])}`, 'cursor'],
  [
    `/action-items?cursor=${encoded(['due', '2026-13-45', 1, 1, newId()])}`,
    'cursor',
  ],
  ['/facts?system=component:x', 'system'],
  [`/facts?cursor=${encoded(['facts', 1])}`, 'cursor'],
  ['/causes?nope=1', 'nope'],
  ['/causes?category=%00', 'category'],
  ['/causes?cursor=nope', 'cursor'],
  // What JavaScript takes for a number, and a database does not.
  ...[[], [5], null, true, '', '1e3'].flatMap((rank): [string, string][] => [
    [`/causes?cursor=${encoded(['last', rank, 'x', newId()])}`, 'cursor'],
    [
      `/action-items?order=doneAt:desc&cursor=${encoded(['doneAt:desc', rank, 1, 1, newId()])}`,
      'cursor',
    ],
  ]),
];
