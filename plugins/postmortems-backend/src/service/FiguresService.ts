// SPDX-License-Identifier: Apache-2.0

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  daysBetween,
  FactsQuery,
  Metrics,
  MetricsQuery,
  Overview,
  Parts,
  PostmortemsConfig,
  QUIET_DAYS,
  soonUntil,
  SystemFactsList,
  today,
} from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';
import { FactsStore } from '../store/figures/FactsStore';
import { Counted, FiguresStore } from '../store/figures/FiguresStore';
import { RecurrenceFiguresStore } from '../store/figures/RecurrenceFiguresStore';
import { FixesStore } from '../store/recurrence/FixesStore';
import { AccessChecker } from './Access';
import { CatalogLookup } from './CatalogLookup';
import { dueForPublication, publicationPolicy } from './dueForPublication';
import { RecurrencesService } from './RecurrencesService';
import { resolveSystems, SystemsAsked } from './resolveSystems';
import { pageOrRefuse } from './writeOrRefuse';

/** How far back an overview looks. */
const WINDOW = { months: 12 };
/** How many incidents its chart shows at the most. */
const POINTS = 100;
/** How large an overview may be: what does not fit is asked for apart. */
const OVERVIEW_BYTES = 20_000;
/** How many causes that are quiet. */
const QUIET_FIXES = 10;
/** How many parts are told of. */
const PARTS = 2_000;
/** How far back facts count recurrences, in days. */
const FACTS_DAYS = 365;

/** The figures over what a caller may read. */
export class FiguresService {
  readonly #figures: FiguresStore;
  readonly #recurrenceFigures: RecurrenceFiguresStore;
  readonly #fixes: FixesStore;
  readonly #facts: FactsStore;
  readonly #access: AccessChecker;
  readonly #catalog: CatalogLookup;
  readonly #recurrencesService: RecurrencesService;
  readonly #config: PostmortemsConfig;

  constructor(options: {
    figures: FiguresStore;
    recurrenceFigures: RecurrenceFiguresStore;
    fixes: FixesStore;
    facts: FactsStore;
    access: AccessChecker;
    catalog: CatalogLookup;
    recurrencesService: RecurrencesService;
    config: PostmortemsConfig;
  }) {
    this.#figures = options.figures;
    this.#recurrenceFigures = options.recurrenceFigures;
    this.#fixes = options.fixes;
    this.#facts = options.facts;
    this.#access = options.access;
    this.#catalog = options.catalog;
    this.#recurrencesService = options.recurrencesService;
    this.#config = options.config;
  }

  async metrics(
    query: MetricsQuery,
    credentials: BackstageCredentials,
  ): Promise<Metrics> {
    const [{ read }, systems] = await Promise.all([
      this.#access.toRead(credentials),
      resolveSystems(query, { catalog: this.#catalog, credentials }),
    ]);
    const filter = { ...query, systems, severities: query.severity };
    const [incidents, actionItems, recurrence] = await Promise.all([
      this.#incidents({ filter, read }),
      this.#actionItems({ filter, read }),
      this.#recurrenceFigures.forFilter(
        { filter, read },
        this.#config.recurrence,
      ),
    ]);
    return { ...incidents, actionItems, recurrence };
  }

  /** What the tab of a system shows, or that of an owner. */
  async overview(
    about: SystemsAsked,
    credentials: BackstageCredentials,
  ): Promise<Overview> {
    const [{ read }, systems] = await Promise.all([
      this.#access.toRead(credentials),
      resolveSystems(about, { catalog: this.#catalog, credentials }),
    ]);
    const now = DateTime.utc();
    const since = now.minus(WINDOW).toISO();
    const until = now.toISO();
    const ofAllTime = { filter: { systems }, read };
    const inWindow = {
      filter: { systems, startedAfter: since, startedBefore: until },
      read,
    };
    const [
      incidents,
      actionItems,
      totalPostmortems,
      overTime,
      recurrence,
      recurringCauses,
      quietFixes,
    ] = await Promise.all([
      this.#incidents(inWindow),
      this.#actionItems(ofAllTime),
      this.#figures.total(ofAllTime),
      this.#figures.overTime(inWindow, POINTS),
      this.#recurrenceFigures.forFilter(inWindow, this.#config.recurrence),
      this.#recurrencesService.recurringCauses(ofAllTime),
      this.#fixes.quiet(ofAllTime, {
        doneBy: now.minus({ days: QUIET_DAYS }).toJSDate(),
        limit: QUIET_FIXES,
      }),
    ]);
    const { points, months } = overTime;
    const all = {
      since,
      until,
      totalPostmortems,
      ...incidents,
      actionItems,
      points,
      months,
      recurrence,
      quietFixes,
    };
    let bytesLeft = OVERVIEW_BYTES - 100 - bytesOf(all);
    const shown = recurringCauses.filter(cause => {
      bytesLeft -= bytesOf(cause);
      return bytesLeft >= 0;
    });
    return {
      ...all,
      recurringCauses: shown,
      moreRecurringCauses: recurringCauses.length - shown.length,
    };
  }

  /** Figures of each system, page after page. */
  async facts(
    query: FactsQuery,
    credentials: BackstageCredentials,
  ): Promise<SystemFactsList> {
    const { read } = await this.#access.toRead(credentials);
    const now = new Date();
    const day = today(this.#config.timeZone, now);
    const { items, ...rest } = pageOrRefuse(
      await this.#facts.page(read, query, {
        today: day,
        since: DateTime.utc().minus({ days: FACTS_DAYS }).toISO(),
        withinDays: this.#config.recurrence.withinDays,
        publication: publicationPolicy(this.#config, now),
      }),
    );
    return {
      ...rest,
      items: items.map(({ publishable, ...item }) => {
        const due = dueForPublication(publishable, this.#config, now);
        return {
          ...item,
          oldestPromiseDaysOverdue: item.oldestPromisedDay
            ? Math.max(0, daysBetween(item.oldestPromisedDay, day))
            : 0,
          publishedInTime: {
            n: due.filter(({ inTime }) => inTime).length,
            total: due.length,
          },
        };
      }),
    };
  }

  /** What an overview counts. */
  async parts(
    about: SystemsAsked,
    credentials: BackstageCredentials,
  ): Promise<Parts> {
    const [systems = []] = await Promise.all([
      resolveSystems(about, { catalog: this.#catalog, credentials }),
      this.#access.toRead(credentials),
    ]);
    return { items: systems.slice(0, PARTS), totalItems: systems.length };
  }

  async #incidents(counted: Counted) {
    const { incidents, bySeverity } = await this.#figures.incidents(counted);
    const known = this.#config.severities.map(({ id }) => id);
    // Behind them what was taken out of the configuration.
    const rank = (severity: string | null) =>
      severity !== null && known.includes(severity)
        ? known.indexOf(severity)
        : known.length;
    return {
      incidents,
      bySeverity: bySeverity.sort(
        (a, b) => rank(a.severity) - rank(b.severity),
      ),
      durations: await this.#figures.durations(counted, incidents),
    };
  }

  #actionItems(counted: Counted) {
    const { timeZone } = this.#config;
    const day = today(timeZone);
    return this.#figures.actionItems(counted, {
      today: day,
      soonUntil: soonUntil(day),
      timeZone,
    });
  }
}

/** In an answer, with the comma behind it. */
function bytesOf(part: unknown): number {
  return Buffer.byteLength(JSON.stringify(part)) + 1;
}
