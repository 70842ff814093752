// SPDX-License-Identifier: Apache-2.0

import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, within } from '@testing-library/react';
import { Recurrence } from 'backstage-plugin-postmortems-common';
import { apiMock } from '../../__testUtils__/apiMock';
import { causeRef } from '../../__testUtils__/fixtures';
import plugin from '../../index';
import { postmortem } from './__testUtils__/postmortem';

jest.setTimeout(60_000);

const recurrence = (values: Partial<Recurrence> = {}): Recurrence => ({
  cause: causeRef,
  systems: ['component:default/payment'],
  times: 2,
  earlier: [
    {
      id: 'a9',
      number: 9,
      title: 'Slow before',
      startedAt: '2026-03-02T06:00:00.000Z',
    },
  ],
  ...values,
});

it('says which time it is on which systems, and links to the earlier ones and the causes', async () => {
  const shown = postmortem(
    {},
    {
      causeIds: ['c1'],
      causes: [causeRef],
      recurrences: [
        recurrence(),
        recurrence({
          cause: { ...causeRef, id: 'c2', name: 'No owner' },
          systems: ['payment', 'checkout', 'cart'].map(
            name => `component:default/${name}`,
          ),
          times: 7,
        }),
      ],
    },
  );
  renderTestApp({
    features: [plugin],
    apis: [
      apiMock({
        get: async () => shown,
      }),
      [catalogApiRef, catalogApiMock({ entities: [] })],
      mockApis.identity({ userEntityRef: 'user:default/ada' }),
    ],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: ['/postmortems/12'],
  });
  const before = within(
    await screen.findByRole('list', { name: 'It happened before' }),
  );
  const [first, second] = before.getAllByRole('listitem');
  expect(first).toHaveTextContent(
    'second time on payment: No performance gate (PM-9)',
  );
  expect(within(first).getByRole('link', { name: 'PM-9' })).toHaveAttribute(
    'href',
    '/postmortems/PM-9',
  );
  expect(second).toHaveTextContent(
    '7 times now on payment, checkout and 1 more: No owner (PM-9 and 5 more)',
  );

  const whys = within(await screen.findByRole('region', { name: 'Why?' }));
  expect(
    await whys.findByRole('link', { name: 'No performance gate' }),
  ).toHaveAttribute('href', '/postmortems/causes/c1');
});
