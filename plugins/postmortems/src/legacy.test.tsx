// SPDX-License-Identifier: Apache-2.0

import { FlatRoutes } from '@backstage/core-app-api';
import { mockApis } from '@backstage/frontend-test-utils';
import {
  CatalogEntityPage,
  catalogPlugin,
  DefaultEntityPresentationApi,
  EntityLayout,
} from '@backstage/plugin-catalog';
import {
  catalogApiRef,
  entityPresentationApiRef,
  MockStarredEntitiesApi,
  starredEntitiesApiRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import { Route } from 'react-router-dom';
import { apiMock } from './__testUtils__/apiMock';
import { entity } from './__testUtils__/fixtures';
import {
  EntityPostmortemsCard,
  EntityPostmortemsContent,
  isPostmortemsAvailable,
  MyActionItemsPage,
  postmortemsApiRef,
  PostmortemsPage,
} from './legacy';

jest.setTimeout(60_000);

const entityPage = (
  <EntityLayout>
    <EntityLayout.Route path="/" title="Overview">
      <EntityPostmortemsCard />
    </EntityLayout.Route>
    <EntityLayout.Route
      path="/postmortems"
      title="Postmortems"
      if={isPostmortemsAvailable}
    >
      <EntityPostmortemsContent />
    </EntityLayout.Route>
  </EntityLayout>
);

async function renderLegacyApp(route: string) {
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [postmortemsApiRef, apiMock()],
        [catalogApiRef, catalogApiMock({ entities: [entity] })],
        [permissionApiRef, mockApis.permission()],
        [starredEntitiesApiRef, new MockStarredEntitiesApi()],
        [entityPresentationApiRef, DefaultEntityPresentationApi.createLocal()],
      ]}
    >
      <FlatRoutes>
        <Route path="/postmortems" element={<PostmortemsPage />} />
        <Route path="/my-action-items" element={<MyActionItemsPage />} />
        <Route
          path="/catalog/:namespace/:kind/:name"
          element={<CatalogEntityPage />}
        >
          {entityPage}
        </Route>
      </FlatRoutes>
    </TestApiProvider>,
    {
      routeEntries: [route],
      mountedRoutes: { '/catalog': catalogPlugin.routes.catalogIndex },
    },
  );
}

const link = () => screen.findByRole('link', { name: /PM-12.*Checkout/ });

it('shows the tab', async () => {
  await renderLegacyApp('/catalog/default/component/payment/postmortems');
  const list = await screen.findByRole('table', { name: 'Postmortems' });
  expect(
    await within(list).findByRole('link', { name: /PM-12/ }),
  ).toHaveAttribute('href', '/postmortems/PM-12');
});

it('shows the card', async () => {
  await renderLegacyApp('/catalog/default/component/payment');
  expect(await link()).toHaveAttribute('href', '/postmortems/PM-12');
});

it('shows the pages under a header', async () => {
  await renderLegacyApp('/postmortems');
  expect(
    await screen.findByRole('heading', { name: 'Postmortems', level: 1 }),
  ).toBeInTheDocument();
  expect(await link()).toBeInTheDocument();
});

it('shows my action items', async () => {
  await renderLegacyApp('/my-action-items');
  expect(
    await screen.findByRole('heading', { name: 'Action items', level: 2 }),
  ).toBeInTheDocument();
});

it('knows the kinds that have postmortems to show', () => {
  expect(isPostmortemsAvailable(entity)).toBe(true);
  expect(isPostmortemsAvailable({ ...entity, kind: 'Group' })).toBe(true);
  expect(isPostmortemsAvailable({ ...entity, kind: 'User' })).toBe(false);
});
