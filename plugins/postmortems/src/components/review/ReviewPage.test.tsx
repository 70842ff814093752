// SPDX-License-Identifier: Apache-2.0

import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  PostmortemsApi,
  Review,
  ReviewItem,
} from 'backstage-plugin-postmortems-common';
import { axe } from 'jest-axe';
import { apiMock } from '../../__testUtils__/apiMock';
import { recurringCause } from '../../__testUtils__/fixtures';
import { refusal } from '../../__testUtils__/refusal';
import plugin from '../../index';
import {
  ADA,
  FakeReviews,
  reviewItem,
  summary,
  TEAM,
} from './__testUtils__/FakeReviews';

jest.setTimeout(60_000);

const person = (name: string, displayName: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  spec: { profile: { displayName }, memberOf: ['team-payments'] },
});
const team = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'team-payments', namespace: 'default', title: 'Payments' },
  spec: { type: 'team', children: [], profile: { displayName: 'Payments' } },
};

function renderReview(
  fake: FakeReviews,
  options: {
    query?: string;
    methods?: Partial<PostmortemsApi>;
    baseUrl?: string;
  } = {},
) {
  const { query = `?group=${TEAM}`, methods, baseUrl } = options;
  const api = apiMock({ ...fake.methods, ...methods });
  const view = renderTestApp({
    features: [plugin],
    apis: [
      api,
      [
        catalogApiRef,
        catalogApiMock({
          entities: [
            team,
            person('ada', 'Ada Holm'),
            person('carla', 'Carla Moreno'),
          ],
        }),
      ],
      mockApis.identity({
        userEntityRef: ADA,
        ownershipEntityRefs: [ADA, TEAM],
      }),
    ],
    ...(baseUrl && { config: { app: { baseUrl } } }),
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [`/postmortems/review${query}`],
  });
  return { api, view, user: userEvent.setup({ delay: null }) };
}

/** Goes into the meeting, as somebody without a mouse does. */
async function begin(items: ReviewItem[], values: Partial<Review> = {}) {
  const fake = new FakeReviews(items, values);
  const { api, view, user } = renderReview(fake);
  const start = await screen.findByRole('button', { name: 'Start review' });
  await waitFor(() => expect(start).toHaveFocus());
  await user.keyboard('{Enter}');
  return { fake, api, view, user };
}

const heading = (name: string) => screen.findByRole('heading', { name });
const said = (text: string | RegExp) =>
  within(screen.getByRole('status')).findByText(text);

const three = () => [
  reviewItem(
    { id: 'a', description: 'Add a gate', owner: null },
    { reason: 'no-owner', waited: true },
  ),
  reviewItem({
    id: 'b',
    description: 'Alert on *waiters*',
    owner: 'user:default/carla',
    dueDateMoves: 3,
  }),
  reviewItem({ id: 'c', description: 'Correct the runbook' }),
];

