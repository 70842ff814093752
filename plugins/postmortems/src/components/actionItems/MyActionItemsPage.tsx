// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { Navigate, useLocation } from 'react-router-dom';
import { actionItemsRouteRef } from '../../routes';

/** At the address of one's own action items: leads to the page of all. */
export const MyActionItemsPage = () => {
  const actionItems = useRouteRef(actionItemsRouteRef);
  const { search } = useLocation();
  return <Navigate replace to={{ pathname: actionItems(), search }} />;
};
