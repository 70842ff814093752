// SPDX-License-Identifier: Apache-2.0

import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import { newId } from 'backstage-plugin-postmortems-common';
import { FakeServer } from '../__testUtils__/FakeServer';
import { renderEditor } from '../__testUtils__/renderEditor';

jest.setTimeout(60_000);

beforeEach(() => window.localStorage.clear());

const entry = (at: string | null, text: string) =>
  ({ id: newId(), at, kind: 'other', text }) as const;

const open = (server: FakeServer) =>
  renderEditor({
    path: '/postmortems/PM-12/edit',
    api: { get: server.get, save: server.save, publish: server.publish },
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

it('keeps the rows in their places while a button is pressed', async () => {
  const server = new FakeServer({
    title: 'Slow',
    timeline: [
      entry('2026-11-01T09:00:00.000Z', 'first'),
      entry('2026-11-01T10:00:00.000Z', 'second'),
      entry('2026-11-01T11:00:00.000Z', 'third'),
    ],
  });
  const { user } = open(server);
  const texts = () =>
    screen
      .getAllByRole('textbox', { name: /^Text of entry/ })
      .map(input => (input as HTMLTextAreaElement).value);
  const time = await field('Time of entry 1');
  act(() => time.focus());
  fireEvent.change(time, { target: { value: '12:00' } });
  const remove = screen.getByRole('button', { name: 'Remove entry 2' });
  await user.pointer({ target: remove, keys: '[MouseLeft>]' });
  expect(time).not.toHaveFocus();
  expect(texts()).toEqual(['first', 'second', 'third']);
  await user.pointer({ target: remove, keys: '[/MouseLeft]' });
  await waitFor(() => expect(texts()).toEqual(['third', 'first']));
});

it('keeps an entry on its day when its minutes are corrected', async () => {
  const server = new FakeServer({
    title: 'Slow',
    timeline: [
      entry('2026-11-01T09:00:00.000Z', 'first'),
      entry('2026-11-04T10:00:00.000Z', 'last'),
    ],
  });
  const { user } = open(server);
  await type('Time of entry 2', '10:05');
  await user.keyboard('{Control>}s{/Control}');
  await waitFor(() =>
    expect(server.current?.timeline[1]).toMatchObject({
      at: '2026-11-04T10:05:00.000Z',
      text: 'last',
    }),
  );
  // Ten minutes after the entry before, and not after itself.
  await type('Time of entry 2', '+10');
  await user.keyboard('{Control>}s{/Control}');
  await waitFor(() =>
    expect(server.current?.timeline[1].at).toBe('2026-11-01T09:10:00.000Z'),
  );
});

it('keeps a time that it cannot read where it was typed, and says so', async () => {
  const server = new FakeServer({
    title: 'Slow',
    timeline: [entry(null, '')],
  });
  const { user } = open(server);
  await user.click(await screen.findByRole('button', { name: 'Add entry' }));
  await user.keyboard('half past two{Tab}It was back');
  const time = await field('Time of entry 1');
  expect(time).toHaveValue('half past two');
  expect(time).toBeInvalid();
  expect(time).toHaveAccessibleDescription(/^Not a time\./);

  const notice = await screen.findByRole('button', {
    name: 'One field cannot be read and is not saved',
  });
  expect(
    within(
      screen.getByRole('region', { name: /^Publishing still wants/ }),
    ).getByRole('button', {
      name: 'Time of entry 1: “half past two” cannot be read and is not saved.',
    }),
  ).toBeInTheDocument();
  await user.click(notice);
  expect(time).toHaveFocus();

  await type('Time of entry 1', '14h30');
  expect(time).toHaveValue('14:30');
  await waitFor(() =>
    expect(
      screen.queryByText('One field cannot be read and is not saved'),
    ).not.toBeInTheDocument(),
  );
});

it('asks for the offset in words where the clocks change', async () => {
  const server = new FakeServer({
    title: 'Slow',
    timeZone: 'Europe/Copenhagen',
  });
  open(server);
  await type('Started', '2026-03-29 02:30');
  expect(await field('Started')).toHaveAccessibleDescription(
    'The clocks in Europe/Copenhagen went forward over this time. Write one that they showed.',
  );
  expect(await field('Started')).toHaveValue('2026-03-29 02:30');
  await type('Started', '2026-10-25 02:30');
  expect(await field('Started')).toHaveValue('2026-10-25 02:30 +02:00');
  await type('Started', '2026-10-25 02:30 CET');
  expect(await field('Started')).toHaveValue('2026-10-25 02:30 +01:00');
});

it('writes an entry with n, Tab, a text and Enter', async () => {
  const server = new FakeServer({ title: 'Slow' });
  const { user } = open(server);
  await user.click(await screen.findByRole('button', { name: 'Add entry' }));
  const time = await field('Time of entry 1');
  await user.keyboard('n');
  expect(time).toHaveFocus();
  expect(time).toHaveDisplayValue(/^\d\d:\d\d/);
  await user.keyboard('{Tab}It was back{Enter}');
  expect(await field('Text of entry 1')).toHaveValue('It was back');
  expect(await field('Time of entry 2')).toHaveFocus();

  // The whole word, and a time in place of it.
  await user.keyboard('now');
  expect(await field('Time of entry 2')).toHaveDisplayValue(/^\d\d:\d\d/);
  await user.keyboard('+10{Tab}And stayed');
  expect(await field('Text of entry 2')).toHaveFocus();
  await user.keyboard('{Tab}');
  const kind = screen.getByRole('combobox', { name: 'Kind of entry 2' });
  expect(kind).toHaveFocus();
  expect(kind).toHaveDisplayValue('Noted');
  await user.keyboard('{Control>}s{/Control}');
  await waitFor(() => expect(server.current!.timeline).toHaveLength(2));
  const [first, second] = server.current!.timeline;
  expect(Date.parse(second.at!) - Date.parse(first.at!)).toBe(600_000);
});

it('puts an entry back that was removed by a slip', async () => {
  const server = new FakeServer({
    title: 'Slow',
    timeline: [
      entry('2026-11-01T09:00:00.000Z', 'first'),
      entry('2026-11-01T09:10:00.000Z', 'second'),
      entry('2026-11-01T09:20:00.000Z', 'third'),
    ],
  });
  const { user } = open(server);
  (await screen.findByRole('button', { name: 'Remove entry 2' })).focus();
  await user.keyboard('{Enter}');
  expect(await field('Text of entry 2')).toHaveValue('third');
  const undo = screen.getByRole('button', { name: 'Entry removed. Undo' });
  expect(undo).toHaveFocus();
  await user.keyboard('{Enter}');
  expect(await field('Text of entry 2')).toHaveValue('second');
  expect(await field('Text of entry 2')).toHaveFocus();
  expect(await field('Time of entry 2')).toHaveDisplayValue(/:10$/);
  expect(await field('Text of entry 3')).toHaveValue('third');
  expect(undo).not.toBeInTheDocument();

  // The last one, and one that nobody wrote anything in.
  await user.click(screen.getByRole('button', { name: 'Remove entry 3' }));
  await user.keyboard('{Enter}');
  expect(await field('Text of entry 3')).toHaveFocus();
  await user.keyboard('{Enter}');
  await user.click(screen.getByRole('button', { name: 'Remove entry 4' }));
  expect(await field('Text of entry 3')).toHaveFocus();
  expect(
    screen.queryByRole('button', { name: 'Entry removed. Undo' }),
  ).not.toBeInTheDocument();
});
