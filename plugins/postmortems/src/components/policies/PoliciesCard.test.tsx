// SPDX-License-Identifier: Apache-2.0

import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import { apiMock } from '../../__testUtils__/apiMock';
import { rootRouteRef } from '../../routes';
import { PoliciesCard } from './PoliciesCard';

jest.setTimeout(60_000);

const POSTMORTEM = { id: 'p', number: 12, title: 'Slow', severity: 'P1' };

function renderCard(api: ReturnType<typeof apiMock>) {
  return renderInTestApp(
    <PoliciesCard query={{ team: ['group:default/payments'] }} round={0} />,
    {
      apis: [api, [catalogApiRef, catalogApiMock()]],
      mountedRoutes: {
        '/postmortems': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
}

it('says how policies are kept, and what violates them', async () => {
  const api = apiMock({
    policies: async () => ({
      publication: {
        workingDays: { P1: 5, P2: 1 },
        kept: 3,
        total: 5,
        items: [
          {
            ...POSTMORTEM,
            status: 'draft',
            resolvedAt: '2026-11-10T12:00:00.000Z',
            publishBy: '2026-11-17T12:00:00.000Z',
            firstPublishedAt: null,
            createdBy: 'user:default/ada',
          },
          {
            ...POSTMORTEM,
            id: 'q',
            number: 13,
            status: 'published',
            resolvedAt: '2026-11-10T12:00:00.000Z',
            publishBy: '2026-11-17T12:00:00.000Z',
            firstPublishedAt: '2026-11-19T12:00:00.000Z',
            createdBy: 'user:default/ada',
          },
        ],
        totalItems: 2,
      },
      prevention: {
        withinDays: 30,
        kept: 0,
        total: 0,
        items: Array.from({ length: 20 }, (_, index) => ({
          id: `i${index}`,
          description: `Add gate ${index}.`,
          owner: 'user:default/bo',
          dueDate: null,
          promisedAt: '2026-09-01T12:00:00.000Z',
          postmortem: POSTMORTEM,
        })),
        totalItems: 40,
      },
    }),
  });
  const { container } = renderCard(api);
  const published = await screen.findByRole('list', {
    name: 'Published in time: P1 within 5 working days, P2 within 1 working day',
  });
  const [first, second] = within(published).getAllByRole('listitem');
  expect(first).toHaveTextContent('PM-12 Slow');
  expect(first).toHaveTextContent('not published, was due 17 Nov 2026');
  expect(second).toHaveTextContent(
    'published 19 Nov 2026, was due 17 Nov 2026',
  );
  expect(screen.getByText('3 of 5 in time, 2 violations')).toBeInTheDocument();
  const prevented = screen.getByRole('list', {
    name: 'Preventive action items done within 30 days',
  });
  expect(await within(prevented).findByText('Add gate 4.')).toBeVisible();
  expect(prevented).toHaveTextContent('open since 1 Sep 2026');
  expect(prevented).not.toHaveTextContent('Add gate 5.');
  fireEvent.click(screen.getByRole('button', { name: 'Show 20' }));
  expect(await within(prevented).findByText('Add gate 19.')).toBeVisible();
  expect(screen.getByText('and 20 more')).toBeInTheDocument();
  expect(
    screen.getByText('nothing to measure yet, 40 violations'),
  ).toBeInTheDocument();
  expect(await axe(container)).toHaveNoViolations();
});

it('is not there where the portal has no policies', async () => {
  const api = apiMock();
  renderCard(api);
  await waitFor(() => expect(api.policies).toHaveBeenCalled());
  expect(screen.queryByText('Policies')).toBeNull();
});
