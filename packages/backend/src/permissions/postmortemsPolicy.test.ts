// SPDX-License-Identifier: Apache-2.0

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  ConditionalPolicyDecision,
  isResourcePermission,
  Permission,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import postmortemsPlugin from 'backstage-plugin-postmortems-backend';
import { postmortemPermissions } from 'backstage-plugin-postmortems-common';
import { postmortemRules } from 'backstage-plugin-postmortems-node';
import request from 'supertest';
import { parseAllDocuments } from 'yaml';
import { PostmortemsPolicy } from './postmortemsPolicy';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const docs = readFileSync(
  join(__dirname, '../../../../docs/permissions.md'),
  'utf8',
);

/** The block of code below the name of a file. */
function blockOf(file: string): string {
  const [, block] = docs.split(`\`${file}\``)[1].split(/```\w+\n/);
  return block.split('```')[0];
}

/** The plugin under a policy, and callers by name. */
async function start(
  policy: PermissionPolicy,
  databaseId: Parameters<typeof databases.init>[0],
) {
  const decide = (
    asked: { permission: Permission }[],
    options?: { credentials: BackstageCredentials },
  ): Promise<any[]> =>
    Promise.all(
      asked.map(({ permission }) => {
        const { credentials } = options!;
        return policy.handle({ permission }, {
          credentials,
        } as PolicyQueryUser);
      }),
    );
  const permissions = mockServices.permissions.mock({
    authorize: decide,
    authorizeConditional: decide,
  });
  const backend = await startTestBackend({
    features: [
      postmortemsPlugin,
      permissions.factory,
      catalogServiceMock.factory(),
      mockServices.rootConfig.factory({
        data: { permission: { enabled: true } },
      }),
      mockServices.database.factory({ knex: await databases.init(databaseId) }),
    ],
  });
  return {
    as(name: string) {
      const header = mockCredentials.user.header(`user:default/${name}`);
      const call = (method: 'get' | 'post' | 'put' | 'delete', path: string) =>
        request(backend.server)
          [method](`/api/postmortems${path}`)
          .set('Authorization', header);
      return {
        list: async () => (await call('get', '/postmortems')).body.totalItems,
        create: async (body: object) =>
          (await call('post', '/postmortems').send(body)).status,
        save: async (number: number, body: object) =>
          (
            await call('put', `/postmortems/${number}`)
              .set('If-Match', '"1"')
              .send(body)
          ).status,
        publish: async (number: number) =>
          (await call('post', `/postmortems/${number}/publish`)).status,
        remove: async (number: number) =>
          (await call('delete', `/postmortems/${number}`)).status,
        cause: async () =>
          (
            await call('post', '/causes').send({
              name: 'No gate',
              category: 'process',
            })
          ).status,
        can: async (number: number) =>
          (await call('get', `/postmortems/${number}`)).body.can,
      };
    },
  };
}

/** What Ann, who wrote the only draft, Pat, who took part, and Zoe may do. */
async function rightsUnder(
  policy: PermissionPolicy,
  databaseId: Parameters<typeof databases.init>[0],
) {
  const { as } = await start(policy, databaseId);
  const [ann, pat, zoe] = ['ann', 'pat', 'zoe'].map(as);
  const draft = { title: 'Slow', participants: ['user:default/pat'] };
  return {
    create: await ann.create(draft),
    read: [await ann.list(), await pat.list(), await zoe.list()],
    can: [await ann.can(1), await pat.can(1), await zoe.can(1)],
    save: [
      await zoe.save(1, { title: 'Mine' }),
      await pat.save(1, { ...draft, title: 'Very slow' }),
    ],
    publish: [await zoe.publish(1), await pat.publish(1)],
    cause: await zoe.cause(),
    delete: [await pat.remove(1), await ann.remove(1)],
  };
}

const rights = {
  create: 201,
  read: [1, 1, 1],
  can: [
    { update: true, publish: false, delete: true },
    { update: true, publish: true, delete: false },
    { update: false, publish: false, delete: false },
  ],
  save: [403, 200],
  // 400: allowed, and the gate wants more.
  publish: [403, 400],
  cause: 403,
  delete: [403, 204],
};

describe.each(databases.eachSupportedId())('on %s', databaseId => {
  it('the policy of the documentation gives what it says', async () => {
    expect(
      await rightsUnder(
        new PostmortemsPolicy({ userInfo: mockServices.userInfo() }),
        databaseId,
      ),
    ).toEqual(rights);
  });

  it('the RBAC policies of the documentation give what they say', async () => {
    const [ann, ...others] = rights.can;
    expect(await rightsUnder(rbacPolicy(), databaseId)).toEqual({
      ...rights,
      can: [{ ...ann, publish: true }, ...others],
    });
  });
});

it('is in the documentation as it is tested', () => {
  expect(blockOf('packages/backend/src/permissions/postmortemsPolicy.ts')).toBe(
    readFileSync(join(__dirname, 'postmortemsPolicy.ts'), 'utf8').replace(
      /^\/\/ SPDX.*\n\n/,
      '',
    ),
  );
});

it('documents every permission and every rule', () => {
  for (const { name, attributes } of postmortemPermissions)
    expect(docs).toMatch(
      new RegExp(`\\| \`${name}\` +\\| ${attributes.action} `),
    );
  for (const { name } of Object.values(postmortemRules))
    expect(docs).toContain(`| \`${name}\``);
});

type ConditionalPolicy = {
  result: 'CONDITIONAL';
  roleEntityRef: string;
  pluginId: string;
  resourceType: string;
  permissionMapping: string[];
  conditions: PermissionCriteria<any>;
};

/**
 * Reads the RBAC plugin's two files as that plugin does: roles, then what the
 * role may do by name and action, then conditions by resource type and action.
 */
function rbacPolicy(): PermissionPolicy {
  const lines = blockOf('rbac-policy.csv')
    .trim()
    .split('\n')
    .map(line => line.split(', '));
  const conditional = parseAllDocuments(blockOf('rbac-conditions.yaml')).map(
    document => document.toJS() as ConditionalPolicy,
  );
  const known = new Map(postmortemPermissions.map(one => [one.name, one]));
  for (const [kind, , name, action, effect] of lines) {
    if (kind !== 'p') continue;
    expect(known.get(name)?.attributes.action).toBe(action);
    expect(effect).toBe('allow');
  }
  // Everybody in this test is an engineer, and nobody is in "reliability".
  const role = 'role:default/engineers';
  expect(lines).toContainEqual(['g', 'group:default/engineering', role]);

  return {
    async handle({ permission }, user) {
      const { action = '' } = permission.attributes;
      const isAllowed = lines.some(
        ([kind, of, name]) =>
          kind === 'p' && of === role && name === permission.name,
      );
      if (isAllowed) return { result: AuthorizeResult.ALLOW };
      const found = conditional.find(
        one =>
          one.roleEntityRef === role &&
          isResourcePermission(permission, one.resourceType) &&
          one.permissionMapping.includes(action),
      );
      if (!found) return { result: AuthorizeResult.DENY };
      const conditions = JSON.parse(
        JSON.stringify(found.conditions).replaceAll(
          '$currentUser',
          (user!.credentials as BackstageCredentials<BackstageUserPrincipal>)
            .principal.userEntityRef,
        ),
      );
      return {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: found.pluginId,
        resourceType: found.resourceType,
        conditions,
      } satisfies ConditionalPolicyDecision;
    },
  };
}
