// SPDX-License-Identifier: Apache-2.0

import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { PartsBar } from './PartsBar';

jest.setTimeout(60_000);

it('names the first parts of a large domain without asking the catalog for them', async () => {
  const catalog = catalogApiMock.mock();
  renderInTestApp(
    <PartsBar
      entityRef="domain:default/shop"
      includes={Array.from(
        { length: 300 },
        (_, n) => `component:default/c${n}`,
      )}
      onChange={() => {}}
    />,
    {
      apis: [[catalogApiRef, catalog]],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
  expect(await screen.findByText(/and 292 more/)).toBeInTheDocument();
  expect(screen.getAllByRole('link')).toHaveLength(8);
  expect(catalog.getEntitiesByRefs).not.toHaveBeenCalled();
});
