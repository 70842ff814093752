// SPDX-License-Identifier: Apache-2.0

import { screen, within } from '@testing-library/react';
import { FakeServer } from '../__testUtils__/FakeServer';
import { renderEditor } from '../__testUtils__/renderEditor';

jest.setTimeout(60_000);

beforeEach(() => window.localStorage.clear());

it('says why it cannot be published by whoever may only write it', async () => {
  const server = new FakeServer({ title: 'Slow' });
  server.current!.can = { update: true, publish: false, delete: false };
  renderEditor({
    path: '/postmortems/PM-12/edit',
    api: { get: server.get, save: server.save },
  });
  expect(
    await screen.findByText(
      /^You may write this postmortem, but not publish it\./,
      {},
      { timeout: 20_000 },
    ),
  ).toBeInTheDocument();
  expect(
    screen.queryByRole('button', { name: 'Publish' }),
  ).not.toBeInTheDocument();
});

it('shows every hint to who asks for the rest', async () => {
  const server = new FakeServer({
    title: 'Slow',
    wentWrong: Array.from({ length: 10 }, (_, n) => ({
      id: `00000000-0000-4000-8000-00000000000${n}`,
      text: 'Bo should have known',
    })),
  });
  const { user } = renderEditor({
    path: '/postmortems/PM-12/edit',
    api: { get: server.get, save: server.save },
  });
  const hints = within(
    await screen.findByRole(
      'region',
      { name: 'What in our system allowed this?' },
      { timeout: 20_000 },
    ),
  );
  expect(hints.getAllByRole('listitem')).toHaveLength(8);
  await user.click(hints.getByRole('button', { name: 'Show 2 more' }));
  const all = hints.getAllByRole('button', { name: /What went wrong$/ });
  expect(all).toHaveLength(10);
  await user.click(all[9]);
  expect(
    screen.getByRole('textbox', { name: 'What went wrong 10' }),
  ).toHaveFocus();
  await user.click(hints.getByRole('button', { name: 'Show fewer' }));
  expect(hints.getAllByRole('listitem')).toHaveLength(8);
});
