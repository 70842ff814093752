// SPDX-License-Identifier: Apache-2.0

import { parseEntityRef } from '@backstage/catalog-model';
import { isOwner } from './model';
import { CallOptions, PostmortemsApi } from './PostmortemsClient';

/**
 * The calls about an entity: about what a user or group owns, or about a
 * system.
 *
 * @public
 */
export function entityCalls(
  api: Pick<
    PostmortemsApi,
    | 'systemOverview'
    | 'ownerOverview'
    | 'systemParts'
    | 'ownerParts'
    | 'systemPossibleRecurrences'
    | 'ownerPossibleRecurrences'
  >,
  entityRef: string,
) {
  const entity = parseEntityRef(entityRef);
  const ofOwner = isOwner(entityRef);
  type Query = { withParts?: boolean };
  return {
    overview: (query: Query = {}, options?: CallOptions) =>
      ofOwner
        ? api.ownerOverview(entity, options)
        : api.systemOverview({ ...entity, query }, options),
    parts: (options?: CallOptions) =>
      ofOwner
        ? api.ownerParts(entity, options)
        : api.systemParts(entity, options),
    possibleRecurrences: (query: Query = {}, options?: CallOptions) =>
      ofOwner
        ? api.ownerPossibleRecurrences(entity, options)
        : api.systemPossibleRecurrences({ ...entity, query }, options),
  };
}
