// SPDX-License-Identifier: Apache-2.0

import { FakeLocks } from '../__testUtils__/FakeLocks';
import { newDocument } from '../form/document';
import { BrowserCopies } from './BrowserCopies';

const ID = '00000000-0000-4000-8000-0000000000aa';

/** Of one tab: the storage and the locks belong to all of them. */
const copiesOf = (locks?: FakeLocks) =>
  new BrowserCopies({
    storage: window.localStorage,
    userEntityRef: 'user:default/ada',
    locks: locks?.asManager,
  });

const copy = (title: string, keptAt: number, of?: 'PM-12') => ({
  ...(of && { id: ID, number: 12, version: 1 }),
  values: newDocument({ title }),
  keptAt,
});

beforeEach(() => window.localStorage.clear());

it('offers what no open form writes, the newest first', async () => {
  const locks = new FakeLocks();
  const [first, second] = [copiesOf(locks), copiesOf(locks)];
  first.put('a', copy('Old', 1));
  first.put('b', copy('New', 2));
  first.put('c', copy('Saved before', 3, 'PM-12'));
  first.put('d', copy('Being written', 4));
  const release = first.hold('d', jest.fn());

  const titles = async () =>
    (await second.unsent()).map(left => left.copy.values.title);
  expect(await titles()).toEqual(['New', 'Old']);
  expect(await second.take('d', 'e')).toBeUndefined();

  release();
  expect(await titles()).toEqual(['Being written', 'New', 'Old']);
  expect(await second.take('d', 'e')).toMatchObject({ keptAt: 4 });
  expect(await first.take('d', 'f')).toBeUndefined();
  expect(second.get('e')?.values.title).toBe('Being written');
});

it('keeps what two tabs write of the same postmortem', async () => {
  const locks = new FakeLocks();
  const [first, second] = [copiesOf(locks), copiesOf(locks)];
  const release = first.hold('a', jest.fn());
  first.put('a', copy('By the first tab', 1, 'PM-12'));
  expect(await second.ofPostmortem(ID)).toEqual([]);
  second.put('b', copy('By the second tab', 2, 'PM-12'));
  second.remove('b');
  release();
  for (const ref of [ID, 'PM-12', 'pm-12', '12'])
    expect(await second.ofPostmortem(ref)).toMatchObject([{ key: 'a' }]);
  expect(await second.ofPostmortem('13')).toEqual([]);
});

it('finds what an older release kept, which may lack fields', async () => {
  window.localStorage.setItem(
    `postmortems/draft/user:default/ada/${ID}`,
    JSON.stringify({ id: ID, version: 1, values: { title: 'Old' }, keptAt: 1 }),
  );
  const copies = copiesOf();
  const [left] = await copies.ofPostmortem(ID);
  expect(await copies.take(left.key, 'b')).toMatchObject({
    values: { title: 'Old', timeline: [], tags: [] },
  });
});

it('tells who shows what is left, of this tab and of others', () => {
  const [mine, shown] = [copiesOf(), copiesOf()];
  const listener = jest.fn();
  const end = shown.subscribe(listener, 'own');
  const elsewhere = (key: string | null) =>
    window.dispatchEvent(new StorageEvent('storage', { key }));
  mine.put('own', copy('Being written here', 1));
  mine.remove('nothing there');
  elsewhere('postmortems/draft/user:default/bo/a');
  expect(listener).not.toHaveBeenCalled();
  mine.put('a', copy('Left', 1));
  mine.remove('a');
  elsewhere('postmortems/draft/user:default/ada/b');
  elsewhere(null);
  window.dispatchEvent(new Event('focus'));
  document.dispatchEvent(new Event('visibilitychange'));
  expect(listener).toHaveBeenCalledTimes(6);
  end();
  mine.put('a', copy('Left', 1));
  elsewhere(null);
  expect(listener).toHaveBeenCalledTimes(6);
});

it('tells a form without locks that its copy was taken', () => {
  const onTaken = jest.fn();
  const release = copiesOf().hold('a', onTaken);
  const removed = (key: string | null, newValue: string | null) =>
    window.dispatchEvent(new StorageEvent('storage', { key, newValue }));
  const name = 'postmortems/draft/user:default/ada/a';
  removed(`${name}b`, null);
  removed(name, '{}');
  expect(onTaken).not.toHaveBeenCalled();
  removed(name, null);
  removed(null, null);
  expect(onTaken).toHaveBeenCalledTimes(2);
  release();
  removed(name, null);
  expect(onTaken).toHaveBeenCalledTimes(2);
});
