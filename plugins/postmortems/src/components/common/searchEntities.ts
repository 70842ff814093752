// SPDX-License-Identifier: Apache-2.0

import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogApi } from '@backstage/plugin-catalog-react';
import { withinTime } from 'backstage-plugin-postmortems-common';
import { CATALOG_PATIENCE_MS, ENTITY_FIELDS } from './useKnownEntities';

const SHOWN = 20;
/** An answer that is there already does not wait longer for what may be missing. */
const EXACT_PATIENCE_MS = 2_000;

/** What somebody may know of an entity. */
const SEARCHED = [
  'metadata.name',
  'metadata.title',
  'spec.profile.displayName',
  'spec.profile.email',
];

type Query = {
  filter: Record<string, string | string[]>;
  words: string;
};

/** The best matches, and whether there are more than these. */
type FoundEntities = { entities: Entity[]; more: boolean };

/** What a text can mean: words, or the beginning of `kind:namespace/name`. */
function queriesFor(text: string, kinds: readonly string[]): Query[] {
  const term = text.trim();
  const [, prefix, afterKind] = /^([^:/\s]+):(.*)$/.exec(term) ?? [];
  const kind = kinds.find(
    known => known === prefix?.toLocaleLowerCase('en-US'),
  );
  const filter = { kind: kind ? [kind] : [...kinds] };
  const rest = kind ? afterKind : term;
  const [, namespace, name] = /^([^/\s]+)\/(.*)$/.exec(rest) ?? [];
  return [
    { filter, words: rest.trim() },
    ...(namespace
      ? [
          {
            filter: { 'metadata.namespace': namespace, ...filter },
            words: name.trim(),
          },
        ]
      : []),
  ];
}

/** How well an entity answers to the words: the lower the better. */
function distance(entity: Entity, words: string): number {
  const { metadata, spec } = entity;
  const profile = spec?.profile as Record<string, unknown> | undefined;
  const names = [
    metadata.name,
    metadata.title,
    profile?.displayName,
    profile?.email,
  ].map(name => String(name ?? '').toLocaleLowerCase('en-US'));
  const wanted = words.toLocaleLowerCase('en-US');
  if (names.includes(wanted)) return 0;
  if (names.some(name => name.startsWith(wanted))) return 1;
  return names.some(name => name.includes(wanted)) ? 2 : 3;
}

async function find(catalog: CatalogApi, query: Query): Promise<FoundEntities> {
  const { filter, words } = query;
  const common = {
    fields: ENTITY_FIELDS,
    limit: SHOWN,
    totalItems: 'exclude' as const,
    orderFields: [{ field: 'metadata.name', order: 'asc' as const }],
  };
  // Nearly every entity is in the default namespace; its name finds nothing.
  const isDefaultNamespace = 'default'.includes(
    words.toLocaleLowerCase('en-US'),
  );
  const { items, pageInfo } = await withinTime(CATALOG_PATIENCE_MS, () =>
    catalog.queryEntities({
      ...common,
      filter,
      ...(words && {
        fullTextFilter: {
          term: words,
          fields: isDefaultNamespace
            ? SEARCHED
            : [...SEARCHED, 'metadata.namespace'],
        },
      }),
    }),
  );
  const more = pageInfo.nextCursor !== undefined;
  if (!more || !words) return { entities: items, more };
  // One whose whole name this is may come after those that only hold it, and
  // nothing could be typed on to reach it.
  const exact = await withinTime(EXACT_PATIENCE_MS, () =>
    catalog.queryEntities({
      ...common,
      filter: SEARCHED.map(field => ({ [field]: words, ...filter })),
    }),
  ).catch(() => ({ items: [] }));
  return { entities: [...exact.items, ...items], more };
}

/** Searches the whole catalog, some entities at a time. */
export async function searchEntities(
  catalog: CatalogApi,
  text: string,
  kinds: readonly string[],
): Promise<FoundEntities> {
  const queries = queriesFor(text, kinds);
  const answers = await Promise.all(queries.map(query => find(catalog, query)));
  const entities = new Map(
    answers
      .flatMap(({ entities: some }) => some)
      .map(entity => [stringifyEntityRef(entity), entity]),
  );
  const { words } = queries[queries.length - 1];
  return {
    entities: [...entities.values()]
      .map(entity => ({ entity, order: words ? distance(entity, words) : 0 }))
      .sort((a, b) => a.order - b.order)
      .map(({ entity }) => entity),
    more: answers.some(({ more }) => more),
  };
}
