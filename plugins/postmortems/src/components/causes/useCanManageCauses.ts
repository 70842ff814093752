// SPDX-License-Identifier: Apache-2.0

import { usePermission } from '@backstage/plugin-permission-react';
import { postmortemCauseManagePermission } from 'backstage-plugin-postmortems-common';

/**
 * Whether the reader may create and change causes; `undefined` until known.
 * Where nobody could say, the server decides.
 */
export function useCanManageCauses(): boolean | undefined {
  const { loading, allowed, error } = usePermission({
    permission: postmortemCauseManagePermission,
  });
  return loading ? undefined : allowed || !!error;
}