it('is led from the first to the last item by keys alone', async () => {
  const { api, user, view } = await begin(three(), {
    recurred: [recurringCause()],
    restricted: 2,
  });
  await waitFor(async () => expect(await heading('Item 1 of 3')).toHaveFocus());
  expect(
    screen.getByText('1 root cause recurred since 29 Aug 2026'),
  ).toBeInTheDocument();
  expect(screen.getByText(/^2 action items of restricted/)).toBeInTheDocument();
  expect(
    screen.getByText('Not decided in the last review'),
  ).toBeInTheDocument();
  expect(screen.getByText('No owner')).toBeInTheDocument();
  expect(await axe(view.container)).toHaveNoViolations();

  // Somebody takes it: what is typed is text.
  await user.keyboard('a');
  const owner = await screen.findByRole('textbox', { name: 'New owner' });
  expect(owner).toHaveFocus();
  await user.keyboard('carla');
  await screen.findByRole('option', { name: /Carla Moreno/ });
  await user.keyboard('{Enter}');
  expect(
    await said('Saved: “Add a gate” assigned to Carla Moreno.'),
  ).toBeInTheDocument();
  // It stays, for its date.
  await waitFor(async () => expect(await heading('Item 1 of 3')).toHaveFocus());
  await user.keyboard('d');
  await user.keyboard('{Escape}');
  await user.keyboard('s');
  await waitFor(async () => expect(await heading('Item 2 of 3')).toHaveFocus());
  expect(api.decideInReview).toHaveBeenCalledTimes(1);
  expect(
    screen.getByText('first due 31 Jan 2020, moved 3 times'),
  ).toBeInTheDocument();

  await user.keyboard('w');
  const reason = await screen.findByRole('textbox', {
    name: 'Why will it not be done?',
  });
  expect(reason).toHaveFocus();
  await user.keyboard('x{Control>}{Enter}{/Control}');
  expect(
    screen.getByText('Say in a few words why this will not be done.'),
  ).toBeInTheDocument();
  await user.clear(reason);
  await user.keyboard('Replaced by the gate{Control>}{Enter}{/Control}');
  await waitFor(async () => expect(await heading('Item 3 of 3')).toHaveFocus());
  expect(
    await said("Saved: “Alert on waiters” won't do: Replaced by the gate."),
  ).toBeInTheDocument();
  await user.keyboard('u');
  await waitFor(async () => expect(await heading('Item 2 of 3')).toHaveFocus());
  await user.keyboard('x');
  await waitFor(async () => expect(await heading('Item 3 of 3')).toHaveFocus());
  await user.keyboard('{ArrowRight}');
  const end = await screen.findByRole('button', {
    name: 'End review and show the minutes',
  });
  expect(
    await screen.findByText('2 decided, 1 still open.'),
  ).toBeInTheDocument();
  await waitFor(() => expect(end).toHaveFocus());
  await user.keyboard('{Enter}');

  const copy = await screen.findByRole('button', { name: 'Copy as Markdown' });
  await waitFor(() => expect(copy).toHaveFocus());
  expect(await axe(view.container)).toHaveNoViolations();
  await screen.findByText('assigned to Carla Moreno');
  expect(
    screen.getAllByRole('listitem').map(({ textContent }) => textContent),
  ).toEqual(
    expect.arrayContaining([
      'PM-12 Add a gate: assigned to Carla Moreno',
      'PM-12 Alert on waiters: done',
      expect.stringMatching(/^PM-12 Correct the runbook: .*, due 31 Jan 2020$/),
    ]),
  );
  const copied = jest.spyOn(navigator.clipboard, 'writeText');
  // As in a browser that takes no text that is still on its way.
  jest.spyOn(navigator.clipboard, 'write').mockRejectedValue(new Error('no'));
  await user.keyboard('{Enter}');
  await waitFor(() => expect(copied).toHaveBeenCalledTimes(1));
  expect(copied.mock.calls[0][0].split('\n')).toEqual([
    '# Team review: team-payments, 27 Nov 2026',
    '',
    expect.stringMatching(/^27 Nov 2026, \d\d:02, led by Ada Holm$/),
    '',
    '## Recurred (1)',
    '',
    expect.stringMatching(/^- \[No performance gate\]\(http.*\/causes\/c1\): /),
    '',
    '## Decided (2)',
    '',
    expect.stringMatching(
      /^- \[PM-12\]\(http.*\/PM-12\) Add a gate: assigned to Carla Moreno$/,
    ),
    expect.stringMatching(/Alert on waiters: done$/),
    '',
    '## Still open (1)',
    '',
    expect.stringMatching(/Correct the runbook: Payments, due 31 Jan 2020$/),
    '',
  ]);
});

