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
import { Router } from 'express';
import { signInWhenCatalogIsReady } from './demo/signInWhenCatalogIsReady';
import { DemoFiles, DemoPerson } from './demo/DemoFiles';

/** The header that names the demo person, for those who cannot set a query. */
const userHeader = 'x-demo-user';

function createDemoAuthenticator(people: DemoPerson[]) {
  return createProxyAuthenticator<undefined, DemoPerson>({
    defaultProfileTransform: async person => ({
      profile: { displayName: person.displayName },
    }),
    initialize: () => undefined,
    authenticate: async ({ req }) => {
      const name = req.query.user ?? req.header(userHeader) ?? people[0].name;
      const person = people.find(known => known.name === name);
      if (!person) {
        throw new AuthenticationError(
          `'${name}' is not one of the demo people: ${people
            .map(known => known.name)
            .join(', ')}`,
        );
      }
      return { result: person };
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
        config: coreServices.rootConfig,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, httpRouter, logger, providers }) {
        if (process.env.NODE_ENV !== 'development') {
          logger.info('The demo people may enter only in development');
          return;
        }
        const { people } = await DemoFiles.fromConfig(config).read();

        const router = Router();
        router.get('/demo/people', (_, res) => res.json({ items: people }));
        httpRouter.use(router);

        providers.registerProvider({
          providerId: 'demo',
          factory: createProxyAuthProviderFactory({
            authenticator: createDemoAuthenticator(people),
            signInResolver: ({ result }, context) =>
              signInWhenCatalogIsReady(
                context,
                stringifyEntityRef({ kind: 'user', name: result.name }),
              ),
          }),
        });
      },
    });
  },
});
