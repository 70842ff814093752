// SPDX-License-Identifier: Apache-2.0

import {
  FactRetriever,
  TechInsightFact,
} from '@backstage-community/plugin-tech-insights-node';
import { AuthService } from '@backstage/backend-plugin-api';
import {
  DEFAULT_NAMESPACE,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AFFECTED_KINDS,
  canonicalRef,
  PostmortemsApi,
  SystemFacts,
} from 'backstage-plugin-postmortems-common';

type Facts = Omit<SystemFacts, 'entityRef' | 'publishedInTime'> & {
  publishedInTime: number;
  publishedLate: number;
};

/** Of what is in no published postmortem. */
const NONE: Facts = {
  openActionItems: 0,
  overdueActionItems: 0,
  oldestPromisedDay: null,
  oldestPromiseDaysOverdue: 0,
  recurrencesLastYear: 0,
  publishedInTime: 0,
  publishedLate: 0,
};

const SCHEMA = {
  openActionItems: {
    type: 'integer',
    description: 'Open action items of published postmortems',
  },
  overdueActionItems: {
    type: 'integer',
    description: 'Open action items whose due date has passed',
  },
  oldestPromisedDay: {
    type: 'string',
    description:
      'The earliest day on which an open action item was first promised (YYYY-MM-DD), or null',
  },
  oldestPromiseDaysOverdue: {
    type: 'integer',
    description: 'Days since that day is over; 0 where it is not',
  },
  recurrencesLastYear: {
    type: 'integer',
    description:
      'Incidents of the last 365 days with a confirmed root cause that the same entity had before',
  },
  publishedInTime: {
    type: 'integer',
    description:
      'Postmortems of the last 90 days that were published within the working days of the policy',
  },
  publishedLate: {
    type: 'integer',
    description: 'Those that were published later, or are not yet',
  },
} as const satisfies Record<keyof Facts, FactRetriever['schema'][string]>;

/**
 * Facts about every entity that can be affected by an incident: components,
 * systems, APIs, resources and domains. What no published postmortem names has
 * facts too, so that its checks have a result.
 *
 * However many entities there are, the postmortems backend is asked once for
 * each hundred that are in a published postmortem.
 *
 * @public
 */
export function createPostmortemsFactRetriever(options: {
  api: Pick<PostmortemsApi, 'facts'>;
  /** Of the plugin in whose name the catalog is asked. */
  auth: AuthService;
  catalog: CatalogService;
}): FactRetriever {
  const { api, auth, catalog } = options;
  const entityFilter = [{ kind: [...AFFECTED_KINDS] }];
  return {
    id: 'postmortemsFactRetriever',
    version: '0.1.0',
    title: 'Postmortems',
    description: 'Action items of postmortems, and root causes that recurred',
    entityFilter,
    schema: SCHEMA,
    async handler() {
      const known = await allFacts(api);
      const all: TechInsightFact[] = [];
      const stream = catalog.streamEntities(
        {
          filter: entityFilter,
          fields: ['kind', 'metadata.namespace', 'metadata.name'],
        },
        { credentials: await auth.getOwnServiceCredentials() },
      );
      for await (const entities of stream)
        for (const { kind, metadata } of entities) {
          const entity = {
            kind,
            namespace: metadata.namespace ?? DEFAULT_NAMESPACE,
            name: metadata.name,
          };
          const ref = canonicalRef(stringifyEntityRef(entity));
          all.push({ entity, facts: known.get(ref) ?? NONE });
        }
      return all;
    },
  };
}

/** The facts of what is in a published postmortem, by entity ref. */
async function allFacts(
  api: Pick<PostmortemsApi, 'facts'>,
): Promise<Map<string, Facts>> {
  const all = new Map<string, Facts>();
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await api.facts({
      query: { limit: 100, cursor },
    });
    for (const { entityRef, publishedInTime, ...facts } of items)
      all.set(entityRef, {
        ...facts,
        publishedInTime: publishedInTime.n,
        publishedLate: publishedInTime.total - publishedInTime.n,
      });
    cursor = nextCursor;
  } while (cursor);
  return all;
}
