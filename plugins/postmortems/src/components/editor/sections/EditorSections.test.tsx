// SPDX-License-Identifier: Apache-2.0

import { screen, waitFor, within } from '@testing-library/react';
import { actionItemSchema, newId } from 'backstage-plugin-postmortems-common';
import { FakeServer } from '../__testUtils__/FakeServer';
import { renderEditor } from '../__testUtils__/renderEditor';

jest.setTimeout(60_000);

beforeEach(() => window.localStorage.clear());

const open = (server: FakeServer) =>
  renderEditor({
    path: '/postmortems/PM-12/edit',
    api: { get: server.get, save: server.save },
  });

const button = (name: string) =>
  screen.findByRole('button', { name }, { timeout: 20_000 });

it('keeps the keyboard where something was taken away', async () => {
  const link = (title: string) => ({
    id: newId(),
    title,
    url: 'https://example.com',
  });
  const { user } = open(
    new FakeServer({
      title: 'Slow',
      links: [link('one'), link('two')],
      otherSections: [
        { id: newId(), heading: 'Costs', body: 'None' },
        { id: newId(), heading: 'Thanks', body: 'To all' },
      ],
    }),
  );
  await user.click(await button('Remove link 2'));
  expect(
    screen.getByRole('textbox', { name: 'Title of link 1' }),
  ).toHaveFocus();
  await user.click(await button('Remove link 1'));
  expect(screen.getByRole('group', { name: 'Links' })).toHaveFocus();
  await user.click(await button('Remove section 2'));
  expect(
    screen.getByRole('textbox', { name: 'Heading of section 1' }),
  ).toHaveFocus();
  await user.click(await button('Remove section 1'));
  expect(screen.getByRole('group', { name: 'Other sections' })).toHaveFocus();

  await user.click(await button('It was me'));
  expect(
    screen.getByRole('textbox', { name: 'Incident commander' }),
  ).toHaveFocus();
});

it('keeps the keyboard in the whys', async () => {
  const [root, left, right] = [newId(), newId(), newId()];
  const why = (id: string, parentId: string | null, answer: string) => ({
    id,
    parentId,
    question: 'Why?',
    answer,
    evidenceUrl: '',
  });
  const { user } = open(
    new FakeServer({
      title: 'Slow',
      whys: [
        why(root, null, 'the cache'),
        why(left, root, 'it was cold'),
        why(right, root, 'it was small'),
        why(newId(), left, 'it restarted'),
      ],
    }),
  );
  await button('Remove why 3 and what follows from it');
  await user.click(screen.getByRole('textbox', { name: 'Question 2' }));
  await user.keyboard('{Enter}');
  expect(screen.getByRole('textbox', { name: 'Answer 2' })).toHaveFocus();
  await user.click(screen.getAllByRole('button', { name: 'Add evidence' })[0]);
  expect(
    screen.getByRole('textbox', { name: 'Evidence for answer 1' }),
  ).toHaveFocus();

  await user.click(await button('Remove why 2 and what follows from it'));
  expect(screen.getByRole('textbox', { name: 'Answer 1' })).toHaveFocus();
  await user.click(await button('Remove why 2 and what follows from it'));
  expect(screen.getByRole('textbox', { name: 'Answer 1' })).toHaveFocus();
  await user.click(await button('Remove why 1 and what follows from it'));
  expect(screen.getByRole('list', { name: 'The whys' })).toHaveFocus();
});

it('takes an action item that was not needed away by keyboard', async () => {
  const { user } = open(new FakeServer({ title: 'Slow' }));
  await user.click(await button('Add action item'));
  await user.keyboard('Warm it up{Enter}');
  expect(
    screen.getByRole('textbox', { name: /^Action item 2:/ }),
  ).toHaveFocus();
  await user.keyboard('{Backspace}');
  expect(
    screen.queryByRole('listitem', { name: 'Action item 2' }),
  ).not.toBeInTheDocument();
  const first = screen.getByRole('textbox', { name: /^Action item 1:/ });
  expect(first).toHaveFocus();
  expect(first).toHaveValue('Warm it up');
});

