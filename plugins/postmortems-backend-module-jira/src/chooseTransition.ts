// SPDX-License-Identifier: Apache-2.0

import { TicketStatus } from 'backstage-plugin-postmortems-node';
import { JiraTransition } from './JiraApi';

const CATEGORY = {
  open: 'new',
  'in-progress': 'indeterminate',
  done: 'done',
  'wont-do': 'done',
} as const;

/** How most sites call it when something was done. */
const DONE = ['done', 'fixed', 'completed', 'resolved'];

/**
 * The way to a status: to one of its category, and where there is a choice to one
 * that says the same as a resolution. Its `resolution` is only set where the
 * screen of the transition has that field.
 *
 * @param wontDo - names of resolutions, in lower case
 */
export function chooseTransition(
  transitions: readonly JiraTransition[],
  status: TicketStatus,
  wontDo: readonly string[],
): { id: string; resolution?: string } | undefined {
  const isDropped = (name: string) => wontDo.includes(name.toLowerCase());
  const rated = transitions
    .filter(({ to }) => to.statusCategory.key === CATEGORY[status])
    .map(({ id, to, fields }) => {
      const names = (fields?.resolution?.allowedValues ?? []).map(
        ({ name }) => name,
      );
      const fitting = names.filter(
        name => isDropped(name) === (status === 'wont-do'),
      );
      const resolution =
        CATEGORY[status] === 'done'
          ? (fitting.find(name => DONE.includes(name.toLowerCase())) ??
            fitting[0])
          : undefined;
      const saysSo = isDropped(to.name) === (status === 'wont-do');
      return { id, resolution, rank: (saysSo ? 1 : 0) + (resolution ? 2 : 0) };
    })
    // What is done must not end in a status that says it was dropped.
    .sort((a, b) => b.rank - a.rank);
  const [best] = rated;
  return best && { id: best.id, resolution: best.resolution };
}
