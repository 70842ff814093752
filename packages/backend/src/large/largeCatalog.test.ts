// SPDX-License-Identifier: Apache-2.0

import {
  Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  getCompoundEntityRef,
  KubernetesValidatorFunctions,
  makeValidator,
  parseEntityRef,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { largeCatalog } from './largeCatalog';

const entities = largeCatalog();
const refs = entities.map(stringifyEntityRef);
const known = new Map(refs.map((ref, index) => [ref, entities[index]]));
const ofKind = (...kinds: string[]) =>
  entities.filter(({ kind }) => kinds.includes(kind));

it('has as many entities as a company, the same at every start', () => {
  const affected = ofKind('Domain', 'System', 'Component', 'API', 'Resource');
  expect(affected).toHaveLength(1_500);
  expect(ofKind('User')).toHaveLength(1_200);
  expect(known.size).toBe(entities.length);
  expect(largeCatalog()).toEqual(entities);
});

it('has groups in groups, three levels under the company', () => {
  const above = (ref: string): string[] => {
    const parent = known.get(ref)?.spec?.parent as string | undefined;
    return parent ? [...above(parent), parent] : [];
  };
  const depths = ofKind('Group').map(
    group => above(stringifyEntityRef(group)).length,
  );
  expect(Math.max(...depths)).toBe(3);
  expect(above('group:payments.eu/settlement.desk')).toEqual([
    'group:default/large-co',
    'group:default/division-business',
    'group:default/division-business-1',
  ]);
});

it('relates only to what is in it', () => {
  const named = ({ spec = {} }: Entity) =>
    [
      ['group', spec.owner, spec.parent, spec.memberOf],
      ['system', spec.system],
      ['domain', spec.domain],
      ['api', spec.providesApis],
      ['resource', spec.dependsOn],
    ].flatMap(([defaultKind, ...values]) =>
      values
        .flat()
        .filter(Boolean)
        .map(value =>
          stringifyEntityRef(
            parseEntityRef(value as string, {
              defaultKind: defaultKind as string,
            }),
          ),
        ),
    );
  expect(entities.flatMap(named).filter(ref => !known.has(ref))).toEqual([]);
});

it('is valid where a portal allows such namespaces', async () => {
  const policy = EntityPolicies.allOf([
    new SchemaValidEntityPolicy(),
    new FieldFormatEntityPolicy(
      makeValidator({
        isValidNamespace: KubernetesValidatorFunctions.isValidObjectName,
      }),
    ),
  ]);
  for (const entity of entities)
    expect(await policy.enforce(entity)).toBe(entity);
  expect(
    new Set(entities.map(entity => getCompoundEntityRef(entity).namespace)),
  ).toEqual(new Set(['default', 'Payments.EU', 'Logistics.NA']));
});

it('has what tests look for far behind the first page', () => {
  const names = (list: Entity[]) =>
    list.map(({ metadata }) => metadata.name.toLowerCase()).sort();
  const before = (list: Entity[], name: string) =>
    names(list).filter(other => other < name).length;
  const affected = ofKind('Domain', 'System', 'Component', 'API', 'Resource');
  // also the demo's own that the older tests pick
  for (const name of ['tariff-engine', 'ledger.api_v2', 'checkout-web'])
    expect(before(affected, name)).toBeGreaterThan(100);
  for (const name of ['x104233', 'settlement.desk', 'carla', 'dana'])
    expect(before(ofKind('User', 'Group'), name)).toBeGreaterThan(100);
  const titled = ({ metadata, spec }: Entity) =>
    metadata.title ?? (spec?.profile as { displayName?: string })?.displayName;
  expect(
    [
      'component:default/tariff-engine',
      'component:payments.eu/ledger.api_v2',
      'user:default/x104233',
      'group:payments.eu/settlement.desk',
    ].map(ref => titled(known.get(ref)!)),
  ).toEqual([
    'Price list of the day',
    'Book of record',
    'Zora Nightingale',
    'Night watch',
  ]);
});
