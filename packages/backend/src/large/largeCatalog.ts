// SPDX-License-Identifier: Apache-2.0

import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/** Where the entities come from, in the form `type:target`. */
const LOCATION = 'demo:large';

/** Namespaces as some portals have them: not only lower case and hyphens. */
const NAMESPACES = ['Payments.EU', 'Logistics.NA'];

const TOPICS =
  'account address agent archive article audit balance banner batch billing booking budget cargo claim contract coupon course credit customs dealer device dispatch donation energy fleet freight invoice label lease ledger listing loyalty market menu meter mortgage parking payout pension permit policy price profile quote rating receipt refund rental roster route salary sample schedule settlement shelf statement stock survey tariff tax ticket toll transfer voucher wallet warranty'.split(
    ' ',
  );
const ROLES =
  'adapter aggregator api builder calculator exporter gateway indexer monitor notifier planner portal proxy queue reader reconciler registry scheduler service sync validator watcher worker writer'.split(
    ' ',
  );
/** What teams call their things when they do not call them by their job. */
const CODE_NAMES =
  'Albatross Badger Caribou Dormouse Egret Falcon Gannet Heron Ibis Jackdaw Kestrel Lynx Marten Nightjar Osprey Puffin Quail Raven Stoat Tern Urchin Vole Wagtail Yak Zander'.split(
    ' ',
  );
const FIRST_NAMES =
  'Aaron Abena Adele Aiko Alma Amir Anders Anouk Asha Astrid Aylin Bruno Cecile Chen Cyrus Dorian Edda Farid Fiona Goran Hanna Hiro Idris Ines Jamal Kaja Lars Leila Luca Maren Milo Nadia Noor Otto Petra Quinn Rosa Sven Tariq Uma'.split(
    ' ',
  );
const LAST_NAMES =
  'Abbasi Aguilar Bauer Bianchi Castro Dahl Diallo Eriksen Farkas Fontaine Greco Haddad Holt Ito Jansen Kaya Kowal Laine Mensah Moreau Nagy Novak Okafor Olsen Pereira Rossi Sato Silva Toth Weber'.split(
    ' ',
  );

/**
 * A catalog of the size that companies have, the same at every call: 1,500
 * entities that incidents affect, 1,200 users, and groups in groups.
 *
 * What tests look for sorts far behind the first page by its name, and its
 * title says something else: `tariff-engine`, `Ledger.API_v2`, `x104233` and
 * `Settlement.Desk`.
 */
export function largeCatalog(): Entity[] {
  const { all, teams } = groups();
  return [...all, ...users(teams), ...systemsAndTheirParts(teams)];
}

/** Three divisions of four departments of five teams, under one company. */
function groups(): { all: Entity[]; teams: string[] } {
  const all: Entity[] = [];
  const teams: string[] = [];
  const add = (
    type: string,
    name: EntityName,
    displayName: string,
    parent?: string,
  ) => {
    const profile = { displayName };
    const spec = { type, profile, children: [], ...(parent && { parent }) };
    const group = entity('Group', name, spec);
    all.push(group);
    const ref = stringifyEntityRef(group);
    if (type === 'team') teams.push(ref);
    return ref;
  };
  const company = add('company', { name: 'large-co' }, 'Large & Sons');
  for (const title of ['Consumer', 'Business', 'Operations']) {
    const name = `division-${title.toLowerCase()}`;
    const division = add('division', { name }, title, company);
    for (let n = 1; n <= 4; n++) {
      const department = add(
        'department',
        { name: `${name}-${n}` },
        `${title}, department ${n}`,
        division,
      );
      for (let squad = 1; squad <= 5; squad++)
        add(
          'team',
          { name: `squad-${teams.length + 100}` },
          codeName(teams.length),
          department,
        );
    }
  }
  add(
    'team',
    { namespace: 'Payments.EU', name: 'Settlement.Desk' },
    'Night watch',
    'group:default/division-business-1',
  );
  return { all, teams };
}

