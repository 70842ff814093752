// SPDX-License-Identifier: Apache-2.0

import {
  act,
  createEvent,
  fireEvent,
  screen,
  waitFor,
} from '@testing-library/react';
import { PostmortemDocument } from 'backstage-plugin-postmortems-common';
import { FakeServer } from '../__testUtils__/FakeServer';
import { renderEditor } from '../__testUtils__/renderEditor';

jest.setTimeout(120_000);

beforeEach(() => window.localStorage.clear());

/** A new postmortem, with the place to drop a document opened. */
async function open(found: Partial<PostmortemDocument>) {
  const source = new FakeServer(found);
  const server = new FakeServer();
  const importing = jest.fn(async () => ({
    postmortem: source.current!,
    warnings: [],
  }));
  const { user } = renderEditor({
    path: '/postmortems/new?system=component:default/payment',
    api: { create: server.create, save: server.save, import: importing },
  });
  await user.click(
    await screen.findByRole(
      'button',
      { name: 'Start from an existing document' },
      { timeout: 20_000 },
    ),
  );
  return { server, user, importing };
}

const field = (name: string) => screen.findByRole('textbox', { name });

async function fill(name: string, text: string) {
  const input = await field(name);
  act(() => input.focus());
  fireEvent.change(input, { target: { value: text } });
}

function file(name: string, text = '# Old one', readable = true) {
  const made = new File([text], name);
  // jsdom's File cannot be read.
  Object.defineProperty(made, 'text', {
    value: async () => {
      if (!readable) throw new DOMException('gone', 'NotReadableError');
      return text;
    },
  });
  return made;
}

const drop = async (files: File[]) =>
  act(async () => {
    fireEvent.drop(screen.getByText('Drop a Markdown file here'), {
      dataTransfer: { files, types: ['Files'] },
    });
  });

it('keeps what was written before, and undoes only itself', async () => {
  const { server, user, importing } = await open({
    title: 'Old one',
    summary: 'Long ago.',
    impact: 'Some waited.',
    affectedSystems: ['component:default/cart'],
  });
  await fill('Title', 'Mine');
  await fill('In short', 'Typed.');
  await user.click(screen.getByRole('radio', { name: /^Restricted/ }));
  await drop([file('old.md')]);
  expect(
    await screen.findByText('What you had entered yourself stays here: Title'),
  ).toBeInTheDocument();
  expect(importing).toHaveBeenCalledWith({
    body: expect.objectContaining({
      fileName: 'old.md',
      affectedSystems: ['component:default/payment'],
    }),
  });
  expect(await field('In short')).toHaveValue('Typed.\n\nLong ago.');
  await waitFor(() =>
    expect(server.current).toMatchObject({
      title: 'Mine',
      visibility: 'restricted',
      impact: 'Some waited.',
      affectedSystems: ['component:default/payment', 'component:default/cart'],
    }),
  );

  await fill('Impact', 'Some waited, for an hour.');
  await fill('Trigger', 'A deploy');
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  expect(await field('In short')).toHaveValue('Typed.');
  expect(await field('Impact')).toHaveValue('Some waited, for an hour.');
  expect(await field('Trigger')).toHaveValue('A deploy');
  expect(screen.queryByText('cart')).not.toBeInTheDocument();
});

it('says what it does not read, and why', async () => {
  const { importing, server } = await open({ title: 'Old one' });
  await drop([file('.DS_Store'), file('picture.png')]);
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'There is no Markdown or text file in it.',
  );
  await drop([file('gone.md', '', false)]);
  await waitFor(() =>
    expect(screen.getByRole('alert')).toHaveTextContent(
      'The browser could not read the file.',
    ),
  );
  await drop([file('empty.md', ' ')]);
  await waitFor(() =>
    expect(screen.getByRole('alert')).toHaveTextContent('The file is empty'),
  );
  expect(importing).not.toHaveBeenCalled();

  // What is pasted stays where the draft is saved meanwhile.
  await fill('Or paste its text', '# Half');
  await fill('Title', 'Mine');
  await waitFor(() => expect(server.current?.title).toBe('Mine'));
  expect(await field('Or paste its text')).toHaveValue('# Half');

  await drop([file('README.md'), file('b.md'), file('c.md')]);
  expect(
    await screen.findByText(
      'Not read, since one document fills the form: c.md, README.md',
    ),
  ).toBeInTheDocument();
  expect(importing).toHaveBeenCalledWith({
    body: expect.objectContaining({ fileName: 'b.md' }),
  });
});

it('says when a folder cannot be read, and is not left for a file', async () => {
  await open({ title: 'Old one' });
  const lost = {
    isFile: true,
    name: 'lost.md',
    file: (_: unknown, fail: (error: Error) => void) => fail(new Error('no')),
  };
  await act(async () => {
    fireEvent.drop(screen.getByText('Drop a Markdown file here'), {
      dataTransfer: {
        items: [{ webkitGetAsEntry: () => lost }],
        files: [],
        types: ['Files'],
      },
    });
  });
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'The browser could not read the file.',
  );

  const title = await field('Title');
  for (const [types, prevented] of [
    [['Files'], true],
    [['text/plain'], false],
  ]) {
    const event = createEvent.drop(title, { dataTransfer: { types } });
    fireEvent(title, event);
    expect(event.defaultPrevented).toBe(prevented);
  }
});

it('says nothing of a field any more that it has filled', async () => {
  await open({ title: 'Old one' });
  const title = await field('Title');
  act(() => title.focus());
  // Found wrong when it is left, which is not said while it is empty.
  await act(async () => title.blur());
  await drop([file('old.md')]);
  await waitFor(() => expect(title).toHaveValue('Old one'));
  await waitFor(() => expect(title).toBeValid());
  expect(title).toHaveAccessibleDescription(/^Short and plain/);
});
