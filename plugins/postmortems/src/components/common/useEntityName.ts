import { Entity } from '@backstage/catalog-model';
import { useApiHolder } from '@backstage/core-plugin-api';
import {
  defaultEntityPresentation,
  entityPresentationApiRef,
  useEntityPresentation,
} from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';

/** What people call the entity, for where a component cannot stand. */
export function useEntityName(ref: string): string {
  return useEntityPresentation(ref).primaryTitle;
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