it('keeps what was typed when it could not be saved, and sends it once', async () => {
  const { fake, api, user } = await begin(three());
  await heading('Item 1 of 3');
  await user.keyboard('p');
  const second = await screen.findByRole('textbox', {
    name: 'The second item',
  });
  await user.type(second, 'Alert on it');
  fake.failNext = new TypeError('Failed to fetch');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(
    await said(/^Not saved: the server did not answer/),
  ).toBeInTheDocument();
  expect(second).toHaveValue('Alert on it');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(
    await said(
      'Saved: “Add a gate” split into “Add a gate” and “Alert on it”.',
    ),
  ).toBeInTheDocument();
  const [one, two] = api.decideInReview.mock.calls.map(
    ([{ body }]) => body as { id: string },
  );
  expect(two).toEqual(one);
});

it('shows what others changed meanwhile', async () => {
  const { fake, user } = await begin(three());
  await heading('Item 1 of 3');
  fake.failNext = refusal(409, {
    message: 'The action item was changed meanwhile: status',
    conflicts: ['status'],
    current: { ...fake.items[0].actionItem, status: 'done' },
  });
  await user.keyboard('x');
  expect(
    await said(
      /^Someone else changed this item \(status\), so nothing was saved/,
    ),
  ).toBeInTheDocument();
  expect(screen.getByText('Nothing left to decide: Done.')).toBeInTheDocument();
  expect(
    screen.queryByRole('button', { name: 'Assign' }),
  ).not.toBeInTheDocument();
});

