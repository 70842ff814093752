// SPDX-License-Identifier: Apache-2.0

/** The ids of a list in its three versions. */
export type Versions<T> = { base: T; theirs: T; mine: T };

const same = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((id, index) => id === b[index]);

/**
 * The order of a merged list: that of the side which moved something (theirs
 * when neither did), with the entries that only the other side has behind the
 * neighbour they followed there. `conflict` says that both moved entries, and
 * differently.
 *
 * @param options - `kept`: the ids that stay; `clings`: whether an entry
 *   belongs to the one before it, so that no new entry may come between
 */
export function mergeOrder(
  ids: Versions<readonly string[]>,
  options: {
    kept: { has(id: string): boolean };
    clings?: (id: string) => boolean;
  },
): { value: string[]; conflict: boolean } {
  const { kept, clings = () => false } = options;
  const [inBase, inTheirs, inMine] = [ids.base, ids.theirs, ids.mine].map(
    list => new Set(list),
  );
  const common = (list: readonly string[]) =>
    list.filter(id => inBase.has(id) && inTheirs.has(id) && inMine.has(id));
  const [base, theirs, mine] = [ids.base, ids.theirs, ids.mine].map(common);
  const mineLeads = same(theirs, base) && !same(mine, base);
  const [lead, inLead, other] = mineLeads
    ? [ids.mine, inMine, ids.theirs]
    : [ids.theirs, inTheirs, ids.mine];

  const value = lead.filter(id => kept.has(id));
  other.forEach((id, index) => {
    if (!kept.has(id) || inLead.has(id)) return;
    let place = 0;
    for (let before = index - 1; before >= 0 && place === 0; before--)
      place = value.indexOf(other[before]) + 1;
    // What the leading side added at the same place stays in front.
    const isAddedByLead = (at: number) =>
      at < value.length && inLead.has(value[at]) && !inBase.has(value[at]);
    while (isAddedByLead(place) && (!clings(id) || clings(value[place])))
      place++;
    value.splice(place, 0, id);
  });
  return {
    value,
    conflict: !same(theirs, base) && !same(mine, base) && !same(theirs, mine),
  };
}
