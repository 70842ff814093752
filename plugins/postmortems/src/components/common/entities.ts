// SPDX-License-Identifier: Apache-2.0

import {
  CompoundEntityRef,
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useApiHolder } from '@backstage/core-plugin-api';
import {
  defaultEntityPresentation,
  entityPresentationApiRef,
  useEntityPresentation,
} from '@backstage/plugin-catalog-react';
import { entityRef, isOwner } from 'backstage-plugin-postmortems-common';
import { useCallback } from 'react';

/**
 * What somebody typed as an entity ref of one of `kinds`; a plain name is
 * taken for the first of them. `undefined` when it cannot be one.
 */
export function typedRef(
  text: string,
  kinds: readonly string[],
): string | undefined {
  const typed = text.trim();
  if (!typed || /\s/.test(typed)) return undefined;
  try {
    const ref = parseEntityRef(typed, {
      defaultKind: kinds[0],
      defaultNamespace: 'default',
    });
    // As the server will take it.
    return entityRef(...kinds).safeParse(stringifyEntityRef(ref)).data;
  } catch {
    return undefined;
  }
}

/**
 * The context in which `ref` is named among `refs`: its kind is told only where
 * another one would have the same name.
 */
export function namedAmong(
  ref: string,
  refs: readonly string[],
): { defaultKind?: string } {
  const path = (full: string) => full.slice(full.indexOf(':') + 1);
  const isAmbiguous = refs.some(
    other => other !== ref && path(other) === path(ref),
  );
  // Backstage leaves out the kind that goes without saying; none is called this.
  return isAmbiguous ? { defaultKind: 'none' } : {};
}

/**
 * What a page is of, as the lists of postmortems, causes and action items take
 * it. `owner` means the owner of an affected system, and of an action item
 * its own.
 */
export type Scope = { system?: string[]; withParts?: boolean; owner?: string };

/** Whether an entity of this kind is made of parts that have incidents. */
export function hasParts(ref: string): boolean {
  return /^(system|domain):/.test(ref);
}

/** What the page of an entity is of. */
export function scopeOf(ref: string): Scope {
  return isOwner(ref)
    ? { owner: ref }
    : { system: [ref], withParts: hasParts(ref) || undefined };
}

const NONE = { kind: 'component', namespace: 'default', name: 'none' };

/** `undefined` of what is no ref: somebody may have typed it into an address. */
function compoundOf(ref: string): CompoundEntityRef | undefined {
  try {
    return parseEntityRef(ref, { defaultKind: NONE.kind });
  } catch {
    return undefined;
  }
}

/** What people call the entity, for where a component cannot stand. */
export function useEntityName(ref: string): string {
  const compound = compoundOf(ref);
  const { primaryTitle } = useEntityPresentation(compound ?? NONE);
  return compound ? primaryTitle : ref;
}

/**
 * The same for an entity that is there already; for a ref, what can be said
 * of one that the catalog does not know.
 */
export function useNameOf(): (
  entityOrRef: Entity | string,
  context?: { defaultKind?: string },
) => string {
  const presentation = useApiHolder().get(entityPresentationApiRef);
  return useCallback(
    (entityOrRef, context) =>
      typeof entityOrRef === 'string' || !presentation
        ? defaultEntityPresentation(entityOrRef, context).primaryTitle
        : presentation.forEntity(entityOrRef, context).snapshot.primaryTitle,
    [presentation],
  );
}
