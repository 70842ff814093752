import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useRequest } from './useRequest';

const BATCH = 100;
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
    const batches = [];
    for (let start = 0; start < wanted.length; start += BATCH)
      batches.push(wanted.slice(start, start + BATCH));
    const unknown = await Promise.all(
      batches.map(async entityRefs => {
        const { items } = await catalog.getEntitiesByRefs({
          entityRefs,
          fields: ['kind', 'metadata.name', 'metadata.namespace'],
        });
        return entityRefs.filter((_, index) => !items[index]);
      }),
    );
    return new Set(unknown.flat());
  }, [catalog, wanted.join(' ')]);
  return value ?? NONE;
}
