// SPDX-License-Identifier: Apache-2.0

import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import {
  DEFAULT_POSTMORTEMS_CONFIG,
  PostmortemsConfig,
} from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { CatalogLookup } from '../service/CatalogLookup';
import { Reminders } from '../service/reminders/Reminders';
import { PostmortemsStore } from '../store/postmortems/PostmortemsStore';
import { DueItemsStore } from '../store/reminders/DueItemsStore';
import { ReminderLedger } from '../store/reminders/ReminderLedger';

/** A catalog that can change: what each entity is related to, by its ref. */
export type Org = Map<string, Record<string, string[]>>;

/** A notification as it reaches one person. */
export type Received = {
  to: string;
  title: string;
  description?: string;
  link?: string;
  scope?: string;
  topic?: string;
  severity?: string;
};

export function catalogOf(org: Org) {
  const entityOf = (ref: string): Entity | undefined => {
    const relations = org.get(ref);
    const [kind, namespace, name] = ref.split(/[:/]/);
    return (
      relations && {
        apiVersion: 'backstage.io/v1alpha1',
        kind,
        metadata: { namespace, name },
        relations: Object.entries(relations).flatMap(([type, targets]) =>
          targets.map(targetRef => ({ type, targetRef })),
        ),
      }
    );
  };
  return {
    getEntitiesByRefs: jest.fn(
      async ({ entityRefs }: { entityRefs: string[] }) => ({
        items: entityRefs.map(entityOf),
      }),
    ),
  };
}

/** A process that sends reminders; with a connection of its own, if given. */
export function startReplica(options: {
  knex: Knex;
  org: Org;
  now: () => Date;
  send: (message: Received) => Promise<void>;
  config?: Partial<PostmortemsConfig>;
  /** Comes between the service and its ledger. */
  through?: (ledger: ReminderLedger) => ReminderLedger;
}) {
  const { knex, now, through = ledger => ledger } = options;
  const logger = mockServices.logger.mock();
  const catalog = catalogOf(options.org);
  const reminders = new Reminders({
    auth: mockServices.auth.mock({
      getOwnServiceCredentials: async () => ({}) as any,
    }),
    catalog: new CatalogLookup({
      catalog: catalog as unknown as CatalogService,
      logger,
    }),
    dueItems: new DueItemsStore({
      db: knex,
      postmortems: new PostmortemsStore(knex),
    }),
    ledger: through(new ReminderLedger({ db: knex, now })),
    logger,
    notifications: {
      send: async ({ recipients, payload }: NotificationSendOptions) => {
        if (recipients.type !== 'entity') throw new Error('To nobody');
        await options.send({ ...payload, to: String(recipients.entityRef) });
      },
    },
    config: { ...DEFAULT_POSTMORTEMS_CONFIG, ...options.config },
    now,
    patienceMs: 1_000,
  });
  return { reminders, logger, catalog };
}
