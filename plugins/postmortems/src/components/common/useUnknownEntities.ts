import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useRequest } from './useRequest';

const NONE: ReadonlySet<string> = new Set();

/**
 * Those of `refs` that the catalog does not know: a postmortem may be older
 * than the catalog. Empty until the catalog has answered.
 */
export function useUnknownEntities(
  refs: readonly string[],
): ReadonlySet<string> {
  const catalog = useApi(catalogApiRef);
  const wanted = [...new Set(refs)].sort();
  const { value } = useRequest(async () => {
    if (wanted.length === 0) return new Set<string>();
    const { items } = await catalog.getEntitiesByRefs({
      entityRefs: wanted,
      fields: ['kind', 'metadata.name', 'metadata.namespace'],
    });
    return new Set(wanted.filter((_, index) => !items[index]));
  }, [catalog, wanted.join(' ')]);
  return value ?? NONE;
}
