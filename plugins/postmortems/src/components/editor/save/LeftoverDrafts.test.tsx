// SPDX-License-Identifier: Apache-2.0

import { screen, waitFor } from '@testing-library/react';
import { PostmortemDocument } from 'backstage-plugin-postmortems-common';
import { FakeServer } from '../__testUtils__/FakeServer';
import { renderEditor } from '../__testUtils__/renderEditor';
import { newDocument } from '../form/document';

jest.setTimeout(60_000);

const KEY = 'postmortems/draft/user:default/ada/left';
const SENT = newDocument({ title: 'Slow', summary: 'The queue was full.' });

beforeEach(() => window.localStorage.clear());

/** Opens a new one where an earlier one was sent, and no answer came. */
async function open(
  server: FakeServer,
  options: { since?: Partial<PostmortemDocument>; arrived: boolean },
) {
  const creation = { idempotencyKey: 'key-1', body: SENT, triedAt: Date.now() };
  if (options.arrived) await server.create(creation);
  const values = { ...SENT, ...options.since };
  window.localStorage.setItem(
    KEY,
    JSON.stringify({ values, creation, keptAt: Date.now() }),
  );
  const { get, save, create } = server;
  return renderEditor({
    path: '/postmortems/new',
    api: { get, save, create },
  });
}

const findNotice = (words: RegExp) =>
  screen.findByText(words, {}, { timeout: 20_000 });

/** Nobody knows yet; going on finds out. */
const mayBeSaved = () =>
  findNotice(/^“Slow” from .* may not have been saved on the server\.$/);

const field = (name: string) => screen.findByRole('textbox', { name });

it('leads to what was saved after all, and makes no other', async () => {
  const server = new FakeServer();
  const { user, address } = await open(server, { arrived: true });
  await mayBeSaved();
  expect(screen.queryByText(/never saved/)).not.toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Continue it' }));
  expect(
    await screen.findByRole('link', { name: 'PM-12' }, { timeout: 20_000 }),
  ).toBeInTheDocument();
  expect(await field('In short')).toHaveValue('The queue was full.');
  expect(address.path).toBe('/postmortems/PM-12/edit');
  expect(server.created).toBe(1);
  expect(server.current!.version).toBe(1);
  await waitFor(() =>
    expect(Object.keys(window.localStorage).join()).not.toContain('draft'),
  );
});

it('saves what was typed since into it', async () => {
  const server = new FakeServer();
  const { user } = await open(server, {
    arrived: true,
    since: { summary: 'The queue was full for hours.' },
  });
  await mayBeSaved();
  await user.click(screen.getByRole('button', { name: 'Continue it' }));
  await waitFor(async () =>
    expect(await field('In short')).toHaveValue(
      'The queue was full for hours.',
    ),
  );
  await user.type(await field('Impact'), 'Orders.');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(server.current).toMatchObject({
      version: 2,
      summary: 'The queue was full for hours.',
      impact: 'Orders.',
    }),
  );
  expect(server.created).toBe(1);
});

it('creates it when one goes on where the server does not have it', async () => {
  const server = new FakeServer();
  const { user } = await open(server, { arrived: false });
  await mayBeSaved();
  expect(server.create).not.toHaveBeenCalled();
  await user.click(screen.getByRole('button', { name: 'Continue it' }));
  await screen.findByRole('link', { name: 'PM-12' }, { timeout: 20_000 });
  expect(server.created).toBe(1);
});

it('says that it was never saved where it was never sent', async () => {
  window.localStorage.setItem(
    KEY,
    JSON.stringify({ values: SENT, keptAt: Date.now() }),
  );
  const { create } = new FakeServer();
  const { user } = renderEditor({
    path: '/postmortems/new',
    api: { create },
  });
  const notice = await findNotice(
    /^“Slow” from .* was never saved on the server\.$/,
  );
  await user.click(screen.getByRole('button', { name: 'Throw away' }));
  await waitFor(() => expect(notice).not.toBeInTheDocument());
  expect(window.localStorage.getItem(KEY)).toBeNull();
  expect(create).not.toHaveBeenCalled();
});
