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

const open = (server: FakeServer) =>
  renderEditor({
    path: '/postmortems/PM-12/edit',
    api: { get: server.get, save: server.save, publish: server.publish },
  });

const field = (name: string) =>
  screen.findByRole('textbox', { name }, { timeout: 20_000 });

const write = (input: HTMLElement, value: string) =>
  fireEvent.change(input, { target: { value } });

/** What is underlined over an input. */
const marksOf = (input: HTMLElement) =>
  [...input.parentElement!.querySelectorAll('u')].map(mark =>
    mark.getAttribute('data-text'),
  );

/** The text that stands before the first underline. */
const beforeMark = (input: HTMLElement) =>
  input
    .parentElement!.querySelector('u')
    ?.previousElementSibling?.getAttribute('data-text');

it('says beside each field what publishing wants, and as an error once asked', async () => {
  const { user } = open(new FakeServer({ title: 'Slow' }));
  const impact = await field('Impact');
  expect(impact).toHaveAccessibleDescription(
    /^Who was affected and how.*To publish: Say who was affected and how\.$/,
  );
  expect(impact).toBeValid();
  const timeline = screen.getByRole('list', { name: /^Timeline in/ });
  expect(timeline).toHaveAccessibleDescription(
    /^To publish: Add when it was detected.*To publish: Add when it was resolved/,
  );
  await user.click(screen.getByRole('button', { name: 'Add action item' }));
  await user.keyboard('Warm it up');
  const owner = await field('Owner');
  await waitFor(() =>
    expect(owner).toHaveAccessibleDescription(
      'To publish: Choose who owns this action item.',
    ),
  );
  expect(owner).toBeValid();

  await user.click(screen.getByRole('button', { name: 'Publish' }));
  expect(impact).toHaveAccessibleDescription('Say who was affected and how.');
  expect(impact).toBeInvalid();
  expect(owner).toHaveAccessibleDescription(
    'Choose who owns this action item.',
  );
  expect(screen.queryByText(/^To publish/)).not.toBeInTheDocument();
});

it('underlines words that point at a person while they are written', async () => {
  const { user } = open(
    new FakeServer({
      title: 'Slow',
      rootCause: 'Ada should have noticed',
      wentWrong: [{ id: newId(), text: 'It was human error' }],
    }),
  );
  const cause = await field('Root cause');
  expect(marksOf(cause)).toEqual(['should have']);
  expect(beforeMark(cause)).toBe('Ada ');
  expect(cause).toHaveAccessibleDescription(
    /“should have”: what in our system allowed this\?$/,
  );
  const wrong = await field('What went wrong 1');
  expect(marksOf(wrong)).toEqual(['human error']);

  // The line goes with the words at once.
  write(cause, 'That night Ada should have noticed');
  expect(beforeMark(cause)).toBe('That night Ada ');
  write(cause, 'Nothing told Ada');
  expect(marksOf(cause)).toEqual([]);
  write(cause, 'Careless, and human error');
  await waitFor(() =>
    expect(marksOf(cause)).toEqual(['Careless', 'human error']),
  );

  await user.click(
    screen.getByRole('button', { name: '“human error” What went wrong' }),
  );
  expect(wrong).toHaveFocus();
});

it('leaves the preview for who goes to the field, or when its text has gone', async () => {
  const server = new FakeServer({
    title: 'Slow',
    rootCause: 'Somebody forgot to look',
  });
  const { user } = open(server);
  const toggle = await screen.findByRole(
    'button',
    { name: 'Preview of Root cause' },
    { timeout: 20_000 },
  );
  await user.click(toggle);
  expect(
    screen.queryByRole('textbox', { name: 'Root cause' }),
  ).not.toBeInTheDocument();
  const hints = screen.getByRole('region', {
    name: 'What in our system allowed this?',
  });
  await user.click(within(hints).getByRole('button', { name: /forgot to/ }));
  const input = await field('Root cause');
  expect(input).toHaveFocus();
  expect((input as HTMLTextAreaElement).selectionStart).toBe(9);

  // Somebody else empties it while it is looked at.
  await user.click(
    screen.getByRole('button', { name: 'Preview of Root cause' }),
  );
  server.change({ rootCause: '' });
  const trigger = await field('Trigger');
  act(() => trigger.focus());
  write(trigger, 'A deploy');
  await user.keyboard('{Control>}s{/Control}');
  expect(await field('Root cause')).toHaveValue('');
});

it('does not call a field empty in which somebody is writing', async () => {
  open(new FakeServer({ title: 'Slow' }));
  const title = await field('Title');
  act(() => title.focus());
  write(title, '');
  await act(async () => title.blur());
  act(() => title.focus());
  write(title, 'Slower');
  expect(title).toBeValid();
  expect(title).toHaveAccessibleDescription(/^Short and plain/);
});

it('takes an Enter that confirms a word of an input method for no Enter', async () => {
  const { user } = open(
    new FakeServer({
      title: 'Slow',
      wentWell: [{ id: newId(), text: 'うまく' }],
      whys: [
        {
          id: newId(),
          parentId: null,
          question: 'なぜ',
          answer: 'ため',
          evidenceUrl: '',
        },
      ],
      timeline: [{ id: newId(), at: null, kind: 'other', text: '警報' }],
    }),
  );
  await field('Title');
  await user.click(screen.getByRole('button', { name: 'Add action item' }));
  const names = [
    'What went well 1',
    'Question 1',
    'Answer 1',
    'Time of entry 1',
    'Text of entry 1',
    'Action item 1: what is to be done',
    'Started',
  ];
  const rows = () => document.querySelectorAll('input, textarea').length;
  const before = rows();
  for (const name of names) {
    const input = screen.getByRole('textbox', { name });
    act(() => input.focus());
    // Chromium and Firefox; Safari, which has ended composing by then.
    for (const init of [{ isComposing: true }, { keyCode: 229 }]) {
      const goesOn = fireEvent.keyDown(input, { key: 'Enter', ...init });
      expect([name, goesOn, rows()]).toEqual([name, true, before]);
      expect(input).toHaveFocus();
    }
  }
});
