// SPDX-License-Identifier: Apache-2.0

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import request from 'supertest';
import textOfFilesModule from './textOfFilesModule';

it('reads the description of the API into the catalog', async () => {
  const target = join(__dirname, '../../../catalog-info.yaml');
  const { server } = await startTestBackend({
    features: [
      catalogPlugin,
      textOfFilesModule,
      mockServices.rootConfig.factory({
        data: {
          catalog: {
            processingInterval: { seconds: 1 },
            rules: [{ allow: ['API', 'Component'] }],
            locations: [{ type: 'file', target }],
          },
        },
      }),
    ],
  });
  const read = () =>
    request(server).get(
      '/api/catalog/entities/by-name/api/default/postmortems-for-backstage',
    );
  let answer = await read();
  while (answer.status === 404) {
    await sleep(200);
    answer = await read();
  }
  expect(answer.body.spec).toMatchObject({
    type: 'openapi',
    definition: expect.stringContaining('openapi: 3.1.0'),
  });
}, 60_000);
