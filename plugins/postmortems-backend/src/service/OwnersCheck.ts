// SPDX-License-Identifier: Apache-2.0

import {
  AuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { GoneOwnersStore } from '../store/actionItems/GoneOwnersStore';
import { CatalogLookup } from './CatalogLookup';

/** Who is missing at the beginning and the end of this is gone. */
const GONE_AFTER_MS = 24 * 60 * 60 * 1000;

/**
 * Finds owners and commanders whom the catalog no longer has. The catalog may
 * lose somebody for a moment (a provider that fails, a location that moves), so
 * one is gone who was missing in every check of a day.
 */
export class OwnersCheck {
  readonly #goneOwners: GoneOwnersStore;
  readonly #catalog: CatalogLookup;
  readonly #auth: AuthService;
  readonly #logger: LoggerService;

  constructor(options: {
    goneOwners: GoneOwnersStore;
    catalog: CatalogLookup;
    auth: AuthService;
    logger: LoggerService;
  }) {
    this.#goneOwners = options.goneOwners;
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#logger = options.logger;
  }

  async schedule(scheduler: SchedulerService): Promise<void> {
    await scheduler.scheduleTask({
      id: 'check-owners',
      frequency: { hours: 6 },
      // The catalog is filled first.
      initialDelay: { minutes: 1 },
      timeout: { minutes: 10 },
      fn: async () => this.run(new Date()),
    });
  }

  /**
   * @param at - when it runs
   * @throws when the catalog does not answer; then nobody is found gone
   */
  async run(at: Date): Promise<void> {
    const needed = await this.#goneOwners.needed();
    const { missing, unanswered } = await this.#catalog.missing(
      needed,
      await this.#auth.getOwnServiceCredentials(),
    );
    const gone = await this.#goneOwners.record(missing, {
      at,
      goneBefore: new Date(at.getTime() - GONE_AFTER_MS),
      unanswered,
    });
    if (gone.length > 0)
      this.#logger.info(
        `${gone.length} owners of action items or commanders are no longer in the catalog`,
      );
  }
}
