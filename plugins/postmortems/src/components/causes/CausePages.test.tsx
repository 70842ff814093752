// SPDX-License-Identifier: Apache-2.0

import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  CauseDetails,
  PostmortemsApi,
} from 'backstage-plugin-postmortems-common';
import { axe } from 'jest-axe';
import { apiMock } from '../../__testUtils__/apiMock';
import {
  cause,
  causeDetails,
  pageOf,
  postmortemRef,
  promised,
} from '../../__testUtils__/fixtures';
import { refusal } from '../../__testUtils__/refusal';
import plugin from '../../index';

jest.setTimeout(60_000);

function renderAt(path: string, methods: Partial<PostmortemsApi>) {
  const api = apiMock(methods);
  renderTestApp({
    features: [plugin],
    apis: [
      api,
      mockApis.permission(),
      [catalogApiRef, catalogApiMock({ entities: [] })],
      mockApis.identity({ userEntityRef: 'user:default/ada' }),
    ],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [path],
  });
  return { api, user: userEvent.setup({ delay: null }) };
}

it('lists causes by the filters in the URL', async () => {
  const { api, user } = renderAt(
    '/postmortems/causes?category=process-gap&recurring=true&system=component:default/payment&owner=group:default/ops',
    { causes: async () => pageOf(cause()) },
  );
  const table = await screen.findByRole('table', { name: 'Causes' });
  const row = await within(table).findByRole('row', {
    name: /No performance gate/,
  });
  expect(row).toHaveTextContent(
    /Process gap.*2 timesrecurred 1 time12 Nov 2026.*2 open1 overdue/,
  );
  expect(
    within(row).getByRole('link', { name: 'No performance gate' }),
  ).toHaveAttribute('href', '/postmortems/causes/c1');
  expect(api.causes).toHaveBeenLastCalledWith(
    {
      query: expect.objectContaining({
        category: ['process-gap'],
        recurring: true,
        system: ['component:default/payment'],
        withParts: true,
        owner: 'group:default/ops',
        order: 'last',
      }),
    },
    { signal: expect.any(AbortSignal) },
  );
  expect(await axe(table)).toHaveNoViolations();

  await user.click(screen.getByRole('checkbox', { name: 'Recurring' }));
  await user.type(
    screen.getByRole('searchbox', { name: 'Search causes' }),
    'gate',
  );
  await waitFor(() =>
    expect(api.causes.mock.calls.at(-1)![0].query).toMatchObject({ q: 'gate' }),
  );
  expect(api.causes.mock.calls.at(-1)![0].query).not.toHaveProperty(
    'recurring',
  );
});

it('opens a cause in place: when it happened, its postmortems, what was promised', async () => {
  const details = jest
    .fn()
    .mockRejectedValueOnce(new Error('the database is away'))
    .mockResolvedValue(
      causeDetails({
        occurrences: [
          ...causeDetails().occurrences,
          {
            ...causeDetails().occurrences[1],
            postmortem: postmortemRef({
              id: 'a0',
              number: 2,
              startedAt: '2020-01-05T08:00:00.000Z',
            }),
            actionItems: [promised({ id: 'b0', status: 'done' })],
          },
        ],
        postmortems: 4,
      }),
    );
  const { user } = renderAt('/postmortems/causes?owner=group:default/ops', {
    causes: async () => pageOf(cause(), cause({ id: 'c2', name: 'No owner' })),
    cause: details,
  });
  const toggle = await screen.findByRole('button', {
    name: 'Postmortems and action items: No performance gate',
  });
  expect(toggle).toHaveAttribute('aria-expanded', 'false');
  expect(details).not.toHaveBeenCalled();
  toggle.focus();
  await user.keyboard('{Enter}');
  expect(toggle).toHaveAttribute('aria-expanded', 'true');
  const opened = within(
    screen.getByRole('group', {
      name: 'Postmortems and action items: No performance gate',
    }),
  );
  await user.click(await opened.findByRole('button', { name: 'Try again' }));

  expect(
    await opened.findByRole('link', { name: 'PM-19 Checkout slow again' }),
  ).toHaveAttribute('href', '/postmortems/PM-19');
  expect(
    opened.getByRole('img', {
      name: /^When it happened, from .*: 12 Oct 2026; 12 Nov 2026$/,
    }),
  ).toBeInTheDocument();
  expect(opened.getByText('1 earlier')).toBeInTheDocument();
  expect(opened.getByText('2 open action items')).toBeInTheDocument();
  expect(opened.getByText('1 overdue')).toBeInTheDocument();
  expect(opened.getByText('1 done')).toBeInTheDocument();
  expect(opened.getByRole('link', { name: /^and 1 more/ })).toHaveAttribute(
    'href',
    '/postmortems/causes/c1',
  );
  // The list is narrowed, and this is not.
  expect(opened.getByText(/^Of all systems and owners/)).toBeInTheDocument();
  expect(details.mock.calls.map(([{ id }]) => id)).toEqual(['c1', 'c1']);
  expect(
    await axe(screen.getByRole('table', { name: 'Causes' })),
  ).toHaveNoViolations();

  await user.click(toggle);
  expect(screen.queryByRole('group')).toBeNull();
});

