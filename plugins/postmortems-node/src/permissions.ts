// SPDX-License-Identifier: Apache-2.0

import { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  canonicalRef,
  Postmortem,
  postmortemStatusSchema,
  RESOURCE_TYPE_POSTMORTEM,
} from 'backstage-plugin-postmortems-common';
import { z } from 'zod';

/**
 * What the permission rules look at.
 *
 * @public
 */
export type PostmortemResource = Pick<
  Postmortem,
  | 'createdBy'
  | 'incidentCommander'
  | 'participants'
  | 'affectedSystems'
  | 'status'
  | 'severity'
>;

/**
 * A rule as a filter of the store: one of `values` must be among what `key`
 * names. Nothing matches when `values` is empty.
 *
 * @public
 */
export type PostmortemRuleFilter = {
  key: 'author' | 'participant' | 'system' | 'status' | 'severity';
  values: string[];
};

/** @public */
export const postmortemPermissionResourceRef = createPermissionResourceRef<
  PostmortemResource,
  PostmortemRuleFilter
>().with({ pluginId: 'postmortems', resourceType: RESOURCE_TYPE_POSTMORTEM });

const refs = z.array(z.string());

/** Entity refs are stored in lower case; a policy may write them as it likes. */
const allCanonical = (values: string[]) => values.map(canonicalRef);

const filter = (
  key: PostmortemRuleFilter['key'],
  values: string[],
): PermissionCriteria<PostmortemRuleFilter> => ({ key, values });

const isAuthor = createPermissionRule({
  name: 'IS_AUTHOR',
  description: 'Postmortems that one of the given users started',
  resourceRef: postmortemPermissionResourceRef,
  paramsSchema: z.object({
    userRefs: refs.describe('Entity refs of users'),
  }),
  apply: ({ createdBy }, { userRefs }) =>
    allCanonical(userRefs).includes(createdBy),
  toQuery: ({ userRefs }) => filter('author', allCanonical(userRefs)),
});

const isParticipant = createPermissionRule({
  name: 'IS_PARTICIPANT',
  description:
    'Postmortems of which one of the given users is the incident commander or a participant',
  resourceRef: postmortemPermissionResourceRef,
  paramsSchema: z.object({
    userRefs: refs.describe('Entity refs of users'),
  }),
  apply: ({ incidentCommander, participants }, { userRefs }) =>
    allCanonical(userRefs).some(
      ref => ref === incidentCommander || participants.includes(ref),
    ),
  toQuery: ({ userRefs }) => filter('participant', allCanonical(userRefs)),
});

const affectsSystem = createPermissionRule({
  name: 'AFFECTS_SYSTEM',
  description: 'Postmortems that affected one of the given catalog entities',
  resourceRef: postmortemPermissionResourceRef,
  paramsSchema: z.object({
    entityRefs: refs.describe(
      'Entity refs of components, systems, APIs, resources or domains',
    ),
  }),
  apply: ({ affectedSystems }, { entityRefs }) =>
    allCanonical(entityRefs).some(ref => affectedSystems.includes(ref)),
  toQuery: ({ entityRefs }) => filter('system', allCanonical(entityRefs)),
});

const hasStatus = createPermissionRule({
  name: 'HAS_STATUS',
  description: 'Postmortems with one of the given statuses',
  resourceRef: postmortemPermissionResourceRef,
  paramsSchema: z.object({ statuses: z.array(postmortemStatusSchema) }),
  apply: ({ status }, { statuses }) => statuses.includes(status),
  toQuery: ({ statuses }) => filter('status', statuses),
});

const hasSeverity = createPermissionRule({
  name: 'HAS_SEVERITY',
  description: 'Postmortems with one of the given severities',
  resourceRef: postmortemPermissionResourceRef,
  paramsSchema: z.object({
    severities: z.array(z.string()).describe('Ids of configured severities'),
  }),
  apply: ({ severity }, { severities }) =>
    severity !== null && severities.includes(severity),
  toQuery: ({ severities }) => filter('severity', severities),
});

/**
 * The rules of conditional decisions about postmortems.
 *
 * @public
 */
export const postmortemRules = {
  isAuthor,
  isParticipant,
  affectsSystem,
  hasStatus,
  hasSeverity,
};

const conditionExports = createConditionExports({
  resourceRef: postmortemPermissionResourceRef,
  rules: postmortemRules,
});

/**
 * The conditions of permission policies, by {@link postmortemRules}.
 *
 * @public
 */
export const postmortemConditions = conditionExports.conditions;

/**
 * A policy's decision that depends on {@link postmortemConditions}.
 *
 * @public
 */
export const createPostmortemConditionalDecision =
  conditionExports.createConditionalDecision;
