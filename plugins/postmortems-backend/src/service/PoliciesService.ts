// SPDX-License-Identifier: Apache-2.0

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  DAY_MS,
  Policies,
  PoliciesQuery,
  PostmortemsConfig,
} from 'backstage-plugin-postmortems-common';
import { PoliciesStore, Policed } from '../store/figures/PoliciesStore';
import { AccessChecker } from './Access';
import { CatalogLookup } from './CatalogLookup';
import { dueForPublication, publicationPolicy } from './dueForPublication';
import { resolveSystems } from './resolveSystems';
import { resolveTeam } from './resolveTeam';

const PREVENTION_DAYS = 365;
/** How many violations of a policy are told. */
const LIMIT = 20;

/** How the configured policies are kept. */
export class PoliciesService {
  readonly #policies: PoliciesStore;
  readonly #access: AccessChecker;
  readonly #catalog: CatalogLookup;
  readonly #config: Pick<PostmortemsConfig, 'policies' | 'timeZone'>;
  readonly #now: () => Date;

  constructor(options: {
    policies: PoliciesStore;
    access: AccessChecker;
    catalog: CatalogLookup;
    config: Pick<PostmortemsConfig, 'policies' | 'timeZone'>;
    now?: () => Date;
  }) {
    this.#policies = options.policies;
    this.#access = options.access;
    this.#catalog = options.catalog;
    this.#config = options.config;
    this.#now = options.now ?? (() => new Date());
  }

  async policies(
    query: PoliciesQuery,
    credentials: BackstageCredentials,
  ): Promise<Policies> {
    const access = await this.#access.toRead(credentials);
    const [systems, team] = await Promise.all([
      resolveSystems(
        { system: query.system, withParts: query.withParts },
        { catalog: this.#catalog, credentials },
      ),
      resolveTeam(query.team, { access, catalog: this.#catalog, credentials }),
    ]);
    const policed = { read: access.read, team, systems };
    const [publication, prevention] = await Promise.all([
      this.#publication(policed),
      this.#prevention(policed),
    ]);
    return { publication, prevention };
  }

  async #publication(policed: Policed): Promise<Policies['publication']> {
    const { publishWithinWorkingDays: workingDays } = this.#config.policies;
    const now = this.#now();
    const policy = publicationPolicy(this.#config, now);
    if (policy.severities.length === 0) return null;
    const all = await this.#policies.publishable(policed, policy);
    const over = dueForPublication(all, this.#config, now);
    const late = over
      .filter(({ inTime }) => !inTime)
      // What is still to be published first, and what waits for longest.
      .sort(
        (a, b) =>
          Number(a.firstPublishedAt !== null) -
            Number(b.firstPublishedAt !== null) ||
          a.publishBy.localeCompare(b.publishBy) ||
          a.id.localeCompare(b.id),
      );
    const shown = late.slice(0, LIMIT);
    const named = await this.#policies.named(shown.map(({ id }) => id));
    return {
      workingDays,
      kept: over.length - late.length,
      total: over.length,
      items: shown.flatMap(({ inTime, ...each }) => {
        const more = named.get(each.id);
        return more ? [{ ...each, ...more }] : [];
      }),
      totalItems: late.length,
    };
  }

  async #prevention(policed: Policed): Promise<Policies['prevention']> {
    const { preventWithinDays: withinDays } = this.#config.policies;
    if (withinDays === null) return null;
    const now = this.#now();
    return {
      withinDays,
      ...(await this.#policies.prevention(policed, {
        withinDays,
        promisedSince: new Date(now.getTime() - PREVENTION_DAYS * DAY_MS),
        now,
        limit: LIMIT,
      })),
    };
  }
}