it('hints at what may keep an action item from getting done, and never moves what is written', async () => {
  const item = (description: string, owner: string) =>
    actionItemSchema.parse({
      id: newId(),
      description,
      owner,
      dueDate: '2026-01-31',
    });
  const { user } = open(
    new FakeServer({
      title: 'Slow',
      actionItems: [
        item('Be more careful', 'user:default/ada'),
        item('Cap the pool at 60', 'group:default/team-payments'),
        item('Cap the queue at 60', 'user:default/ada'),
      ],
    }),
  );
  const what = (number: number) =>
    screen.getByRole('textbox', {
      name: `Action item ${number}: what is to be done`,
    });
  const hints = within(
    await screen.findByRole(
      'region',
      { name: 'Will these get done?' },
      { timeout: 20_000 },
    ),
  );
  expect(hints.getAllByRole('listitem')).toHaveLength(2);
  expect(what(1)).toHaveAccessibleDescription(/^This asks people to take more/);
  expect(what(2)).toHaveAccessibleDescription(
    'A group gets it done when one person is named.',
  );
  expect(what(3)).not.toHaveAccessibleDescription();

  await user.click(what(3));
  await user.clear(what(3));
  await user.keyboard('Look into caching');
  await waitFor(() => expect(hints.getAllByRole('listitem')).toHaveLength(3));
  expect(what(3)).not.toHaveAccessibleDescription();
  await user.tab();
  expect(what(3)).toHaveAccessibleDescription(/^Say what comes out of it/);

  await user.click(
    hints.getByRole('button', { name: /^This asks .* Action item 1$/ }),
  );
  expect(what(1)).toHaveFocus();
  // What is there stays while it is put right.
  expect(what(1)).toHaveAccessibleDescription(/^This asks people to take more/);
  await user.clear(what(1));
  await user.keyboard('Refuse deploys on Fridays');
  await waitFor(() => expect(what(1)).not.toHaveAccessibleDescription());
  expect(hints.getAllByRole('listitem')).toHaveLength(2);
});

it('puts back what was taken out of a list', async () => {
  const { user } = open(
    new FakeServer({
      title: 'Slow',
      wentWell: ['one', 'two'].map(text => ({ id: newId(), text })),
    }),
  );
  await user.click(await button('Remove What went well 1'));
  await user.click(await button('Point removed. Undo'));
  const first = screen.getByRole('textbox', { name: 'What went well 1' });
  expect(first).toHaveValue('one');
  expect(first).toHaveFocus();

  await user.click(await button('Add action item'));
  await user.keyboard('Warm it up');
  await user.click(await button('Remove action item 1'));
  await user.click(await button('Action item removed. Undo'));
  expect(screen.getByRole('textbox', { name: /^Action item 1:/ })).toHaveValue(
    'Warm it up',
  );
});

it('keeps a tag that is being typed while the rest is saved', async () => {
  const server = new FakeServer({ title: 'Slow', tags: ['night'] });
  const { user } = open(server);
  const title = await screen.findByRole(
    'textbox',
    { name: 'Title' },
    { timeout: 20_000 },
  );
  // Somebody else's, which comes with the answer to what is saved here.
  server.change({ trigger: 'A deploy' });
  await user.type(title, 'er');
  const tags = screen.getByRole('textbox', { name: 'Tags' });
  await user.type(tags, 'pay');
  await waitFor(() => expect(server.current?.title).toBe('Slower'), {
    timeout: 10_000,
  });
  await waitFor(() =>
    expect(screen.getByRole('textbox', { name: 'Trigger' })).toHaveValue(
      'A deploy',
    ),
  );
  expect(tags).toHaveValue('pay');
  // Nor is it lost when another is removed.
  const night = screen.getByRole('button', { name: 'night' });
  await user.click(night.querySelector('svg')!);
  expect(night).not.toBeInTheDocument();
  expect(tags).toHaveValue('pay');
  await user.type(tags, 'ments{Enter}');
  expect(screen.getByRole('button', { name: 'payments' })).toBeInTheDocument();
  expect(tags).toHaveValue('');
});

it('finds a time zone by either of its names', async () => {
  const { user } = open(
    new FakeServer({ title: 'Slow', timeZone: 'Asia/Calcutta' }),
  );
  const zone = await screen.findByRole(
    'textbox',
    { name: 'Time zone of the incident' },
    { timeout: 20_000 },
  );
  expect(zone).toHaveValue('Asia/Calcutta');
  for (const name of ['saigon', 'ho chi minh']) {
    await user.clear(zone);
    await user.type(zone, name);
    expect(screen.getAllByRole('option').map(o => o.textContent)).toContain(
      'Asia/Ho_Chi_Minh (was Asia/Saigon)',
    );
  }
  await user.keyboard('{Enter}');
  expect(zone).toHaveValue('Asia/Ho_Chi_Minh');
});