/** Every first name with every last name; one in eight is a number at work. */
function users(teams: string[]): Entity[] {
  const user = (name: EntityName, displayName: string, memberOf: string[]) =>
    entity('User', name, { profile: { displayName }, memberOf });
  const all = FIRST_NAMES.flatMap((first, row) =>
    LAST_NAMES.map((last, column) => {
      const index = row * LAST_NAMES.length + column;
      const team = [pick(teams, index)];
      if (index % 20 === 7)
        return user(
          { namespace: pick(NAMESPACES, index), name: `${first}.${last}` },
          `${first} ${last}`,
          team,
        );
      const name =
        index % 8 === 0
          ? `x${100_000 + index}`
          : `${first}.${last}`.toLowerCase();
      return user({ name }, `${first} ${last}`, team);
    }),
  );
  all[all.length - 1] = user({ name: 'x104233' }, 'Zora Nightingale', [
    'group:payments.eu/settlement.desk',
    teams[0],
  ]);
  return all;
}

/** Domains, systems, components, APIs and resources, related to each other. */
function systemsAndTheirParts(teams: string[]): Entity[] {
  const owner = (index: number) => pick(teams, index * 7);
  const live = { type: 'service', lifecycle: 'production' };

  const domains = series('Domain', 10, index => ({ owner: owner(index) }));
  const systems = series('System', 90, index => ({
    owner: owner(index),
    domain: refAt(domains, index),
  }));
  const apis = series('API', 300, index => ({
    ...live,
    type: 'openapi',
    definition: 'openapi: 3.1.0',
    owner: owner(index),
    system: refAt(systems, index),
  }));
  const resources = series('Resource', 200, index => ({
    type: 'database',
    owner: owner(index),
    system: refAt(systems, index * 3),
  }));
  const components = series('Component', 898, index => ({
    ...live,
    owner: owner(index),
    system: refAt(systems, index),
    dependsOn: [refAt(resources, index)],
    providesApis: index < apis.length ? [refAt(apis, index)] : [],
  }));
  return [
    ...domains,
    ...systems,
    ...apis,
    ...resources,
    ...components,
    entity(
      'Component',
      { name: 'tariff-engine', title: 'Price list of the day' },
      { ...live, owner: teams[0] },
    ),
    entity(
      'Component',
      {
        namespace: 'Payments.EU',
        name: 'Ledger.API_v2',
        title: 'Book of record',
      },
      { ...live, owner: 'group:payments.eu/settlement.desk' },
    ),
  ];
}

/** Every tenth is in another namespace, every third has a title. */
function series(
  kind: string,
  count: number,
  spec: (index: number) => Spec,
): Entity[] {
  return Array.from({ length: count }, (_, index) => {
    const topic = pick(TOPICS, index);
    const role = pick(ROLES, Math.floor(index / TOPICS.length));
    const title = index % 3 === 0 ? codeName(index / 3) : undefined;
    const name =
      index % 10 === 9
        ? {
            namespace: pick(NAMESPACES, Math.floor(index / 10)),
            name: `${capital(topic)}.${capital(role)}_${kind}`,
          }
        : {
            name: `${topic}-${role}${kind === 'Component' ? '' : `-${kind.toLowerCase()}`}`,
          };
    return entity(kind, { ...name, title }, spec(index));
  });
}

type Spec = NonNullable<Entity['spec']>;

type EntityName = { namespace?: string; name: string; title?: string };

function entity(kind: string, name: EntityName, spec: Spec): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      ...name,
      annotations: {
        [ANNOTATION_LOCATION]: LOCATION,
        [ANNOTATION_ORIGIN_LOCATION]: LOCATION,
      },
    },
    spec,
  };
}

function codeName(index: number): string {
  const round = Math.floor(index / CODE_NAMES.length) + 1;
  return `${pick(CODE_NAMES, index)} ${round}`;
}

function refAt(entities: Entity[], index: number): string {
  return stringifyEntityRef(pick(entities, index));
}

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length];
}

function capital(word: string): string {
  return word[0].toUpperCase() + word.slice(1);
}
