import { screen } from '@testing-library/react';
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
