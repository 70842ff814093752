// SPDX-License-Identifier: Apache-2.0

import { createPermission } from '@backstage/plugin-permission-common';

/**
 * The resource type of postmortems, for conditional decisions.
 *
 * @public
 */
export const RESOURCE_TYPE_POSTMORTEM = 'postmortem';

/** @public */
export const postmortemCreatePermission = createPermission({
  name: 'postmortem.create',
  attributes: { action: 'create' },
});

/** @public */
export const postmortemReadPermission = createPermission({
  name: 'postmortem.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_POSTMORTEM,
});

/** @public */
export const postmortemUpdatePermission = createPermission({
  name: 'postmortem.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_POSTMORTEM,
});

/**
 * Publishing and unpublishing.
 *
 * @public
 */
export const postmortemPublishPermission = createPermission({
  name: 'postmortem.publish',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_POSTMORTEM,
});

/** @public */
export const postmortemDeletePermission = createPermission({
  name: 'postmortem.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_POSTMORTEM,
});

/**
 * Creating, renaming, recategorising and merging causes. To confirm that a
 * postmortem has a cause is an update of the postmortem.
 *
 * @public
 */
export const postmortemCauseManagePermission = createPermission({
  name: 'postmortem.cause.manage',
  attributes: { action: 'update' },
});

/** @public */
export const postmortemPermissions = [
  postmortemCreatePermission,
  postmortemReadPermission,
  postmortemUpdatePermission,
  postmortemPublishPermission,
  postmortemDeletePermission,
  postmortemCauseManagePermission,
];
