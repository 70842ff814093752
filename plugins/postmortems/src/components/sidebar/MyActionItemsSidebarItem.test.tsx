// SPDX-License-Identifier: Apache-2.0

import { SidebarOpenStateProvider } from '@backstage/core-components';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  renderInTestApp as renderInLegacyTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { act, screen } from '@testing-library/react';
import { ActionItemPatch } from 'backstage-plugin-postmortems-common';
import { axe } from 'jest-axe';
import { actionItem } from '../../__testUtils__/fixtures';
import { createPostmortemsApi, postmortemsApiRef } from '../../api';
import { myActionItemsRouteRef } from '../../routes';
import { MyActionItemsSidebarItem } from './MyActionItemsSidebarItem';

jest.setTimeout(60_000);

const mountedRoutes = { '/my-action-items': myActionItemsRouteRef };

/** The real client on a server that says how many items are overdue. */
function startServer(overdue: number | 'down') {
  const server = { overdue, asked: [] as string[] };
  const api = createPostmortemsApi({
    fetchApi: {
      fetch: async (input, init) => {
        if (init?.method === 'PATCH') {
          server.overdue = 2;
          return Response.json(actionItem({ status: 'done', due: 'later' }));
        }
        server.asked.push(String(input));
        return server.overdue === 'down'
          ? Response.json({ error: { message: 'down' } }, { status: 503 })
          : Response.json({ items: [], totalItems: server.overdue });
      },
    },
  });
  return { server, api };
}

type Api = ReturnType<typeof startServer>['api'];

const item = (isOpen: boolean) => (
  <SidebarOpenStateProvider value={{ isOpen, setOpen: () => {} }}>
    <MyActionItemsSidebarItem />
  </SidebarOpenStateProvider>
);

const renderers = [
  [
    'new',
    async (api: Api, isOpen = true) =>
      renderInTestApp(item(isOpen), {
        apis: [[postmortemsApiRef, api]],
        mountedRoutes,
      }),
  ],
  [
    'legacy',
    async (api: Api, isOpen = true) =>
      renderInLegacyTestApp(
        <TestApiProvider apis={[[postmortemsApiRef, api]]}>
          {item(isOpen)}
        </TestApiProvider>,
        { mountedRoutes },
      ),
  ],
] as const;

afterEach(() => jest.useRealTimers());

describe.each(renderers)('in the %s frontend system', (_, render) => {
  it('says how many are overdue, to eyes and to screen readers', async () => {
    const { server, api } = startServer(3);
    const { container } = await render(api);
    const link = await screen.findByRole('link', {
      name: 'My action items, 3 overdue',
    });
    expect(link).toHaveAttribute('href', '/my-action-items');
    expect(link).toHaveTextContent('My action items3');
    expect(server.asked).toHaveLength(1);
    expect(server.asked[0]).toMatch(
      /\/action-items\?owner=me&due=overdue&postmortemStatus=published&limit=1$/,
    );
    expect(await axe(container)).toHaveNoViolations();
  });
});

const [[, render]] = renderers;
const name = (count: number) => `My action items, ${count} overdue`;

it('is a plain item where nothing is overdue, or nobody can say', async () => {
  jest.useFakeTimers();
  const { server, api } = startServer(0);
  await render(api);
  const link = await screen.findByRole('link', { name: 'My action items' });
  expect(link).toHaveTextContent(/^My action items$/);

  server.overdue = 4;
  await act(() => jest.advanceTimersByTimeAsync(300_000 + 5_000));
  expect(link).toHaveAccessibleName(name(4));
  server.overdue = 'down';
  await act(() => jest.advanceTimersByTimeAsync(300_000 + 5_000));
  // What was known stays until it is known better.
  expect(link).toHaveAccessibleName(name(4));
  expect(server.asked).toHaveLength(3);
});

it('says it where the sidebar is folded up, and no more than fits where it is not', async () => {
  const folded = startServer(1);
  const { unmount } = await render(folded.api, false);
  const link = await screen.findByRole('link', { name: name(1) });
  expect(link).toHaveTextContent(/^$/);
  unmount();

  await render(startServer(230).api);
  expect(
    await screen.findByRole('link', { name: name(230) }),
  ).toHaveTextContent('99+');
});

it('follows what is written in this tab and whoever comes back to it, at most every five seconds', async () => {
  jest.useFakeTimers();
  const { server, api } = startServer(3);
  await render(api);
  await act(() => jest.advanceTimersByTimeAsync(0));
  const link = screen.getByRole('link', { name: name(3) });

  const body: ActionItemPatch = { status: 'done' };
  await act(async () => {
    await api.updateActionItem({ id: 'b1', body });
    await api.updateActionItem({ id: 'b2', body });
    await jest.advanceTimersByTimeAsync(4_000);
  });
  expect(server.asked).toHaveLength(1);
  await act(() => jest.advanceTimersByTimeAsync(1_500));
  expect(link).toHaveAccessibleName(name(2));
  expect(server.asked).toHaveLength(2);

  server.overdue = 7;
  await act(() => jest.advanceTimersByTimeAsync(60_000));
  expect(link).toHaveAccessibleName(name(2));
  window.dispatchEvent(new Event('focus'));
  await act(() => jest.advanceTimersByTimeAsync(10));
  expect(link).toHaveAccessibleName(name(7));
  expect(server.asked).toHaveLength(3);
});
