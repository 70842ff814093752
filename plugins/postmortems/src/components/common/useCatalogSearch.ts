import { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useEffect, useState } from 'react';
import { useRequest } from './useRequest';

const PAUSE_MS = 250;

/** Entities of `kinds` whose name or title holds `text`, as one types. */
export function useCatalogSearch(
  text: string,
  options: { kinds: readonly string[]; enabled: boolean },
): { entities: Entity[]; loading: boolean; error?: Error } {
  const catalog = useApi(catalogApiRef);
  const [term, setTerm] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setTerm(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);

  const kinds = options.kinds.join(' ');
  const { value, loading, error } = useRequest(async () => {
    if (!options.enabled) return [];
    const { items } = await catalog.queryEntities({
      filter: { kind: kinds.split(' ') },
      ...(term && {
        fullTextFilter: {
          term,
          fields: [
            'metadata.name',
            'metadata.title',
            'spec.profile.displayname',
          ],
        },
      }),
      orderFields: { field: 'metadata.name', order: 'asc' },
      fields: [
        'kind',
        'metadata.name',
        'metadata.namespace',
        'metadata.title',
        'spec.profile.displayName',
      ],
      limit: 20,
    });
    return items;
  }, [catalog, kinds, term, options.enabled]);
  return {
    entities: value ?? [],
    loading: loading || term !== text.trim(),
    error,
  };
}