it('is read-only where one may not change it, and says who may', async () => {
  const { api, user } = await begin([
    reviewItem({ id: 'a', can: { update: false } }),
    reviewItem({ id: 'b', status: 'proposed', owner: null, dueDate: null }),
    reviewItem({ id: 'c' }, { actionItem: null }),
  ]);
  expect(
    await screen.findByText(/^You can't change this item/),
  ).toHaveTextContent(
    "You can't change this item. team-payments can, and so can anyone who can edit PM-12.",
  );
  await user.keyboard('x');
  expect(api.decideInReview).not.toHaveBeenCalled();
  await user.keyboard('s');
  await heading('Item 2 of 3');
  // What is proposed may be accepted; the gate has the word.
  expect(screen.getByRole('button', { name: 'Accept' })).toBeInTheDocument();
  await user.keyboard('y');
  expect(
    await said('Saved: “Add a pool-size gate” accepted.'),
  ).toBeInTheDocument();
  await user.keyboard('s');
  expect(
    await screen.findByText(/^This item was removed from/),
  ).toBeInTheDocument();
  await user.keyboard('?');
  const dialog = await screen.findByRole('dialog', {
    name: 'Keyboard shortcuts',
  });
  expect(await axe(dialog)).toHaveNoViolations();
  await user.keyboard('s{Escape}');
  await waitFor(() => expect(dialog).not.toBeInTheDocument());
  expect(await heading('Item 3 of 3')).toBeInTheDocument();
});

it('goes through more items than one page holds, and on where one was', async () => {
  const many = Array.from({ length: 130 }, (_, index) =>
    reviewItem({ id: `i${index}`, description: `Item no ${index}` }),
  );
  const fake = new FakeReviews(many);
  await fake.methods.startReview!({ body: { group: TEAM } });
  for (const { id } of many.slice(0, 99))
    await fake.methods.decideInReview!({
      id: 'r1',
      itemId: id,
      body: { kind: 'skipped', id },
    });
  const { user } = renderReview(fake, { query: `?group=${TEAM}&review=r1` });
  await heading('Item 100 of 130');
  await user.keyboard('{ArrowRight}');
  await heading('Item 101 of 130');
  expect(screen.getByText('Item no 100')).toBeInTheDocument();
  await user.keyboard('{ArrowLeft}{ArrowLeft}');
  await heading('Item 99 of 130');
  expect(
    screen.getByRole('progressbar', { name: 'Review progress' }),
  ).toHaveAttribute('aria-valuenow', '75');
});

it('says who leads one, and that there is nothing to decide', async () => {
  const fake = new FakeReviews([], { facilitators: ['user:default/carla'] });
  await fake.methods.startReview!({ body: { group: TEAM } });
  const ended = summary({
    id: 'r0',
    endedAt: '2026-11-12T15:00:00.000Z',
    decided: 7,
    waiting: 2,
    startedAt: '2026-11-12T14:00:00.000Z',
  });
  fake.earlier.push(ended);
  const { api, user, view } = renderReview(fake);
  expect(
    await screen.findByText(/^Carla Moreno started a review on 27 Nov 2026/),
  ).toBeInTheDocument();
  const table = await screen.findByRole('table', { name: 'Earlier reviews' });
  expect(
    within(table).getByRole('link', { name: /^12 Nov 2026/ }),
  ).toHaveAttribute(
    'href',
    '/postmortems/review?group=group%3Adefault%2Fteam-payments&review=r0',
  );
  expect(await axe(view.container)).toHaveNoViolations();
  await user.click(screen.getByRole('button', { name: 'Join review' }));
  expect(api.startReview).toHaveBeenCalledWith({
    body: { group: TEAM, join: true },
  });
  expect(await heading('Nothing to decide')).toBeInTheDocument();
});

it('asks which team, the own ones first', async () => {
  const { user, view } = renderReview(new FakeReviews([]), { query: '' });
  await screen.findByRole('button', { name: 'team-payments' });
  expect(await axe(view.container)).toHaveNoViolations();
  await user.click(
    await screen.findByRole('button', { name: 'team-payments' }),
  );
  expect(await heading('Team review: team-payments')).toBeInTheDocument();
  expect(await screen.findByText('No review yet.')).toBeInTheDocument();
});

it('does nothing to the item behind the question whether to end', async () => {
  const { api, user } = await begin(three());
  await heading('Item 1 of 3');
  await user.click(screen.getByRole('button', { name: 'End review' }));
  const end = await screen.findByRole('button', { name: /^End review and/ });
  await waitFor(() => expect(end).toHaveFocus());
  await user.keyboard('xsaw');
  expect(api.decideInReview).not.toHaveBeenCalled();
  expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
  await user.keyboard('{ArrowLeft}');
  await waitFor(async () => expect(await heading('Item 1 of 3')).toHaveFocus());
  // With a form open the other buttons are as dead as their keys.
  await user.keyboard('d');
  await screen.findByLabelText('Due date');
  for (const name of ['Undo', 'Keyboard shortcuts', 'End review'])
    expect(screen.getByRole('button', { name })).toBeDisabled();
});

it('keeps what is decided on the last item of a page', async () => {
  const many = Array.from({ length: 52 }, (_, index) =>
    reviewItem({ id: `i${index}`, description: `Item no ${index}` }),
  );
  const fake = new FakeReviews(many);
  await fake.methods.startReview!({ body: { group: TEAM } });
  for (const { id } of many.slice(0, 49))
    await fake.methods.decideInReview!({
      id: 'r1',
      itemId: id,
      body: { kind: 'skipped', id },
    });
  const { user } = renderReview(fake, { query: `?group=${TEAM}&review=r1` });
  await heading('Item 50 of 52');
  await user.keyboard('x');
  await heading('Item 51 of 52');
  await user.keyboard('{ArrowLeft}');
  await heading('Item 50 of 52');
  expect(screen.getByText('Nothing left to decide: Done.')).toBeInTheDocument();
});

it('undoes what still stands, when somebody else undid the last', async () => {
  const { fake, user } = await begin(three());
  await heading('Item 1 of 3');
  await user.keyboard('x');
  await heading('Item 2 of 3');
  const before = fake.items[1];
  await user.keyboard('x');
  await heading('Item 3 of 3');
  fake.items[1] = before;
  const later = Date.now() + 60_000;
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => later);
  await user.keyboard('{ArrowLeft}');
  expect(
    await said(/^Someone else just changed this item/),
  ).toBeInTheDocument();
  clock.mockRestore();
  await user.keyboard('u');
  expect(await said('Undone: “Add a gate” done.')).toBeInTheDocument();
  expect(await heading('Item 1 of 3')).toBeInTheDocument();
});

