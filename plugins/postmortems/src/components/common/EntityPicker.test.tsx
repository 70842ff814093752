// SPDX-License-Identifier: Apache-2.0

import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { translationApiRef } from '@backstage/core-plugin-api/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AFFECTED_KINDS } from 'backstage-plugin-postmortems-common';
import { useEffect, useState } from 'react';
import { apiMock } from '../../__testUtils__/apiMock';
import { largeCatalog } from '../../__testUtils__/largeCatalog';
import { CausePicker } from '../causes/CausePicker';
import { EntityPicker } from './EntityPicker';

jest.setTimeout(60_000);

type Catalog = ReturnType<typeof catalogApiMock>;

/** Draws all anew, as an autosave or a colleague does. */
let drawAgain: () => void;
const drawAnew = () => act(() => drawAgain());

const Held = (props: {
  kinds: readonly string[];
  value: string[];
  single?: boolean;
}) => {
  const [refs, setRefs] = useState(props.value);
  const [, setRound] = useState(0);
  useEffect(() => {
    drawAgain = () => setRound(round => round + 1);
  }, []);
  return (
    <>
      <EntityPicker
        label="Field"
        kinds={[...props.kinds]}
        value={[...refs]}
        single={props.single}
        onChange={setRefs}
      />
      <output>{refs.join(' ')}</output>
      <button>Elsewhere</button>
    </>
  );
};

const SYSTEMS = { kinds: AFFECTED_KINDS, value: [] as string[] };
const OWNER = { kinds: ['user', 'group'], value: [] as string[], single: true };

async function open(
  held: Parameters<typeof Held>[0],
  options: { catalog?: Catalog; user?: string } = {},
) {
  const catalog = options.catalog ?? catalogApiMock({ entities: largeCatalog });
  const userEntityRef = options.user ?? 'user:default/ada';
  renderInTestApp(<Held {...held} />, {
    apis: [
      [catalogApiRef, catalog],
      mockApis.identity({ userEntityRef, ownershipEntityRefs: [] }),
    ],
  });
  const field = await screen.findByRole('textbox', { name: 'Field' });
  const user = userEvent.setup();
  return { field, user, catalog };
}

const output = () => document.querySelector('output')!.textContent;
const list = () => screen.findAllByRole('option', {}, { timeout: 5_000 });
const shown = async () => (await list()).map(({ textContent }) => textContent);

