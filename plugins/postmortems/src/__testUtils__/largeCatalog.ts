// SPDX-License-Identifier: Apache-2.0

import { Entity } from '@backstage/catalog-model';

const AREAS = ['billing', 'carts', 'mail', 'search', 'stock'];

const entity = (
  kind: string,
  metadata: Entity['metadata'],
  spec: Entity['spec'] = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { namespace: 'default', ...metadata },
  spec,
});

const person = (name: string, displayName: string, email: string) =>
  entity('User', { name }, { profile: { displayName, email } });

const number = (n: number) => String(n).padStart(4, '0');

/** A catalog as portals have it: 1,500 entities and 1,200 people. */
export const largeCatalog: Entity[] = [
  ...Array.from({ length: 1_494 }, (_, n) =>
    entity('Component', { name: `${AREAS[n % AREAS.length]}-${number(n)}` }),
  ),
  // Its name is in many others.
  entity('Component', { name: 'tock' }),
  entity('Component', { name: 'zz-17', title: 'Warehouse of Spare Parts' }),
  entity('API', { name: 'zz-17', title: 'CI/CD events' }),
  entity('Component', { name: 'Ledger.v2', namespace: 'Finance.EU' }),
  entity('Component', { name: 'ledger.v2' }),
  entity('System', { name: 'warehouse', description: 'Where goods are' }),
  ...Array.from({ length: 1_195 }, (_, n) =>
    person(`p${number(n)}`, `Person ${number(n)}`, `p${n}@example.com`),
  ),
  person('zoe', 'Emil Ek', 'emil.ek@example.com'),
  person('emilia', 'Emilia Storm', 'storm@example.com'),
  person('x81', 'Frida Lund', 'warehouse-lead@example.com'),
  person('ada', 'Ada Holm', 'ada@example.com'),
  person('yusuf', 'Yusuf Kaya', 'yusuf@example.com'),
  entity('Group', { name: 'team-x' }, { profile: { displayName: 'Zebras' } }),
];
