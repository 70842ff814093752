// SPDX-License-Identifier: Apache-2.0

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { AuthenticationError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { DemoFiles } from './demo/DemoFiles';
import { createDemoPeopleRouter } from './demo/demoPeopleRouter';
import { findUserPatiently } from './demo/findUserPatiently';

/** Accepts the name of a demo person for a password. */
function createDemoAuthenticator(people: string[]) {
  return createProxyAuthenticator<
    undefined,
    { userEntityRef: string },
    undefined
  >({
    initialize: () => undefined,
    authenticate: async ({ req }) => {
      const name = req.query.user ?? req.header('x-demo-user') ?? people[0];
      if (typeof name !== 'string' || !people.includes(name)) {
        throw new AuthenticationError(
          `'${name}' is not one of the demo people: ${people.join(', ')}`,
        );
      }
      const userEntityRef = stringifyEntityRef({ kind: 'user', name });
      return { result: { userEntityRef } };
    },
    defaultProfileTransform: async ({ userEntityRef }, context) => {
      const user = await findUserPatiently(context, userEntityRef);
      const { displayName, email, picture } = user.spec.profile ?? {};
      return { profile: { displayName, email, picture } };
    },
  });
}

/**
 * Lets a developer enter the portal as one of the demo people, without a
 * password: `GET /api/auth/demo/refresh?user=ada` (or the header
 * `x-demo-user`; no name is the first person). `GET /api/auth/demo/people`
 * lists them. Registers nothing unless `NODE_ENV` is `development`.
 */
export default createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-provider',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        httpRouter: coreServices.httpRouter,
        providers: authProvidersExtensionPoint,
      },
      async init({ auth, catalog, config, httpRouter, providers }) {
        if (process.env.NODE_ENV !== 'development') {
          return;
        }
        const { people } = await DemoFiles.fromConfig(config).read();

        httpRouter.use(createDemoPeopleRouter({ auth, catalog, people }));
        providers.registerProvider({
          providerId: 'demo',
          factory: createProxyAuthProviderFactory({
            authenticator: createDemoAuthenticator(people),
            signInResolver: ({ result }, context) =>
              context.signInWithCatalogUser({
                entityRef: result.userEntityRef,
              }),
          }),
        });
      },
    });
  },
});
