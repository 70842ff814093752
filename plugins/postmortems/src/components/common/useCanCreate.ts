import { usePermission } from '@backstage/plugin-permission-react';
import { postmortemCreatePermission } from 'backstage-plugin-postmortems-common';

/** Whether the reader may write postmortems; `false` until that is known. */
export function useCanCreate(): {
  allowed: boolean;
  loading: boolean;
  /** Nobody could say. */
  error?: Error;
} {
  return usePermission({ permission: postmortemCreatePermission });
}
