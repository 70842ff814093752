// SPDX-License-Identifier: Apache-2.0

// The refs of core-plugin-api work in both frontend systems; those of
// frontend-plugin-api only in the new one.
import { createRouteRef, createSubRouteRef } from '@backstage/core-plugin-api';

/** All postmortems, and the pages below it. */
export const rootRouteRef = createRouteRef({ id: 'postmortems' });

/** `?system=<entity ref>` (repeatable) fills in the affected systems. */
export const newPostmortemRouteRef = createSubRouteRef({
  id: 'postmortems/new',
  path: '/new',
  parent: rootRouteRef,
});

/** `?system=<entity ref>` (repeatable) fills in the affected systems. */
export const importRouteRef = createSubRouteRef({
  id: 'postmortems/import',
  path: '/import',
  parent: rootRouteRef,
});

/** One postmortem; `id` is the uuid, `12` or `PM-12`. */
export const postmortemRouteRef = createSubRouteRef({
  id: 'postmortems/postmortem',
  path: '/:id',
  parent: rootRouteRef,
});

export const editPostmortemRouteRef = createSubRouteRef({
  id: 'postmortems/edit',
  path: '/:id/edit',
  parent: rootRouteRef,
});

/** Every known cause. */
export const causesRouteRef = createSubRouteRef({
  id: 'postmortems/causes',
  path: '/causes',
  parent: rootRouteRef,
});

export const causeRouteRef = createSubRouteRef({
  id: 'postmortems/cause',
  path: '/causes/:id',
  parent: rootRouteRef,
});

/** Everybody's action items; `?whose=mine|teams|all` and filters. */
export const actionItemsRouteRef = createSubRouteRef({
  id: 'postmortems/action-items',
  path: '/action-items',
  parent: rootRouteRef,
});

/** `?group=<entity ref>` is the team, `&review=<id>` one of its reviews. */
export const teamReviewRouteRef = createSubRouteRef({
  id: 'postmortems/review',
  path: '/review',
  parent: rootRouteRef,
});

/** Leads to {@link actionItemsRouteRef}. */
export const myActionItemsRouteRef = createRouteRef({
  id: 'postmortems-my-action-items',
});

/** The tab on an entity's page. */
export const entityContentRouteRef = createRouteRef({
  id: 'postmortems-entity-content',
});
