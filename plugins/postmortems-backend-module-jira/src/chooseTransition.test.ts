// SPDX-License-Identifier: Apache-2.0

import { chooseTransition } from './chooseTransition';

const to = (name: string, key: string) => ({ name, statusCategory: { key } });
const screen = (...names: string[]) => ({
  resolution: { required: true, allowedValues: names.map(name => ({ name })) },
});
const WONT_DO = ["won't do", 'declined'];

it('finds the way that says most', () => {
  const transitions = [
    { id: 'reject', to: to('Declined', 'done') },
    { id: 'finish', to: to('Finished', 'done') },
    {
      id: 'close',
      to: to('Closed', 'done'),
      fields: screen("Won't Do", 'Fixed'),
    },
    { id: 'work', to: to('Doing', 'indeterminate'), fields: screen('Fixed') },
  ];
  const choose = (
    status: Parameters<typeof chooseTransition>[1],
    ids: string[],
  ) =>
    chooseTransition(
      transitions.filter(({ id }) => ids.includes(id)),
      status,
      WONT_DO,
    );
  const all = transitions.map(({ id }) => id);
  expect(choose('done', all)).toEqual({ id: 'close', resolution: 'Fixed' });
  expect(choose('wont-do', all)).toEqual({
    id: 'close',
    resolution: "Won't Do",
  });
  expect(choose('done', ['reject', 'finish'])).toMatchObject({ id: 'finish' });
  expect(choose('wont-do', ['finish', 'reject'])).toMatchObject({
    id: 'reject',
  });
  expect(choose('in-progress', all)).toEqual({ id: 'work' });
  expect(choose('open', all)).toBeUndefined();
});
