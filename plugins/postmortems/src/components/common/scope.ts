// SPDX-License-Identifier: Apache-2.0

/**
 * What a page is of, as the lists of postmortems, causes and action items take
 * it. `owner` means the owner of an affected system, and of an action item
 * its own.
 */
export type Scope = { system?: string[]; withParts?: boolean; owner?: string };

/** Whether an entity of this kind is made of parts that have incidents. */
export function hasParts(entityRef: string): boolean {
  return /^(system|domain):/.test(entityRef);
}

/** Whether incidents are those of what the entity owns. */
export function isOwner(entityRef: string): boolean {
  return /^(group|user):/.test(entityRef);
}

/** What the page of an entity is of. */
export function scopeOf(entityRef: string): Scope {
  return isOwner(entityRef)
    ? { owner: entityRef }
    : { system: [entityRef], withParts: hasParts(entityRef) || undefined };
}
