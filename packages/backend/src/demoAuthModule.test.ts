// SPDX-License-Identifier: Apache-2.0

import { join } from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { UserEntity } from '@backstage/catalog-model';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import demoAuthModule from './demoAuthModule';

const user = (name: string, displayName: string, team: string): UserEntity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { namespace: 'default', name },
  spec: { profile: { displayName } },
  relations: [{ type: 'memberOf', targetRef: `group:default/${team}` }],
});

const nodeEnv = process.env.NODE_ENV;

afterEach(() => {
  process.env.NODE_ENV = nodeEnv;
});

async function startAuth() {
  const { server } = await startTestBackend({
    features: [
      authPlugin,
      demoAuthModule,
      catalogServiceMock.factory({
        entities: [
          user('ada', 'Ada Holm', 'team-payments'),
          user('carla', 'Carla Mendes', 'team-storefront'),
          user('bo', 'Bo Lindqvist', 'team-payments'),
        ],
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost:7007' },
          auth: { providers: { demo: {} } },
          demo: { path: join(__dirname, '../../../examples') },
        },
      }),
    ],
  });
  return request(server);
}

describe('in development', () => {
  beforeEach(() => {
    process.env.NODE_ENV = 'development';
  });

  it('lets demo people in by query or header, with their teams', async () => {
    const auth = await startAuth();
    const first = await auth.get('/api/auth/demo/refresh').expect(200);
    expect(first.body).toMatchObject({
      profile: { displayName: 'Ada Holm' },
      backstageIdentity: {
        token: expect.any(String),
        identity: {
          type: 'user',
          userEntityRef: 'user:default/ada',
          ownershipEntityRefs: [
            'user:default/ada',
            'group:default/team-payments',
          ],
        },
      },
    });
    const [, payload] = first.body.backstageIdentity.token.split('.');
    expect(
      JSON.parse(Buffer.from(payload, 'base64url').toString()),
    ).toMatchObject({ sub: 'user:default/ada' });

    for (const asCarla of [
      auth.get('/api/auth/demo/refresh?user=carla'),
      auth.get('/api/auth/demo/refresh').set('x-demo-user', 'carla'),
    ]) {
      const { body } = await asCarla.expect(200);
      expect(body.backstageIdentity.identity).toMatchObject({
        userEntityRef: 'user:default/carla',
        ownershipEntityRefs: [
          'user:default/carla',
          'group:default/team-storefront',
        ],
      });
    }
  });

  it('refuses everybody else', async () => {
    const auth = await startAuth();
    for (const query of [
      '?user=nobody',
      '?user=bo', // in the catalog, but not one of the demo people
      '?user=',
      '?user=ada&user=carla',
      '?user=user:default/ada',
    ]) {
      const { body } = await auth
        .get(`/api/auth/demo/refresh${query}`)
        .expect(401);
      expect(body.error).toMatchObject({
        name: 'AuthenticationError',
        message: expect.stringContaining('is not one of the demo people'),
      });
    }
    await auth
      .get('/api/auth/demo/refresh')
      .set('x-demo-user', 'nobody')
      .expect(401);
  });

  it('tells the sign-in page whom to offer', async () => {
    const auth = await startAuth();
    const { body } = await auth.get('/api/auth/demo/people').expect(200);
    expect(body.items).toHaveLength(4);
    expect(body.items[0]).toEqual({
      name: 'ada',
      displayName: 'Ada Holm',
      teams: ['team-payments'],
    });
    // the catalog of this test does not know the last one
    expect(body.items[3]).toEqual({
      name: 'emil',
      displayName: 'emil',
      teams: [],
    });
  });
});

it.each(['production', 'test'])('is not there in %s', async environment => {
  process.env.NODE_ENV = environment;
  const auth = await startAuth();
  for (const path of ['refresh?user=ada', 'people']) {
    const { status } = await auth.get(`/api/auth/demo/${path}`);
    expect(status).toBe(404);
  }
});
