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
function open(server: FakeServer, since: Partial<PostmortemDocument> = {}) {
  const values = { ...SENT, ...since };
  window.localStorage.setItem(
    KEY,
    JSON.stringify({ values, sent: [SENT], keptAt: Date.now() }),
  );
  const { list, get, save, create } = server;
  return renderEditor({
    path: '/postmortems/new',
    api: { list, get, save, create },
  });
}

const said = (words: RegExp) =>
  screen.findByText(words, {}, { timeout: 20_000 });

it('says that it was saved after all, and leads there', async () => {
  const { user } = open(new FakeServer(SENT));
  await said(/^“Slow” from .* was saved as PM-12\.$/);
  expect(screen.queryByText(/never saved/)).not.toBeInTheDocument();
  expect(window.localStorage.getItem(KEY)).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Continue it' }));
  expect(
    await screen.findByRole('link', { name: 'PM-12' }),
  ).toBeInTheDocument();
  expect(screen.getByRole('textbox', { name: 'In short' })).toHaveValue(
    'The queue was full.',
  );
});

it('keeps what was typed since for the draft that was saved', async () => {
  const server = new FakeServer(SENT);
  const { user } = open(server, { summary: 'The queue was full for hours.' });
  await said(/was saved as PM-12\.$/);
  await user.click(screen.getByRole('button', { name: 'Continue it' }));
  await said(/^Text from .* that had not reached the server is back/);
  expect(screen.getByRole('textbox', { name: 'In short' })).toHaveValue(
    'The queue was full for hours.',
  );
  await user.type(screen.getByRole('textbox', { name: 'Impact' }), 'Orders.');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(server.current).toMatchObject({
      version: 2,
      summary: 'The queue was full for hours.',
      impact: 'Orders.',
    }),
  );
  expect(server.create).not.toHaveBeenCalled();
});

it('says that it was never saved where the server does not have it', async () => {
  open(new FakeServer());
  expect(
    await said(/^“Slow” from .* was never saved on the server\.$/),
  ).toBeInTheDocument();
});

it('does not say so where the server could not be asked', async () => {
  const server = new FakeServer(SENT);
  server.offline = true;
  open(server);
  expect(
    await said(/^“Slow” from .* may not have been saved on the server\.$/),
  ).toBeInTheDocument();
});
