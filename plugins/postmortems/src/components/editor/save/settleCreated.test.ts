// SPDX-License-Identifier: Apache-2.0

import { PostmortemDocument } from 'backstage-plugin-postmortems-common';
import { FakeServer } from '../__testUtils__/FakeServer';
import { newDocument } from '../form/document';
import { LocalCopies } from './localCopies';
import { settleCreated } from './settleCreated';

const SENT = newDocument({ title: 'Slow', summary: 'The queue was full.' });

beforeEach(() => window.localStorage.clear());

/** More than the server has, so that a copy is to be kept. */
const MORE = { ...SENT, summary: 'The queue was full for hours.' };

/** Settles a draft that was sent, with what happens while the server is asked. */
async function settle(
  values: PostmortemDocument,
  meanwhile: (copies: LocalCopies) => unknown = () => {},
) {
  const userEntityRef = 'user:default/ada';
  const copies = new LocalCopies({
    storage: window.localStorage,
    userEntityRef,
  });
  copies.put('left', { values, sent: [SENT], keptAt: 1 });
  const { list, get } = new FakeServer(SENT);
  const api = {
    list,
    get: async () => {
      await meanwhile(copies);
      return get();
    },
  };
  const except = 'mine';
  return {
    copies,
    settled: await settleCreated({ api, copies, userEntityRef, except }),
  };
}

it('drops what the server has to the letter', async () => {
  const { copies, settled } = await settle(SENT);
  expect(settled.created).toMatchObject([{ postmortem: { number: 12 } }]);
  expect(copies.get('left')).toBeUndefined();
});

it('keeps what was written since for the postmortem that it became', async () => {
  const { copies } = await settle(MORE);
  expect(copies.get('left')).toMatchObject({ number: 12, values: MORE });
});

it.each([
  ['what was sent', SENT],
  ['more', MORE],
])('leaves alone what is written meanwhile, over %s', async (_, values) => {
  const written = {
    values: { ...MORE, impact: 'Orders.' },
    sent: [SENT],
    keptAt: 2,
  };
  const { copies, settled } = await settle(values, all =>
    all.put('left', written),
  );
  expect(copies.get('left')).toEqual(written);
  expect(settled).toEqual({ unsent: [], created: [] });
});

it('does not bring back what another tab took up meanwhile', async () => {
  const { copies, settled } = await settle(MORE, all =>
    all.take('left', 'theirs'),
  );
  expect(copies.get('left')).toBeUndefined();
  expect(copies.get('theirs')?.values).toEqual(MORE);
  expect(settled).toEqual({ unsent: [], created: [] });
});
