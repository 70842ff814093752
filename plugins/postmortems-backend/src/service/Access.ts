// SPDX-License-Identifier: Apache-2.0

import {
  AuthService,
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  ConditionTransformer,
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  canonicalRef,
  postmortemCauseManagePermission,
  postmortemCreatePermission,
  postmortemDeletePermission,
  postmortemPublishPermission,
  postmortemReadPermission,
  postmortemUpdatePermission,
} from 'backstage-plugin-postmortems-common';
import {
  postmortemPermissionResourceRef,
  PostmortemResource,
  PostmortemRuleFilter,
} from 'backstage-plugin-postmortems-node';
import { Criteria, ReadFilter } from '../store/readFilter';
import { ask } from './ask';

/** What one caller may do with postmortems. */
export interface Access {
  /** Who acts: a user's entity ref, or a service's subject (`external:ci`). */
  actor: string;
  /** The user and the user's groups; none for a service. */
  ownershipRefs: readonly string[];
  /** What the caller may read, for the store. */
  read: ReadFilter;
  /** What the caller may update, for the store. */
  update: Criteria;
  /** Whether the caller may do it to a postmortem that the caller may read. */
  may(
    what: 'update' | 'publish' | 'delete',
    postmortem: PostmortemResource,
  ): boolean;
}

/** @throws NotAllowedError */
export function mustBeAllowed(
  access: Access,
  what: 'update' | 'publish' | 'delete',
  stored: PostmortemResource & { number: number },
): void {
  if (!access.may(what, stored))
    throw new NotAllowedError(`You may not ${what} PM-${stored.number}`);
}

const PERMISSIONS = 'The permission backend';

const CHECKED = [
  { permission: postmortemReadPermission },
  { permission: postmortemUpdatePermission },
  { permission: postmortemPublishPermission },
  { permission: postmortemDeletePermission },
];

/** Asks the portal, once for each request, what its caller may do. */
export class AccessChecker {
  readonly #auth: AuthService;
  readonly #permissions: PermissionsService;
  readonly #userInfo: UserInfoService;
  readonly #isAuthorized: (
    decision: PolicyDecision,
    postmortem: PostmortemResource,
  ) => boolean;
  readonly #toCriteria: ConditionTransformer<PostmortemRuleFilter>;

  constructor(options: {
    auth: AuthService;
    permissions: PermissionsService;
    permissionsRegistry: PermissionsRegistryService;
    userInfo: UserInfoService;
  }) {
    this.#auth = options.auth;
    this.#permissions = options.permissions;
    this.#userInfo = options.userInfo;
    const ruleset = options.permissionsRegistry.getPermissionRuleset(
      postmortemPermissionResourceRef,
    );
    this.#isAuthorized = createConditionAuthorizer(ruleset);
    this.#toCriteria = createConditionTransformer(ruleset);
  }

  async forCaller(credentials: BackstageCredentials): Promise<Access> {
    const [{ actor, ownershipRefs }, decisions] = await Promise.all([
      this.#who(credentials),
      ask(PERMISSIONS, () =>
        this.#permissions.authorizeConditional(CHECKED, { credentials }),
      ),
    ]);
    const [read, update, publish, remove] = decisions;
    const decision = { update, publish, delete: remove };
    return {
      actor,
      ownershipRefs,
      read: { ownershipRefs, criteria: this.#criteria(read) },
      update: this.#criteria(update),
      may: (what, postmortem) => this.#isAuthorized(decision[what], postmortem),
    };
  }

  /**
   * The same for what is told of many postmortems. Who may read none at all is
   * told so: an empty list would say that there are none.
   *
   * @throws NotAllowedError, whose `permission` tells it from other refusals
   */
  async toRead(credentials: BackstageCredentials): Promise<Access> {
    const access = await this.forCaller(credentials);
    if (access.read.criteria === 'none')
      throw Object.assign(
        new NotAllowedError('You may not read postmortems here'),
        { permission: postmortemReadPermission.name },
      );
    return access;
  }

  /** @throws NotAllowedError */
  async mustCreate(credentials: BackstageCredentials): Promise<void> {
    if (!(await this.#is(postmortemCreatePermission, credentials)))
      throw new NotAllowedError('You may not create postmortems');
  }

  /** Whether the caller may create, change and merge causes. */
  async mayManageCauses(credentials: BackstageCredentials): Promise<boolean> {
    return this.#is(postmortemCauseManagePermission, credentials);
  }

  async #is(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const [{ result }] = await ask(PERMISSIONS, () =>
      this.#permissions.authorize([{ permission }], { credentials }),
    );
    return result === AuthorizeResult.ALLOW;
  }

  async #who(
    credentials: BackstageCredentials,
  ): Promise<{ actor: string; ownershipRefs: string[] }> {
    if (this.#auth.isPrincipal(credentials, 'user')) {
      const { ownershipEntityRefs } = await ask('The sign-in backend', () =>
        this.#userInfo.getUserInfo(credentials),
      );
      const actor = canonicalRef(credentials.principal.userEntityRef);
      return {
        actor,
        ownershipRefs: [
          ...new Set([actor, ...ownershipEntityRefs.map(canonicalRef)]),
        ],
      };
    }
    if (this.#auth.isPrincipal(credentials, 'service'))
      // A service is nobody's reader, so restricted ones stay closed to it.
      return { actor: credentials.principal.subject, ownershipRefs: [] };
    throw new NotAllowedError('Sign in to work with postmortems');
  }

  #criteria(decision: PolicyDecision): Criteria {
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return 'all';
      case AuthorizeResult.CONDITIONAL:
        return this.#toCriteria(decision.conditions);
      default:
        return 'none';
    }
  }
}
