// SPDX-License-Identifier: Apache-2.0

import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor } from '@testing-library/react';
import { apiMock } from '../../__testUtils__/apiMock';
import { entity } from '../../__testUtils__/fixtures';
import { refusal } from '../../__testUtils__/refusal';
import plugin from '../../index';

jest.setTimeout(60_000);

const NOTICE = 'You may not read postmortems here.';

/** Opens a page as somebody to whom the portal denies `postmortem.read`. */
function open(path: string, where: 'tab' | 'card' | 'page' = 'page') {
  const refuse = async () => {
    throw refusal(403, {
      name: 'NotAllowedError',
      message: 'You may not read postmortems here',
      permission: 'postmortem.read',
    });
  };
  renderTestApp({
    features: [plugin],
    apis: [
      apiMock({
        list: refuse,
        systemOverview: refuse,
        ownerOverview: refuse,
        actionItems: refuse,
        causes: refuse,
        metrics: refuse,
        systemPossibleRecurrences: refuse,
        ownerPossibleRecurrences: refuse,
      }),
      mockApis.permission(),
      mockApis.identity({ userEntityRef: 'user:default/ada' }),
      [catalogApiRef, catalogApiMock({ entities: [entity] })],
    ],
    extensions: where === 'page' ? [] : [createTestEntityPage({ entity })],
    config: {
      app: { extensions: [{ 'entity-card:postmortems': where === 'card' }] },
    },
    initialRouteEntries: [path],
  });
}

it.each([
  ['the tab', '/', 'tab'],
  ['the list', '/postmortems', 'page'],
  ['the causes', '/postmortems/causes', 'page'],
  ['the action items', '/postmortems/action-items', 'page'],
  ['the card', '/', 'card'],
] as const)('is said once, and nothing else, on %s', async (_, path, where) => {
  open(path, where);
  expect(
    await screen.findByText(NOTICE, {}, { timeout: 20_000 }),
  ).toBeInTheDocument();
  // The page of an entity in these tests has its tab below its cards.
  await waitFor(() =>
    expect(screen.getAllByText(NOTICE)).toHaveLength(where === 'card' ? 2 : 1),
  );
  for (const untrue of [
    /No postmortems yet/,
    /Write the first one/,
    /^0 /,
    /Nothing open/,
    /No cause/,
  ])
    expect(screen.queryByText(untrue)).not.toBeInTheDocument();
  for (const offered of ['Try again', 'New postmortem'])
    expect(screen.queryByRole('button', { name: offered })).toBeNull();
});

it('is not said of another refusal, which can be tried again', async () => {
  const blocked = async () => {
    throw refusal(403, { message: 'Blocked by the proxy' });
  };
  renderTestApp({
    features: [plugin],
    apis: [
      apiMock({ list: blocked, causes: blocked }),
      mockApis.permission(),
      [catalogApiRef, catalogApiMock({ entities: [entity] })],
    ],
    initialRouteEntries: ['/postmortems'],
  });
  expect(
    await screen.findByRole('button', { name: 'Try again' }),
  ).toBeInTheDocument();
  expect(screen.queryByText(NOTICE)).not.toBeInTheDocument();
});
