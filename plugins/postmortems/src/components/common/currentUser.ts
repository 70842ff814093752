// SPDX-License-Identifier: Apache-2.0

import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  postmortemCauseManagePermission,
  postmortemCreatePermission,
} from 'backstage-plugin-postmortems-common';
import { useRequest } from '../kit/useRequest';

/** Who the reader is, and everything that is theirs: their own ref and their groups'. */
export function useOwnership(): { user?: string; refs: ReadonlySet<string> } {
  const identity = useApi(identityApiRef);
  const { value } = useRequest(
    () => identity.getBackstageIdentity(),
    [identity],
  );
  return {
    user: value?.userEntityRef,
    refs: new Set(value?.ownershipEntityRefs),
  };
}

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
