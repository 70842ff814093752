// SPDX-License-Identifier: Apache-2.0

import { usePermission } from '@backstage/plugin-permission-react';
import { postmortemCreatePermission } from 'backstage-plugin-postmortems-common';

/**
 * Whether the reader may write postmortems; `false` until that is known. Where
 * nobody could say, the server decides.
 */
export function useCanCreate(): { allowed: boolean; loading: boolean } {
  const { allowed, loading, error } = usePermission({
    permission: postmortemCreatePermission,
  });
  return { allowed: allowed || !!error, loading };
}
