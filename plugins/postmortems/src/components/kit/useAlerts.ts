// SPDX-License-Identifier: Apache-2.0

import { AlertApi, alertApiRef, useApi } from '@backstage/core-plugin-api';

/**
 * Short messages of the portal. Its successor, the toast API, has no
 * implementation in apps of the legacy frontend system.
 */
export function useAlerts(): AlertApi {
  return useApi(alertApiRef);
}