describe('several', () => {
  it('finds what is far beyond the first page, by title, name and namespace', async () => {
    const { field, user } = await open(SYSTEMS);
    await user.type(field, 'warehouse');
    expect(field).toHaveValue('warehouse');
    await waitFor(async () =>
      expect(await shown()).toEqual([
        'warehouseSystem · Where goods are',
        'Warehouse of Spare PartsComponent · zz-17',
      ]),
    );
    await user.keyboard('{ArrowDown}{Enter}');
    expect(output()).toBe('component:default/zz-17');
    expect(field).toHaveValue('');
    expect(field).toHaveFocus();
    expect(
      screen.getByRole('button', { name: 'Warehouse of Spare Parts' }),
    ).toBeInTheDocument();

    await user.type(field, 'finance');
    await waitFor(async () =>
      expect(await shown()).toEqual(['Finance.EU/Ledger.v2Component']),
    );
    await user.keyboard('{Enter}');
    await user.type(field, 'ledger');
    await waitFor(async () =>
      expect(await shown()).toEqual(['ledger.v2Component']),
    );
    await user.keyboard('{Enter}');
    await user.type(field, 'ci/cd');
    await waitFor(async () =>
      expect(await shown()).toEqual(['CI/CD eventsAPI · zz-17']),
    );
    await user.keyboard('{Enter}');
    expect(output()).toBe(
      'component:default/zz-17 component:finance.eu/ledger.v2 component:default/ledger.v2 api:default/zz-17',
    );

    await user.keyboard('{Backspace}');
    expect(output()).not.toContain('api:');
  });

  it('keeps what is typed whatever is drawn anew', async () => {
    const { field, user } = await open({
      ...SYSTEMS,
      value: ['component:default/stock-0004'],
    });
    for (const letter of 'warehouse') {
      await user.type(field, letter);
      drawAnew();
    }
    expect(field).toHaveValue('warehouse');
    await waitFor(async () => expect(await list()).toHaveLength(2));
    drawAnew();
    expect(field).toHaveValue('warehouse');
    await user.keyboard('{ArrowDown}');
    drawAnew();
    await user.keyboard('{Enter}');
    expect(output()).toBe(
      'component:default/stock-0004 component:default/zz-17',
    );
  });

  it('keeps what is typed when another is removed', async () => {
    const { field, user } = await open({
      ...SYSTEMS,
      value: ['component:default/stock-0004', 'component:default/stock-0005'],
    });
    await user.type(field, 'warehouse');
    const chip = screen.getByRole('button', { name: 'stock-0004' });
    await user.click(chip.querySelector('svg')!);
    expect(output()).toBe('component:default/stock-0005');
    expect(field).toHaveValue('warehouse');
    await waitFor(async () => expect(await list()).toHaveLength(2));
  });

  it('says that more match, and has the one first whose whole name is typed', async () => {
    const { field, user, catalog } = await open(SYSTEMS);
    const asked = jest.spyOn(catalog, 'queryEntities');
    await user.type(field, 'tock');
    await waitFor(async () => expect((await shown())[0]).toBe('tockComponent'));
    expect(
      screen.getByText(
        'More match than are shown. Keep typing to narrow the list.',
      ),
    ).toBeInTheDocument();
    // A pause of the typist's asks, and no key.
    expect(
      asked.mock.calls.filter(([query]) =>
        JSON.stringify(query).match(/"(t|to|toc)"/),
      ),
    ).toEqual([]);
    await user.keyboard('{Backspace>4}stock-0004');
    await waitFor(async () =>
      expect(await shown()).toEqual(['stock-0004Component']),
    );
    expect(screen.queryByText(/^More match/)).not.toBeInTheDocument();
  });

  it('takes an Enter that comes before the answer, and no answer to another text', async () => {
    const catalog = catalogApiMock({ entities: largeCatalog });
    const ask = catalog.queryEntities.bind(catalog);
    let answerFirst: (() => void) | undefined;
    jest.spyOn(catalog, 'queryEntities').mockImplementation(async query => {
      const slow = JSON.stringify(query).includes('"mail-0002"');
      if (slow) await new Promise<void>(done => (answerFirst = done));
      return ask(query);
    });
    const { field, user } = await open(SYSTEMS, { catalog });
    await user.type(field, 'mail-0002');
    await screen.findByText(/^Searching/);
    await waitFor(() => expect(answerFirst).toBeDefined());
    await user.clear(field);
    await user.type(field, 'warehouse of{Enter}');
    await user.tab();
    await act(async () => answerFirst!());
    await waitFor(() => expect(output()).toBe('component:default/zz-17'));
    expect(field).toHaveValue('');
  });

  it('leaves a text that is not picked behind', async () => {
    const { field, user } = await open(SYSTEMS);
    await user.type(field, 'warehouse');
    await user.keyboard('{Escape}');
    expect(field).toHaveValue('');
    await user.type(field, 'warehouse');
    await user.tab();
    expect(field).toHaveValue('');
    expect(output()).toBe('');
  });
});

describe('one', () => {
  it('finds people by name, login and e-mail', async () => {
    const { field, user } = await open(OWNER);
    for (const [text, found] of [
      ['emil', 'Emil EkUser · zoe · emil.ek@example.com'],
      ['yus', 'Yusuf KayaUser · yusuf · yusuf@example.com'],
      ['warehouse-lead@', 'Frida LundUser · x81 · warehouse-lead@example.com'],
      ['zebra', 'ZebrasGroup · team-x'],
    ]) {
      await user.clear(field);
      await user.type(field, text);
      await waitFor(async () => expect(await shown()).toContain(found));
    }
  });

  it.each([
    ['one that is known', 'user:default/ada', 'Ada Holm'],
    ['one that left', 'user:default/gone', 'gone (unknown)'],
  ])('types over %s', async (_, ref, name) => {
    const { field, user } = await open({ ...OWNER, value: [ref] });
    await waitFor(() => expect(field).toHaveValue(name));
    await user.click(field);
    await user.keyboard('emil ek');
    drawAnew();
    expect(field).toHaveValue('emil ek');
    await waitFor(async () => expect((await shown())[0]).toMatch(/^Emil Ek/));
    await user.keyboard('{Enter}');
    expect(output()).toBe('user:default/zoe');
    expect(field).toHaveValue('Emil Ek');

    // At once, as somebody types who knows the name.
    await user.clear(field);
    await user.keyboard('emilia{Enter}');
    await waitFor(() => expect(output()).toBe('user:default/emilia'));
    expect(field).toHaveValue('Emilia Storm');
  });

  it.each(['{Escape}', '{Tab}'])(
    'has the choice before again after %s',
    async key => {
      const { field, user } = await open({
        ...OWNER,
        value: ['user:default/yusuf'],
      });
      await waitFor(() => expect(field).toHaveValue('Yusuf Kaya'));
      await user.clear(field);
      await user.keyboard(`emil${key}`);
      expect(field).toHaveValue('Yusuf Kaya');
      expect(output()).toBe('user:default/yusuf');
    },
  );

  it('is empty when its text is deleted', async () => {
    const { field, user } = await open({
      ...OWNER,
      value: ['user:default/yusuf'],
    });
    await waitFor(() => expect(field).toHaveValue('Yusuf Kaya'));
    await user.clear(field);
    await user.tab();
    expect(field).toHaveValue('');
    expect(output()).toBe('');
  });

  it('offers the reader first, by the ref that they sign in with', async () => {
    const { field, user } = await open(OWNER, {
      user: 'user:development/guest',
    });
    await user.click(field);
    expect((await shown())[0]).toBe('Medevelopment/guest');
    await user.keyboard('{Enter}');
    expect(output()).toBe('user:development/guest');
    await waitFor(() =>
      expect(field).toHaveValue('development/guest (unknown)'),
    );

    await user.clear(field);
    await user.keyboard('me');
    expect((await shown())[0]).toBe('Medevelopment/guest');
    await user.keyboard('lissa');
    expect(await screen.findByText(/^Take it as written/)).toBeInTheDocument();
  });
});

