// SPDX-License-Identifier: Apache-2.0

import { createApiRef } from '@backstage/frontend-plugin-api';
import { PostmortemsApi } from 'backstage-plugin-postmortems-common';

/**
 * The API of the postmortems backend, in both frontend systems.
 *
 * @public
 */
export const postmortemsApiRef = createApiRef<PostmortemsApi>().with({
  id: 'plugin.postmortems',
  pluginId: 'postmortems',
});