it('creates a cause, and says why when its name is taken', async () => {
  const createCause = jest
    .fn()
    .mockRejectedValueOnce(refusal(400, { message: 'that name is taken' }))
    .mockResolvedValue(cause());
  const { user } = renderAt('/postmortems/causes', {
    causes: async () => pageOf(),
    cause: async () => causeDetails(),
    createCause,
  });
  await user.click(await screen.findByRole('button', { name: 'New cause' }));
  const dialog = within(
    await screen.findByRole('dialog', { name: 'New cause' }),
  );
  const create = dialog.getByRole('button', { name: 'Create' });
  await user.type(dialog.getByRole('textbox', { name: 'Name' }), ' No gate ');
  expect(create).toBeDisabled();
  await user.selectOptions(
    dialog.getByRole('combobox', { name: 'Category' }),
    'Process gap',
  );
  await user.type(
    dialog.getByRole('textbox', { name: 'Description' }),
    'Slow releases pass.',
  );
  await user.click(create);
  expect(
    await dialog.findByText('Not done: that name is taken'),
  ).toBeInTheDocument();
  await user.click(create);
  // To its own page.
  expect(
    await screen.findByRole('heading', { name: 'No performance gate' }),
  ).toBeInTheDocument();
  expect(createCause).toHaveBeenLastCalledWith({
    body: {
      name: 'No gate',
      category: 'process-gap',
      description: 'Slow releases pass.',
    },
  });
});

it('tells when a cause happened and what was promised', async () => {
  renderAt('/postmortems/causes/c1', { cause: async () => causeDetails() });
  expect(
    await screen.findByRole('heading', { name: 'No performance gate' }),
  ).toBeInTheDocument();
  expect(screen.getByText('recurred 1 time')).toBeInTheDocument();
  expect(screen.getByText('Nothing stops a slow release.')).toBeInTheDocument();
  expect(
    screen.getByRole('link', { name: 'PM-19 Checkout slow again' }),
  ).toHaveAttribute('href', '/postmortems/PM-19');
  expect(screen.getByText('31 days after the one before')).toBeInTheDocument();
  const promises = within(
    screen.getByRole('list', { name: 'Action items of PM-12' }),
  );
  expect(promises.getByText('Add a pool-size gate')).toBeInTheDocument();
  expect(promises.getByText(/^overdue \d+ days$/)).toBeInTheDocument();
  expect(screen.getByText(/created it/)).toBeInTheDocument();
});

it('renames a cause, and says why when that is refused', async () => {
  const updateCause = jest
    .fn()
    .mockRejectedValueOnce(refusal(400, { message: 'that name is taken' }))
    .mockResolvedValue(cause());
  const { api, user } = renderAt('/postmortems/causes/c1', {
    cause: async () => causeDetails(),
    updateCause,
  });
  await user.click(
    await screen.findByRole('button', { name: 'Rename or recategorise' }),
  );
  const dialog = within(
    await screen.findByRole('dialog', { name: 'Change this cause' }),
  );
  const name = dialog.getByRole('textbox', { name: 'Name' });
  await user.clear(name);
  await user.type(name, 'No gate');
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  expect(
    await dialog.findByText('Not done: that name is taken'),
  ).toBeInTheDocument();
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(updateCause).toHaveBeenLastCalledWith({
    id: 'c1',
    body: { name: 'No gate' },
  });
  expect(api.cause).toHaveBeenCalledTimes(2);
});

it('merges a cause into another one and goes there', async () => {
  const mergeCause = jest.fn(async () => cause({ id: 'c2' }));
  const { api, user } = renderAt('/postmortems/causes/c1', {
    // The one that took it up is a long time coming.
    cause: async ({ id }) =>
      id === 'c1' ? causeDetails() : new Promise<CauseDetails>(() => {}),
    causes: async () => pageOf(cause(), cause({ id: 'c2', name: 'No owner' })),
    mergeCause,
  });
  await user.click(await screen.findByRole('button', { name: 'Merge' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('textbox', { name: 'Merge into' }));
  const options = await screen.findAllByRole('option');
  expect(options.map(({ textContent }) => textContent)).toEqual(['No owner']);
  await user.click(options[0]);
  await user.click(dialog.getByRole('button', { name: 'Merge' }));
  await waitFor(() =>
    expect(mergeCause).toHaveBeenCalledWith({ id: 'c1', body: { into: 'c2' } }),
  );
  await waitFor(() =>
    expect(api.cause).toHaveBeenLastCalledWith({ id: 'c2' }, expect.anything()),
  );
  expect(screen.queryByRole('button', { name: 'Merge' })).toBeNull();
});

it('says that causes to choose from could not be loaded', async () => {
  const { user } = renderAt('/postmortems/causes/c1', {
    cause: async () => causeDetails(),
    causes: async () => {
      throw new Error('away');
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Merge' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('textbox', { name: 'Merge into' }));
  expect(
    await screen.findByText('The causes could not be loaded'),
  ).toBeInTheDocument();
});

it('shows by which category it filters, also when nobody knows it now', async () => {
  renderAt('/postmortems/causes?category=retired', {
    causes: async () => pageOf(),
  });
  expect(await screen.findByRole('combobox', { name: 'Category' })).toHaveValue(
    'retired',
  );
});
