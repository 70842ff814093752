import { parseEntityRef } from '@backstage/catalog-model';
import { useApiHolder } from '@backstage/core-plugin-api';
import { entityPresentationApiRef } from '@backstage/plugin-catalog-react';
import { useRequest } from './useRequest';

/** What people call the entity, for where a component cannot stand; '' for none. */
export function useEntityName(ref: string | null): string {
  const presentation = useApiHolder().get(entityPresentationApiRef);
  const { value } = useRequest(async () => {
    if (ref === null) return undefined;
    const { primaryTitle } = (await presentation?.forEntity(ref).promise) ?? {};
    return { ref, primaryTitle };
  }, [presentation, ref]);
  if (ref === null) return '';
  return (
    (value?.ref === ref && value.primaryTitle) ||
    parseEntityRef(ref, { defaultKind: 'component' }).name
  );
}
