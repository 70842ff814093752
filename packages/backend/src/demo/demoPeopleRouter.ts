// SPDX-License-Identifier: Apache-2.0

import { AuthService } from '@backstage/backend-plugin-api';
import {
  parseEntityRef,
  RELATION_MEMBER_OF,
  stringifyEntityRef,
  UserEntity,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Router } from 'express';

/**
 * `GET /demo/people`: whom the sign-in page offers, by name, with what the
 * catalog knows about them. It is asked before anybody has signed in.
 */
export function createDemoPeopleRouter(options: {
  auth: AuthService;
  catalog: CatalogService;
  people: string[];
}): Router {
  const { auth, catalog, people } = options;
  const router = Router();
  router.get('/demo/people', (_, res, next) => {
    readPeople()
      .then(items => res.json({ items }))
      .catch(next);
  });
  return router;

  async function readPeople() {
    const { items } = await catalog.getEntitiesByRefs(
      {
        entityRefs: people.map(name =>
          stringifyEntityRef({ kind: 'user', name }),
        ),
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return people.map((name, index) => {
      const user = items[index] as UserEntity | undefined;
      return {
        name,
        displayName: user?.spec.profile?.displayName ?? name,
        teams: (user?.relations ?? [])
          .filter(relation => relation.type === RELATION_MEMBER_OF)
          .map(relation => parseEntityRef(relation.targetRef).name),
      };
    });
  }
}
