// SPDX-License-Identifier: Apache-2.0

import {
  act,
  cleanup,
  fireEvent,
  screen,
  waitFor,
} from '@testing-library/react';
import { newId } from 'backstage-plugin-postmortems-common';
import { FakeServer } from '../__testUtils__/FakeServer';
import { renderEditor } from '../__testUtils__/renderEditor';

jest.setTimeout(120_000);

beforeEach(() => window.localStorage.clear());

const open = (server: FakeServer) =>
  renderEditor({
    path: '/postmortems/PM-12/edit',
    api: { get: server.get, save: server.save },
  });

const field = (name: string) =>
  screen.findByRole('textbox', { name }, { timeout: 20_000 });

/** Types over what stands in an input, and leaves it. */
async function type(name: string, text: string) {
  const input = await field(name);
  act(() => input.focus());
  fireEvent.change(input, { target: { value: text } });
  act(() => input.blur());
}

const kept = () =>
  Object.keys(window.localStorage).filter(key => key.includes('draft'));

it('keeps what cannot be read, and says that it is not saved', async () => {
  const server = new FakeServer({
    title: 'Slow',
    timeline: [
      { id: newId(), at: null, kind: 'detected', text: 'The alert fired' },
    ],
  });
  const { user } = open(server);
  await type('Time of entry 1', '25:99');
  await type('Detected', 'yesterday 5');
  await type('Users affected', 'a lot');
  await type('In short', 'All else is saved');
  await user.keyboard('{Control>}s{/Control}');
  await waitFor(() =>
    expect(server.current!.summary).toBe('All else is saved'),
  );
  expect(
    await screen.findByText(/^Saved \d\d:\d\d, but not everything$/),
  ).toBeVisible();
  expect(
    screen.getByRole('button', {
      name: '3 fields cannot be read and are not saved',
    }),
  ).toBeVisible();

  // Leaving asks, and what it promises is so.
  await user.click(screen.getByRole('link', { name: 'PM-12' }));
  expect(
    await screen.findByText(/This browser keeps them either way\.$/),
  ).toBeVisible();
  const closing = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(closing);
  expect(closing.defaultPrevented).toBe(true);

  cleanup();
  open(server);
  expect(await field('Time of entry 1')).toHaveValue('25:99');
  expect(await field('Time of entry 1')).toBeInvalid();
  expect(await field('Detected')).toHaveValue('yesterday 5');
  expect(await field('Detected')).toHaveAccessibleDescription(/^Not a time\./);
  expect(await field('Users affected')).toHaveValue('a lot');
  expect(await screen.findByText('Not everything is saved')).toBeVisible();

  // Nothing is left behind of what is put right.
  await type('Time of entry 1', '');
  await type('Detected', '');
  await type('Users affected', '');
  expect(await screen.findByText('No unsaved text')).toBeVisible();
  await waitFor(() => expect(kept()).toEqual([]));
  expect(screen.queryByText(/cannot be read/)).not.toBeInTheDocument();
});

it('forgets what cannot be read with its entry, and with all that is dropped', async () => {
  const server = new FakeServer({
    title: 'Slow',
    timeline: [{ id: newId(), at: null, kind: 'paged', text: 'Ada' }],
  });
  const { user } = open(server);
  await type('Time of entry 1', '25:99');
  expect(await screen.findByText('Not everything is saved')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Remove entry 1' }));
  await waitFor(() => expect(server.current!.timeline).toEqual([]));
  await waitFor(() => expect(kept()).toEqual([]));

  // Text of an earlier visit, which somebody does not want.
  server.offline = true;
  await type('In short', 'by train');
  await type('Detected', 'yesterday 5');
  expect(
    await screen.findByText('Offline, kept in this browser'),
  ).toBeVisible();
  cleanup();
  server.offline = false;
  const again = open(server).user;
  expect(await field('Detected')).toHaveValue('yesterday 5');
  await again.click(
    await screen.findByRole('button', { name: 'Use the saved version' }),
  );
  expect(await field('Detected')).toHaveValue('');
  expect(kept()).toEqual([]);
});
