// SPDX-License-Identifier: Apache-2.0

import { identityApiRef, useApi } from '@backstage/core-plugin-api';
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
