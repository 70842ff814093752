import {
  act,
  cleanup,
  fireEvent,
  screen,
  waitFor,
} from '@testing-library/react';
import { FakeServer } from './__testUtils__/FakeServer';
import { renderEditor } from './__testUtils__/renderEditor';

jest.setTimeout(60_000);

beforeEach(() => window.localStorage.clear());

const open = (server: FakeServer, hash = '') =>
  renderEditor({
    path: `/postmortems/PM-12/edit${hash}`,
    api: { get: server.get, save: server.save, publish: server.publish },
  });

const field = (name: string) =>
  screen.findByRole('textbox', { name }, { timeout: 20_000 });

async function fill(name: string, text: string) {
  const input = await field(name);
  act(() => input.focus());
  fireEvent.change(input, { target: { value: text } });
}

it('opens at the field that the link names', async () => {
  open(new FakeServer({ title: 'Slow' }), '#lessonsLearned');
  const lessons = await field('Lessons learned');
  await waitFor(() => expect(lessons).toHaveFocus());
});

it('keeps both versions when two people changed the same', async () => {
  const server = new FakeServer({ title: 'Slow', summary: 'before' });
  const { user } = open(server);
  await fill('In short', 'by Ada');
  server.change({ summary: 'by Bo', impact: 'Bo adds this' });
  await user.keyboard('{Control>}s{/Control}');

  const panel = await screen.findByRole('alert', {
    name: 'Two people changed the same text',
  });
  expect(panel).toHaveTextContent(/PM-12 was also changed by bo/);
  expect(screen.getByRole('group', { name: 'Yours' })).toHaveTextContent(
    'by Ada',
  );
  expect(screen.getByRole('group', { name: 'Theirs' })).toHaveTextContent(
    'by Bo',
  );
  // What only Bo changed is there already.
  expect(await field('Impact')).toHaveValue('Bo adds this');
  expect(await field('In short')).toHaveValue('by Ada');

  await user.click(
    screen.getByRole('button', { name: 'Put both into the field and edit' }),
  );
  expect(await field('In short')).toHaveValue('by Ada\n\nby Bo');
  await waitFor(() =>
    expect(server.current).toMatchObject({
      summary: 'by Ada\n\nby Bo',
      impact: 'Bo adds this',
    }),
  );
  expect(panel).not.toBeInTheDocument();
});

it('says that it is offline, and takes the text up after a reload', async () => {
  const server = new FakeServer({ title: 'Slow' });
  const { user } = open(server);
  await field('In short');
  server.offline = true;
  await fill('In short', 'typed on the train');
  await user.keyboard('{Control>}s{/Control}');
  expect(
    await screen.findByText('Offline, kept in this browser'),
  ).toBeInTheDocument();
  server.offline = false;

  cleanup();
  const again = open(server).user;
  expect(
    await screen.findByText(/that had not reached the server is back/),
  ).toBeInTheDocument();
  expect(await field('In short')).toHaveValue('typed on the train');
  await again.click(
    screen.getByRole('button', { name: 'Use the saved version' }),
  );
  expect(await field('In short')).toHaveValue('');
});

it('lets a published one be saved only when it is complete', async () => {
  const server = new FakeServer({ title: 'Slow' });
  server.current!.status = 'published';
  const { user } = open(server);
  await fill('In short', 'more');
  expect(
    await screen.findByText('Kept in this browser, not saved yet'),
  ).toBeInTheDocument();
  expect(
    screen.queryByRole('button', { name: 'Publish' }),
  ).not.toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(server.save).not.toHaveBeenCalled();
  expect(await field('Impact')).toHaveAccessibleDescription(
    'Say who was affected and how.',
  );
});
