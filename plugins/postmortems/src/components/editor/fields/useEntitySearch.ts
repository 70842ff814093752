import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useEffect, useState } from 'react';

/** An entity that can be picked. */
export type FoundEntity = {
  ref: string;
  /** What people call it. */
  name: string;
  kind: string;
  description?: string;
};

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.description',
  'spec.profile.displayName',
];
const SEARCHED = [
  'metadata.name',
  'metadata.title',
  'spec.profile.displayName',
];
const WAIT_MS = 200;
const SHOWN = 20;

export function foundEntity(entity: Entity): FoundEntity {
  const profile = entity.spec?.profile as { displayName?: string } | undefined;
  return {
    ref: stringifyEntityRef(entity),
    name: profile?.displayName ?? entity.metadata.title ?? entity.metadata.name,
    kind: entity.kind,
    description: entity.metadata.description,
  };
}

/**
 * Searches the catalog as somebody types: a short pause after each key, a few
 * entities at a time, and only the answer to the last question is shown.
 */
export function useEntitySearch(options: {
  kinds: readonly string[];
  text: string;
  active: boolean;
}) {
  const { text, active } = options;
  const kinds = options.kinds.join(' ');
  const catalog = useApi(catalogApiRef);
  const [found, setFound] = useState<FoundEntity[]>([]);
  const [loading, setLoading] = useState(false);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    if (!active) return undefined;
    let current = true;
    setLoading(true);
    const timer = setTimeout(() => {
      const term = text.trim();
      catalog
        .queryEntities({
          filter: { kind: kinds.split(' ') },
          fields: FIELDS,
          limit: SHOWN,
          totalItems: 'exclude',
          orderFields: [{ field: 'metadata.name', order: 'asc' }],
          ...(term && { fullTextFilter: { term, fields: SEARCHED } }),
        })
        .then(
          ({ items }) => {
            if (!current) return;
            setFound(items.map(foundEntity));
            setFailed(false);
            setLoading(false);
          },
          () => {
            if (!current) return;
            setFound([]);
            setFailed(true);
            setLoading(false);
          },
        );
    }, WAIT_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [active, catalog, kinds, text]);

  return { found, loading, failed };
}
