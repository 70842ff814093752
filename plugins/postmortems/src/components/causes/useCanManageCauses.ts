import { usePermission } from '@backstage/plugin-permission-react';
import { postmortemCauseManagePermission } from 'backstage-plugin-postmortems-common';

/** Whether the reader may create and change causes; `false` until known. */
export function useCanManageCauses(): boolean {
  return usePermission({ permission: postmortemCauseManagePermission }).allowed;
}
