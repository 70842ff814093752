// SPDX-License-Identifier: Apache-2.0

import { createTranslationMessages } from '@backstage/core-plugin-api/alpha';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { screen, within } from '@testing-library/react';
import { apiMock } from './__testUtils__/apiMock';
import { entity } from './__testUtils__/fixtures';
import plugin from './index';
import { postmortemsTranslationRef } from './translation';

jest.setTimeout(60_000);

it.each([
  ['/postmortems', 'All postmortems'],
  ['/postmortems/new', 'New postmortem'],
  ['/postmortems/import', 'Import postmortems'],
  ['/postmortems/action-items', 'Action items'],
  // Leads to it.
  ['/my-action-items', 'Action items'],
  ['/postmortems/review', 'Team review'],
])('answers at %s', async (route, heading) => {
  renderTestApp({
    features: [plugin],
    apis: [apiMock(), catalogApiMock({ entities: [entity] })],
    // Links to entities need their page.
    extensions: [createTestEntityPage({ entity })],
    initialRouteEntries: [route],
  });
  expect(
    await screen.findByRole('heading', { name: heading, level: 2 }),
  ).toBeInTheDocument();
});

it('puts what a page offers into the header that the portal draws', async () => {
  renderTestApp({
    features: [plugin],
    apis: [apiMock(), catalogApiMock({ entities: [entity] })],
    extensions: [createTestEntityPage({ entity })],
    initialRouteEntries: ['/postmortems'],
  });
  const page = (
    await screen.findByRole('heading', { name: 'All postmortems' })
  ).closest('article')!;
  expect(
    await screen.findByRole('button', { name: 'New postmortem' }),
  ).toHaveAttribute('href', '/postmortems/new');
  expect(
    within(page).queryByRole('button', { name: 'New postmortem' }),
  ).not.toBeInTheDocument();
});

it('has the titles of its pages in the language of the portal', async () => {
  const messages = createTranslationMessages({
    ref: postmortemsTranslationRef,
    messages: {
      'actionItems.title': 'Meine Aufgaben',
      'actionItems.pageTitle': 'Aufgaben',
    },
  });
  renderTestApp({
    features: [
      plugin,
      createFrontendModule({
        pluginId: 'app',
        extensions: [
          TranslationBlueprint.make({
            name: 'test',
            params: { resource: messages },
          }),
        ],
      }),
    ],
    apis: [apiMock(), catalogApiMock({ entities: [entity] })],
    extensions: [createTestEntityPage({ entity })],
    initialRouteEntries: ['/my-action-items'],
  });
  expect(
    await screen.findByRole('heading', { name: 'Aufgaben', level: 2 }),
  ).toBeInTheDocument();
  // The portal's header and sidebar too, where titles can be translated.
  const isTranslated = typeof postmortemsTranslationRef === 'function';
  expect(screen.queryAllByText('My action items').length > 0).toBe(
    !isTranslated,
  );
});