it('assigns once, whatever is done to the field after a refusal', async () => {
  const { fake, api, user } = await begin(three());
  await heading('Item 1 of 3');
  await user.keyboard('a');
  const owner = await screen.findByRole('textbox', { name: 'New owner' });
  await user.type(owner, 'carla');
  await screen.findByRole('option', { name: /Carla Moreno/ });
  fake.failNext = new TypeError('Failed to fetch');
  await user.keyboard('{Enter}');
  await said(/^Not saved/);
  await user.clear(owner);
  await user.type(owner, 'ada');
  await user.tab();
  await waitFor(() => expect(owner).toHaveValue('Carla Moreno'));
  expect(api.decideInReview).toHaveBeenCalledTimes(1);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(
    await said('Saved: “Add a gate” assigned to Carla Moreno.'),
  ).toBeInTheDocument();
  expect(api.decideInReview).toHaveBeenCalledTimes(2);
});

it('does not drop what is typed while it is being saved', async () => {
  const fake = new FakeReviews(three());
  let refuse: (error: Error) => void = () => {};
  const { user } = renderReview(fake, {
    methods: {
      decideInReview: () =>
        new Promise((_, reject) => {
          refuse = reject;
        }),
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Start review' }));
  await heading('Item 1 of 3');
  await user.keyboard('w');
  const reason = await screen.findByRole('textbox', {
    name: 'Why will it not be done?',
  });
  await user.type(reason, 'Replaced by the gate');
  await user.keyboard('{Control>}{Enter}{/Control}{Escape}');
  expect(screen.getByRole('button', { name: 'Cancel' })).toBeDisabled();
  refuse(new TypeError('Failed to fetch'));
  await said(/^Not saved/);
  expect(reason).toHaveValue('Replaced by the gate');
});

it('shows the minutes when somebody else ended it, with addresses for elsewhere', async () => {
  const fake = new FakeReviews(three());
  const { user } = renderReview(fake, {
    baseUrl: 'https://portal.example/tools/',
  });
  await user.click(await screen.findByRole('button', { name: 'Start review' }));
  await heading('Item 1 of 3');
  await fake.methods.endReview!({ id: 'r1' });
  fake.failNext = refusal(409, {
    message: 'The review has ended; nothing was changed',
  });
  await user.keyboard('x');
  const copy = await screen.findByRole('button', { name: 'Copy as Markdown' });
  const copied = jest.spyOn(navigator.clipboard, 'writeText');
  jest.spyOn(navigator.clipboard, 'write').mockRejectedValue(new Error('no'));
  await user.click(copy);
  await waitFor(() => expect(copied).toHaveBeenCalledTimes(1));
  expect(copied.mock.calls[0][0]).toMatch(
    /\[PM-12\]\(https:\/\/portal\.example\/tools\/postmortems\/PM-12\) Add a gate/,
  );
});

it("asks before it ends somebody else's review", async () => {
  const fake = new FakeReviews(three(), {
    facilitators: ['user:default/carla'],
  });
  await fake.methods.startReview!({ body: { group: TEAM } });
  const { api, user } = renderReview(fake);
  const restart = await screen.findByRole('button', {
    name: 'End it and start a new one',
  });
  await screen.findByText(/^Carla Moreno started a review/);
  await user.click(restart);
  const dialog = await screen.findByRole('dialog', {
    name: "End Carla Moreno's review?",
  });
  expect(api.endReview).not.toHaveBeenCalled();
  await user.click(
    within(dialog).getByRole('button', { name: 'End it and start a new one' }),
  );
  await waitFor(() => expect(api.endReview).toHaveBeenCalledTimes(1));
});
