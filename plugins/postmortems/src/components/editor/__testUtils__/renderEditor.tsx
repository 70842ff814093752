// SPDX-License-Identifier: Apache-2.0

import {
  AppRootElementBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import userEvent from '@testing-library/user-event';
import { PostmortemsApi } from 'backstage-plugin-postmortems-common';
import { useLocation, useNavigate } from 'react-router-dom';
import { apiMock } from '../../../__testUtils__/apiMock';
import plugin from '../../../index';

export const entities: Entity[] = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'payment', namespace: 'default' },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'ada', namespace: 'default' },
    spec: { profile: { displayName: 'Ada Holm' }, memberOf: [] },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'team-payments', namespace: 'default' },
    spec: { profile: { displayName: 'Payments' }, type: 'team', children: [] },
  },
];

/** Where the app's router is. */
const address = { path: '', go: (_to: string | number) => {} };

const Address = () => {
  const navigate = useNavigate();
  address.path = useLocation().pathname;
  address.go = to => navigate(to as string);
  return null;
};

const addressModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    AppRootElementBlueprint.make({
      name: 'address',
      params: { element: <Address /> },
    }),
  ],
});

/** Opens a page of the plugin as Ada. */
export function renderEditor(options: {
  path: string;
  api: Partial<PostmortemsApi>;
  /** What she may do; everything where absent. */
  authorize?: AuthorizeResult.DENY;
}) {
  const catalog = catalogApiMock({ entities });
  const user = userEvent.setup({ delay: null });
  renderTestApp({
    features: [plugin, addressModule],
    apis: [
      apiMock(options.api),
      [catalogApiRef, catalog],
      mockApis.permission({
        authorize: options.authorize ?? AuthorizeResult.ALLOW,
      }),
      mockApis.identity({ userEntityRef: 'user:default/ada' }),
    ],
    // Where the page of a postmortem leads for who wrote it.
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [options.path],
  });
  return { user, catalog, address };
}