it('says that the catalog does not answer, not that it has no such entity', async () => {
  const catalog = catalogApiMock.mock({
    queryEntities: async () => {
      throw new Error('away');
    },
  });
  const { field, user } = await open(
    { ...SYSTEMS, value: ['component:default/payment'] },
    { catalog },
  );
  await user.click(field);
  expect(
    await screen.findByText(/^The catalog does not answer/),
  ).toBeInTheDocument();
  // A whole ref can be typed all the same.
  await user.keyboard('api:shop/orders');
  expect(
    await screen.findByRole('option', { name: /^api:shop\/orders/ }),
  ).toBeInTheDocument();
  expect(screen.getByText(/^The catalog does not answer/)).toBeInTheDocument();
  await user.keyboard('{Enter}');
  expect(output()).toBe('component:default/payment api:shop/orders');
});

it.each([
  ['fails', async () => Promise.reject(new Error('away'))],
  ['never answers', () => new Promise<never>(() => {})],
])('shows what is found where the exact name %s', async (_, exact) => {
  const catalog = catalogApiMock({ entities: largeCatalog });
  const ask = catalog.queryEntities.bind(catalog);
  const asked = jest
    .spyOn(catalog, 'queryEntities')
    .mockImplementation(async query =>
      JSON.stringify(query).includes('"metadata.name":"tock"')
        ? exact()
        : ask(query),
    );
  const { field, user } = await open(SYSTEMS, { catalog });
  await user.type(field, 'tock');
  await waitFor(async () => expect(await list()).toHaveLength(20));
  expect(screen.getByText(/^More match/)).toBeInTheDocument();
  expect(
    asked.mock.calls.map(([query]) => JSON.stringify(query)),
  ).toContainEqual(expect.stringContaining('"metadata.name":"tock"'));
});

it('does not search for ever where the catalog is silent', async () => {
  const catalog = catalogApiMock.mock({
    queryEntities: () => new Promise(() => {}),
  });
  const { field, user } = await open(SYSTEMS, { catalog });
  await user.type(field, 'warehouse');
  expect(await screen.findByText(/^Searching/)).toBeInTheDocument();
  expect(
    await screen.findByText(
      /^The catalog does not answer/,
      {},
      { timeout: 15_000 },
    ),
  ).toBeInTheDocument();
});

it.each([
  [
    'systems',
    <EntityPicker
      key="1"
      single
      label="System"
      kinds={['component']}
      value={['component:default/payment']}
      onChange={() => {}}
    />,
  ],
  [
    'causes',
    <CausePicker
      key="1"
      label="Cause"
      value={{ id: 'c1', name: 'No gate' }}
      onChange={() => {}}
    />,
  ],
])('has its buttons in the language of the page: %s', async (_, drawn) => {
  const translations = {
    getTranslation: () => ({ ready: true, t: (key: string) => key }),
    translation$: () => ({ subscribe: () => ({ unsubscribe: () => {} }) }),
  } as any;
  renderInTestApp(drawn, {
    apis: [
      [catalogApiRef, catalogApiMock()],
      apiMock(),
      [translationApiRef, translations],
    ],
  });
  await userEvent.click(
    await screen.findByRole('button', { name: 'common.picker.open' }),
  );
  expect(
    await screen.findByRole('button', { name: 'common.picker.close' }),
  ).toBeInTheDocument();
  // Seen while one points at it.
  expect(screen.getByTitle('common.picker.clear')).toBeInTheDocument();
});
