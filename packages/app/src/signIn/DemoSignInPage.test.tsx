// SPDX-License-Identifier: Apache-2.0

import { IdentityApi } from '@backstage/core-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DemoSignInPage } from './DemoSignInPage';

const people = [
  { name: 'ada', displayName: 'Ada Holm', teams: ['team-payments'] },
  { name: 'carla', displayName: 'Carla Mendes', teams: ['team-storefront'] },
];

const json = (body: object, init?: ResponseInit) =>
  new Response(JSON.stringify(body), {
    ...init,
    headers: { 'content-type': 'application/json' },
  });

/** The auth backend: knows the people above, and guests. */
const backend = jest.fn(async (url: string, init?: RequestInit) => {
  if (url.endsWith('/auth/demo/people')) {
    return json({ items: people });
  }
  const isGuest = url.endsWith('/auth/guest/refresh');
  const name = isGuest
    ? 'guest'
    : new Headers(init?.headers).get('x-demo-user');
  if (!isGuest && !people.some(person => person.name === name)) {
    return json(
      {
        error: { name: 'AuthenticationError', message: `Who is ${name}` },
        response: { statusCode: 401 },
      },
      { status: 401 },
    );
  }
  return json({
    profile: {},
    backstageIdentity: {
      token: `e30.${btoa(JSON.stringify({ exp: 4_000_000_000 }))}.x`,
      identity: {
        type: 'user',
        userEntityRef: `user:default/${name}`,
        ownershipEntityRefs: [],
      },
    },
  });
});

const realFetch = global.fetch;
const onSignInSuccess = jest.fn<void, [IdentityApi]>();

beforeEach(() => {
  global.fetch = backend as typeof fetch;
  onSignInSuccess.mockReset();
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(() => {
  global.fetch = realFetch;
});

async function signedInAs(): Promise<string> {
  await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));
  const [identity] = onSignInSuccess.mock.calls[0];
  return (await identity.getBackstageIdentity()).userEntityRef;
}

function openPage() {
  return renderInTestApp(<DemoSignInPage onSignInSuccess={onSignInSuccess} />, {
    config: {
      app: { title: 'Demo' },
      backend: { baseUrl: 'http://localhost:7007' },
    },
  });
}

it('enters as the chosen person, again after a reload, until one signs out', async () => {
  const first = openPage();
  await userEvent.click(
    await screen.findByRole('button', {
      name: /Carla Mendes.*team-storefront/,
    }),
  );
  expect(await signedInAs()).toBe('user:default/carla');
  first.unmount();
  onSignInSuccess.mockReset();

  const reloaded = openPage();
  expect(await signedInAs()).toBe('user:default/carla');
  await onSignInSuccess.mock.calls[0][0].signOut();
  reloaded.unmount();
  onSignInSuccess.mockReset();

  openPage();
  expect(await screen.findByText('Who are you today?')).toBeInTheDocument();
  expect(onSignInSuccess).not.toHaveBeenCalled();
});

it('keeps the person of a tab when another tab has chosen somebody else', async () => {
  sessionStorage.setItem('demo-portal:person', 'ada');
  localStorage.setItem('demo-portal:person', 'carla');
  openPage();
  expect(await signedInAs()).toBe('user:default/ada');
});

it('lets one in as a guest', async () => {
  openPage();
  await userEvent.click(
    await screen.findByRole('button', { name: 'Enter as guest' }),
  );
  expect(await signedInAs()).toBe('user:default/guest');
});

it('offers the people again when somebody is refused', async () => {
  localStorage.setItem('demo-portal:person', 'nobody');
  openPage();
  expect(await screen.findByText(/Who is nobody\./)).toBeInTheDocument();
  await userEvent.click(
    await screen.findByRole('button', { name: /Ada Holm/ }),
  );
  expect(await signedInAs()).toBe('user:default/ada');
});
