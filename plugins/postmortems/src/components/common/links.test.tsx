// SPDX-License-Identifier: Apache-2.0

import { translationApiRef } from '@backstage/core-plugin-api/alpha';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { rootRouteRef } from '../../routes';
import { PostmortemLink } from './links';

it('leads to the postmortem in each language', async () => {
  const inKeys = Object.assign(mockApis.translation(), {
    getTranslation: () => ({ ready: true, t: (key: string) => key }),
  });
  renderInTestApp(
    <PostmortemLink postmortem={{ number: 12, title: 'Slow' }} />,
    {
      apis: [[translationApiRef, inKeys]],
      mountedRoutes: { '/postmortems': rootRouteRef },
    },
  );
  expect(
    await screen.findByRole('link', { name: /common\.number/ }),
  ).toHaveAttribute('href', '/postmortems/PM-12');
});
