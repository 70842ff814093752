// SPDX-License-Identifier: Apache-2.0

import {
  BackendFeature,
  BackstageCredentials,
  BackstageUserPrincipal,
  coreServices,
  createBackendModule,
  createServiceFactory,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  ServiceMock,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { notificationService } from '@backstage/plugin-notifications-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { JsonObject } from '@backstage/types';
import {
  PostmortemsWriter,
  postmortemsWriterExtensionPoint,
} from 'backstage-plugin-postmortems-node';
import { Knex } from 'knex';
import request from 'supertest';
import { postmortemsPlugin } from '../plugin';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };

/** The groups of the people in these tests. */
const GROUPS: Record<string, string[]> = {
  'user:default/ann': ['group:default/payments'],
  'user:default/bob': ['group:default/platform'],
};

/** An API call as one person or service. */
export type Caller = ReturnType<typeof callerOf>;

function callerOf(server: any, authorization: string) {
  const call = (
    method: 'get' | 'post' | 'put' | 'patch' | 'delete',
    path: string,
  ) =>
    request(server)
      [method](`/api/postmortems${path}`)
      .set('Authorization', authorization);
  return {
    get: (path: string) => call('get', path),
    post: (path: string, body?: any) => call('post', path).send(body),
    put: (path: string, version: number | string, body: any) =>
      call('put', path)
        .set('If-Match', typeof version === 'number' ? `"${version}"` : version)
        .send(body),
    patch: (path: string, body: any) => call('patch', path).send(body),
    delete: (path: string) => call('delete', path),
    call,
  };
}

/** Starts the real plugin on a database. */
export async function startPostmortems(options: {
  knex: Knex;
  entities?: Entity[];
  /** In place of one that knows `entities`. */
  catalog?: BackendFeature;
  config?: JsonObject;
  /** Further ones, or in place of the usual ones. */
  features?: BackendFeature[];
}) {
  /** What the policy answers, by permission name; allowed by default. */
  const policy: Record<string, PolicyDecision> = {};
  const decide = ({ permission }: { permission: { name: string } }) =>
    policy[permission.name] ?? ALLOW;
  const permissions = mockServices.permissions.mock({
    authorize: async asked => asked.map(decide) as any,
    authorizeConditional: async asked => asked.map(decide) as any,
  });
  const auditor: ServiceMock<any> = mockServices.auditor.mock({
    createEvent: async () => ({
      success: async () => {},
      fail: async () => {},
    }),
  });
  const userInfo = mockServices.userInfo.mock({
    getUserInfo: async (
      credentials: BackstageCredentials<BackstageUserPrincipal>,
    ) => {
      const { userEntityRef } = credentials.principal;
      return {
        userEntityRef,
        ownershipEntityRefs: [userEntityRef, ...(GROUPS[userEntityRef] ?? [])],
      };
    },
  });
  /** The notifications that were sent. */
  const notifications = { send: jest.fn(async () => {}) };
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  let writer: PostmortemsWriter | undefined;
  let scheduler: SchedulerService | undefined;
  const backend = await startTestBackend({
    features: [
      ...(options.features ?? []),
      postmortemsPlugin,
      mockServices.database.factory({ knex: options.knex }),
      mockServices.rootConfig.factory({ data: options.config ?? {} }),
      options.catalog ??
        catalogServiceMock.factory({ entities: options.entities ?? [] }),
      permissions.factory,
      auditor.factory,
      logger.factory,
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => notifications,
      }),
      userInfo.factory,
      createBackendModule({
        pluginId: 'postmortems',
        moduleId: 'test-writer',
        register(env) {
          env.registerInit({
            deps: {
              tasks: postmortemsWriterExtensionPoint,
              schedulerService: coreServices.scheduler,
            },
            async init({ tasks, schedulerService }) {
              scheduler = schedulerService;
              tasks.onReady(async ready => {
                writer = ready;
              });
            },
          });
        },
      }),
    ],
  });
  const { server } = backend;
  /** What a portal's `fetchApi` is to one who is signed in. */
  const fetchAs =
    (name: string): typeof fetch =>
    (input, init) =>
      fetch(
        String(input).replace(
          'plugin://postmortems',
          `http://127.0.0.1:${server.port()}/api/postmortems`,
        ),
        {
          ...init,
          headers: {
            ...init?.headers,
            Authorization: mockCredentials.user.header(`user:default/${name}`),
          },
        },
      );
  return {
    fetchAs,
    as: (name: string): Caller =>
      callerOf(server, mockCredentials.user.header(`user:default/${name}`)),
    asService: (): Caller => callerOf(server, mockCredentials.service.header()),
    anonymous: (): Caller => callerOf(server, mockCredentials.none.header()),
    writer: writer!,
    scheduler: scheduler!,
    policy,
    permissions,
    userInfo,
    auditor,
    logger,
    notifications,
    stop: () => backend.stop(),
  };
}
