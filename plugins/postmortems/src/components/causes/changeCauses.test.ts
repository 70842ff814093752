// SPDX-License-Identifier: Apache-2.0

import { CallRequest } from 'backstage-plugin-postmortems-common';
import { refusal } from '../editor/__testUtils__/FakeServer';
import { postmortem } from '../postmortem/__testUtils__/postmortem';
import { changeCauses } from './changeCauses';

const setUp = (refusals: Error[]) => {
  let version = 3;
  const get = jest.fn(async () =>
    postmortem({}, { causeIds: [`c${version}`], version: version++ }),
  );
  const setCauses = jest.fn(async ({ body }: CallRequest<'setCauses'>) => {
    const refused = refusals.shift();
    if (refused) throw refused;
    return postmortem({}, body);
  });
  return { get, setCauses };
};
const add = (ids: string[]) => [...ids, 'new', 'new'];
const conflict = () => refusal(409, { message: 'somebody was faster' });

it('adds to the causes as they are now', async () => {
  const api = setUp([]);
  await changeCauses(api, 'a1', add);
  expect(api.setCauses.mock.calls).toEqual([
    [{ id: 'a1', version: 3, body: { causeIds: ['c3', 'new'] } }],
  ]);
});

it('makes the same change to what somebody else has saved meanwhile', async () => {
  const api = setUp([conflict(), conflict(), conflict()]);
  const { causeIds } = await changeCauses(api, 'a1', add);
  expect(causeIds).toEqual(['c6', 'new']);
  expect(api.setCauses).toHaveBeenCalledTimes(4);
});

it('gives up when it is never fast enough, and at once when it may not', async () => {
  const busy = setUp([conflict(), conflict(), conflict(), conflict()]);
  await expect(changeCauses(busy, 'a1', add)).rejects.toThrow('faster');
  const refused = setUp([refusal(403, { message: 'You may not' })]);
  await expect(changeCauses(refused, 'a1', add)).rejects.toThrow('may not');
  expect(refused.setCauses).toHaveBeenCalledTimes(1);
});
