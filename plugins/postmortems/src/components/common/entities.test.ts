// SPDX-License-Identifier: Apache-2.0

import { AFFECTED_KINDS } from 'backstage-plugin-postmortems-common';
import { namedAmong, typedRef } from './entities';

it.each([
  ['payment', 'component:default/payment'],
  ['api:payment', 'api:default/payment'],
  ['API:Shop.EU/Orders.v2', 'api:shop.eu/orders.v2'],
  ['user:ada', undefined],
  // Whatever stands in an address or a field, nothing throws, and nothing is
  // offered that the server would refuse.
  ['', undefined],
  ['%', undefined],
  ['%E0%A4%A', undefined],
  ['a:b:c/d/e', undefined],
  ['two words', undefined],
  ['x'.repeat(5_000), undefined],
])('reads %s', (text, ref) => {
  expect(typedRef(text, AFFECTED_KINDS)).toBe(ref);
});

it('tells the kind of two that have the same name', () => {
  const refs = ['api:default/shop', 'component:default/shop', 'api:eu/shop'];
  expect(refs.map(ref => namedAmong(ref, refs))).toEqual([
    { defaultKind: 'none' },
    { defaultKind: 'none' },
    {},
  ]);
});
