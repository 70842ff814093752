// SPDX-License-Identifier: Apache-2.0

import { screen, waitFor } from '@testing-library/react';
import { newDocument } from '../form/document';
import { FakeServer, refusal } from '../__testUtils__/FakeServer';
import { renderEditor } from '../__testUtils__/renderEditor';

jest.setTimeout(60_000);

const KEY = 'postmortems/draft/user:default/ada/left';

beforeEach(() => {
  window.localStorage.clear();
  window.localStorage.setItem(
    KEY,
    JSON.stringify({
      id: '00000000-0000-4000-8000-0000000000aa',
      number: 12,
      version: 1,
      values: newDocument({ title: 'Slow', summary: 'typed on the train' }),
      keptAt: Date.now(),
    }),
  );
});

const open = (server: FakeServer) =>
  renderEditor({
    path: '/postmortems/PM-12',
    api: { get: server.get, save: server.save },
  });

const onlyHere = () =>
  screen.findByText(
    /^This browser keeps text of yours from .* that was not saved\.$/,
    {},
    { timeout: 20_000 },
  );

it('tells who reads a postmortem of their text for it, and leads back to it', async () => {
  const { user } = open(new FakeServer({ title: 'Slow' }));
  await onlyHere();
  await user.click(screen.getByRole('button', { name: 'Continue writing' }));
  expect(await screen.findByRole('textbox', { name: 'In short' })).toHaveValue(
    'typed on the train',
  );
});

it('asks for the postmortem again when the text was saved after all', async () => {
  const server = new FakeServer({ title: 'Slow' });
  open(server);
  const notice = await onlyHere();
  server.change({ title: 'Slower' });
  // Another tab saved it, which the browser tells this one.
  window.localStorage.removeItem(KEY);
  window.dispatchEvent(
    new StorageEvent('storage', { key: KEY, newValue: null }),
  );
  await waitFor(() => expect(notice).not.toBeInTheDocument());
  expect(
    await screen.findByRole('heading', { name: /Slower/ }),
  ).toBeInTheDocument();
});

it('says nothing of text that the server has after all', async () => {
  open(new FakeServer({ title: 'Slow', summary: 'typed on the train' }));
  expect(
    await screen.findByText('typed on the train', {}, { timeout: 20_000 }),
  ).toBeInTheDocument();
  await waitFor(() => expect(window.localStorage.getItem(KEY)).toBeNull());
  expect(screen.queryByText(/^This browser keeps text/)).toBeNull();
});

it('is there without a connection as well', async () => {
  const server = new FakeServer({ title: 'Slow' });
  server.offline = true;
  open(server);
  expect(await onlyHere()).toBeInTheDocument();
});

it('hands it out where it can no longer be saved', async () => {
  const server = new FakeServer();
  server.get.mockRejectedValue(refusal(404, { name: 'NotFoundError' }));
  open(server);
  expect(
    await screen.findByRole('button', { name: 'Continue as a new draft' }),
  ).toBeInTheDocument();
});
