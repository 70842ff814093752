// SPDX-License-Identifier: Apache-2.0

import {
  act,
  cleanup,
  fireEvent,
  screen,
  waitFor,
} from '@testing-library/react';
import { newDocument } from './form/document';
import { FakeServer, refusal } from './__testUtils__/FakeServer';
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

it('leads back to where it is read, and asks before text is left', async () => {
  const server = new FakeServer({ title: 'Slow' });
  // One that is not saved by itself.
  server.current!.status = 'published';
  const { user } = open(server);
  await fill('In short', 'half a sentence');
  const out = screen.getByRole('link', { name: 'PM-12' });
  await user.click(out);
  await user.click(await screen.findByRole('button', { name: 'Stay' }));
  await waitFor(() =>
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
  );
  expect(await field('In short')).toHaveValue('half a sentence');
  await user.click(out);
  await user.click(await screen.findByRole('button', { name: 'Leave' }));
  expect(
    await screen.findByRole('heading', { name: 'PM-12 Slow' }),
  ).toBeVisible();
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
  open(server);
  await field('In short');
  server.offline = true;
  await fill('In short', 'typed on the train');
  // Saved by itself, once: a second save might wait until it is online again.
  expect(
    await screen.findByText('Offline, kept in this browser'),
  ).toBeInTheDocument();

  cleanup();
  server.offline = false;
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

it('offers the saved version only as long as nothing was written on', async () => {
  const server = new FakeServer({ title: 'Slow' });
  const { user } = open(server);
  await field('In short');
  server.offline = true;
  await fill('In short', 'typed on the train');
  await user.keyboard('{Control>}s{/Control}');
  await screen.findByText('Offline, kept in this browser');
  server.offline = false;

  cleanup();
  const again = open(server).user;
  const back = await screen.findByText(/that had not reached the server/);
  await screen.findByRole('button', { name: 'Use the saved version' });
  await fill('Trigger', 'a tunnel');
  expect(
    screen.queryByRole('button', { name: 'Use the saved version' }),
  ).not.toBeInTheDocument();
  expect(back).toBeInTheDocument();
  await again.keyboard('{Control>}s{/Control}');
  await waitFor(() => expect(back).not.toBeInTheDocument());
  expect(server.current!.summary).toBe('typed on the train');
  // Once it is saved, that is over.
  await fill('Lessons learned', 'Write on paper');
  await screen.findByText(/^Kept in this browser/);
  expect(
    screen.queryByText(/that had not reached the server/),
  ).not.toBeInTheDocument();
});

it('tells a server with a problem from no connection, and tries when asked', async () => {
  const server = new FakeServer({ title: 'Slow' });
  const { user } = open(server);
  server.save.mockRejectedValue(refusal(500, { message: 'no' }));
  await fill('In short', 'by Ada');
  const trouble = await screen.findByText(
    'The server has a problem; kept in this browser, trying again',
    {},
    { timeout: 10_000 },
  );
  expect(trouble).not.toHaveTextContent(/tried/);
  await user.keyboard('{Control>}s{/Control}');
  expect(
    await screen.findByText(/^tried at \d\d:\d\d:\d\d$/),
  ).toBeInTheDocument();
  expect(server.save).toHaveBeenCalledTimes(2);
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

it('stays with what is written while it is published', async () => {
  const server = new FakeServer({
    title: 'Slow',
    severity: 'P1',
    affectedSystems: ['component:default/payment'],
    startedAt: '2026-11-12T13:05:00.000Z',
    incidentCommander: 'user:default/ada',
    impact: 'Everybody waited',
    rootCause: 'No gate',
    noActionReason: 'It is there now',
    lessonsLearned: 'Add gates',
    timeline: (['detected', 'resolved'] as const).map((kind, n) => ({
      id: `00000000-0000-4000-8000-00000000000${n}`,
      at: `2026-11-12T14:0${n}:00.000Z`,
      kind,
      text: kind,
    })),
  });
  let answer = () => {};
  const publish = server.publish.getMockImplementation()!;
  server.publish.mockImplementation(async () => {
    const published = await publish();
    await new Promise<void>(resolve => {
      answer = resolve;
    });
    return published;
  });
  const { user } = open(server);
  await user.click(await screen.findByRole('button', { name: 'Publish' }));
  await waitFor(() => expect(server.publish).toHaveBeenCalled());
  await fill('Trigger', 'A late thought');
  await act(async () => answer());
  expect(
    await screen.findByText('Kept in this browser, not saved yet'),
  ).toBeInTheDocument();
  expect(await field('Trigger')).toHaveValue('A late thought');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(server.current!.trigger).toBe('A late thought'));
});

describe('text that can no longer be saved here', () => {
  const keep = () =>
    window.localStorage.setItem(
      'postmortems/draft/user:default/ada/left',
      JSON.stringify({
        id: '00000000-0000-4000-8000-0000000000aa',
        number: 12,
        version: 1,
        values: newDocument({
          title: 'Slow',
          summary: 'typed on the train',
          visibility: 'restricted',
          actionItems: [
            {
              id: '00000000-0000-4000-8000-000000000001',
              description: 'Add a gate',
            },
          ],
        }),
        keptAt: Date.now(),
      }),
    );

  it('is handed out when the postmortem is gone, and goes on as a new one', async () => {
    keep();
    const server = new FakeServer();
    server.get.mockRejectedValue(refusal(404, { name: 'NotFoundError' }));
    const { user } = renderEditor({
      path: '/postmortems/PM-12/edit',
      api: { get: server.get, create: server.create, save: server.save },
    });
    await user.click(
      await screen.findByRole('button', { name: 'Continue as a new draft' }),
    );
    expect(await field('In short')).toHaveValue('typed on the train');
    await waitFor(() => expect(server.current).toBeDefined());
    expect(server.current).toMatchObject({
      title: 'Slow',
      summary: 'typed on the train',
      visibility: 'restricted',
      actionItems: [{ description: 'Add a gate' }],
    });
    // Those of the other postmortem stay its own.
    expect(server.current!.actionItems[0].id).not.toBe(
      '00000000-0000-4000-8000-000000000001',
    );
    await waitFor(() =>
      expect(Object.keys(window.localStorage).join()).not.toContain('draft'),
    );
  });

  it('is handed out at once when it was deleted meanwhile', async () => {
    const server = new FakeServer({ title: 'Slow' });
    const { user } = renderEditor({
      path: '/postmortems/PM-12/edit',
      api: { get: server.get, create: server.create, save: server.save },
    });
    await fill('In short', 'too late');
    server.save.mockRejectedValue(refusal(404, { name: 'NotFoundError' }));
    await user.keyboard('{Control>}s{/Control}');
    const lost = await screen.findByRole('alert');
    expect(lost).toHaveTextContent(
      'PM-12 was deleted, or you may no longer read it.',
    );
    expect(
      screen.getByRole('button', { name: 'Copy as Markdown' }),
    ).toBeInTheDocument();
    server.current = undefined;
    await user.click(
      screen.getByRole('button', { name: 'Continue as a new draft' }),
    );
    await waitFor(() => expect(server.current).toBeDefined());
    expect(server.current).toMatchObject({
      title: 'Slow',
      summary: 'too late',
      version: 1,
    });
    await waitFor(() =>
      expect(Object.keys(window.localStorage).join()).not.toContain('draft'),
    );
  });

  it('can be copied when one may not change the postmortem any more', async () => {
    keep();
    const server = new FakeServer({ title: 'Slow' });
    server.current!.can.update = false;
    const { user } = open(server);
    expect(
      await screen.findByText(
        /Text that you wrote here on \d+ \w{3} \d{4}, \d\d:\d\d never reached/,
      ),
    ).toBeInTheDocument();
    const copy = screen.getByRole('button', { name: 'Copy as Markdown' });
    const write = jest
      .spyOn(navigator.clipboard, 'writeText')
      .mockRejectedValueOnce(new Error('not allowed'));
    await user.click(copy);
    expect(
      await screen.findByText(/^Not copied: .*“Continue as a new draft”/),
    ).toBeInTheDocument();
    expect(screen.queryByText('Copied as Markdown')).toBeNull();

    await user.click(copy);
    expect(await screen.findByText('Copied as Markdown')).toBeInTheDocument();
    expect(write).toHaveBeenLastCalledWith(
      expect.stringContaining('typed on the train'),
    );
  });
});
