// SPDX-License-Identifier: Apache-2.0

import {
  CompoundEntityRef,
  Entity,
  parseEntityRef,
} from '@backstage/catalog-model';
import { useApiHolder } from '@backstage/core-plugin-api';
import {
  defaultEntityPresentation,
  entityPresentationApiRef,
  useEntityPresentation,
} from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';

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
  const entityRef = compoundOf(ref);
  const { primaryTitle } = useEntityPresentation(entityRef ?? NONE);
  return entityRef ? primaryTitle : ref;
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
