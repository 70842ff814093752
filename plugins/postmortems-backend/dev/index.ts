// SPDX-License-Identifier: Apache-2.0

/**
 * `yarn start` in this folder: the plugin on its own, on SQLite in memory,
 * with a catalog of two entities and everybody signed in as the same person.
 *
 *   curl http://localhost:7007/api/postmortems/postmortems
 */
import { createBackend } from '@backstage/backend-defaults';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { postmortemsWriterExtensionPoint } from 'backstage-plugin-postmortems-node';
import plugin from '../src';

const apiVersion = 'backstage.io/v1alpha1';
// Whom `mockServices` take every caller for.
const actor = 'user:default/mock';

const examples = createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'examples',
  register(env) {
    env.registerInit({
      deps: { postmortems: postmortemsWriterExtensionPoint },
      async init({ postmortems }) {
        postmortems.onReady(async writer => {
          await writer.createAs({
            input: {
              title: 'Payments timed out',
              severity: 'P1',
              affectedSystems: ['component:default/payment'],
              startedAt: '2026-10-12T21:40:00Z',
              rootCause: 'The checklist has no performance gate.',
            },
            actor,
            at: '2026-10-13T08:00:00Z',
          });
        });
      },
    });
  },
});

const backend = createBackend();
backend.add(mockServices.auth.factory());
backend.add(mockServices.httpAuth.factory());
backend.add(mockServices.userInfo.factory());
backend.add(
  catalogServiceMock.factory({
    entities: [
      {
        apiVersion,
        kind: 'Component',
        metadata: { name: 'payment', namespace: 'default' },
        spec: { type: 'service', owner: actor },
        relations: [{ type: 'ownedBy', targetRef: actor }],
      },
      {
        apiVersion,
        kind: 'User',
        metadata: { name: 'mock', namespace: 'default' },
        spec: { memberOf: [] },
      },
    ],
  }),
);
backend.add(plugin);
backend.add(examples);
backend.start();
