// SPDX-License-Identifier: Apache-2.0

import { NotFoundError } from '@backstage/errors';
import { AuthResolverContext } from '@backstage/plugin-auth-node';
import { findUserPatiently } from './findUserPatiently';

const entity = { kind: 'User', metadata: { name: 'ada' } };
const context = (findCatalogUser: jest.Mock) =>
  ({ findCatalogUser }) as unknown as AuthResolverContext;

it('waits for a catalog that has not read its files yet', async () => {
  const find = jest
    .fn()
    .mockRejectedValueOnce(new NotFoundError('User not found'))
    .mockResolvedValueOnce({ entity });
  await expect(
    findUserPatiently(context(find), 'user:default/ada'),
  ).resolves.toBe(entity);
});

it('gives up in the end, and at once on any other error', async () => {
  const never = jest
    .fn()
    .mockRejectedValue(new NotFoundError('User not found'));
  await expect(
    findUserPatiently(context(never), 'user:default/ada', 0),
  ).rejects.toThrow('User not found');

  const broken = jest.fn().mockRejectedValue(new Error('catalog is down'));
  await expect(
    findUserPatiently(context(broken), 'user:default/ada'),
  ).rejects.toThrow('catalog is down');
  expect(broken).toHaveBeenCalledTimes(1);
});
