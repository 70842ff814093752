// SPDX-License-Identifier: Apache-2.0

/**
 * Sorts a timeline by time. An entry whose time is not known stays behind the
 * entry it was written after, and equal times keep their order.
 *
 * @public
 */
export function sortTimeline<T extends { at: string | null }>(
  timeline: readonly T[],
): T[] {
  const groups: T[][] = [];
  for (const entry of timeline) {
    if (entry.at === null && groups.length > 0) groups.at(-1)!.push(entry);
    else groups.push([entry]);
  }
  return groups
    .sort(([a], [b]) => (a.at ?? '').localeCompare(b.at ?? '', 'en'))
    .flat();
}
