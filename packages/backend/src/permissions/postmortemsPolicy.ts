// SPDX-License-Identifier: Apache-2.0

import {
  coreServices,
  createBackendModule,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  postmortemCauseManagePermission,
  postmortemDeletePermission,
  postmortemPublishPermission,
  postmortemReadPermission,
  RESOURCE_TYPE_POSTMORTEM,
} from 'backstage-plugin-postmortems-common';
import {
  createPostmortemConditionalDecision,
  postmortemConditions,
} from 'backstage-plugin-postmortems-node';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/**
 * Everybody reads and starts drafts. Authors and those who took part in an
 * incident change its postmortem, those who took part publish it, authors
 * delete their own drafts, and one group looks after the causes.
 */
export class PostmortemsPolicy implements PermissionPolicy {
  readonly #userInfo: UserInfoService;

  constructor(options: { userInfo: UserInfoService }) {
    this.#userInfo = options.userInfo;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) return DENY;
    const { userEntityRef, ownershipEntityRefs } =
      await this.#userInfo.getUserInfo(user.credentials);
    const userRefs = [userEntityRef];

    if (isPermission(permission, postmortemReadPermission)) return ALLOW;
    if (isPermission(permission, postmortemCauseManagePermission))
      return ownershipEntityRefs.includes('group:default/reliability')
        ? ALLOW
        : DENY;
    if (isPermission(permission, postmortemDeletePermission))
      return createPostmortemConditionalDecision(permission, {
        allOf: [
          postmortemConditions.isAuthor({ userRefs }),
          postmortemConditions.hasStatus({ statuses: ['draft'] }),
        ],
      });
    if (isPermission(permission, postmortemPublishPermission))
      return createPostmortemConditionalDecision(
        permission,
        postmortemConditions.isParticipant({ userRefs }),
      );
    if (isResourcePermission(permission, RESOURCE_TYPE_POSTMORTEM))
      return createPostmortemConditionalDecision(permission, {
        anyOf: [
          postmortemConditions.isAuthor({ userRefs }),
          postmortemConditions.isParticipant({ userRefs }),
        ],
      });
    // What the rest of your portal asks goes here.
    return ALLOW;
  }
}

export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'postmortems-policy',
  register(env) {
    env.registerInit({
      deps: {
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ policy, userInfo }) {
        policy.setPolicy(new PostmortemsPolicy({ userInfo }));
      },
    });
  },
});
