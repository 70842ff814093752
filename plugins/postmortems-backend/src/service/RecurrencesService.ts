// SPDX-License-Identifier: Apache-2.0

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  PossibleRecurrence,
  PossibleRecurrences,
  PostmortemRef,
  PostmortemsConfig,
  RecurringCause,
  today,
  Unfinished,
  wasUnfinished,
} from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';
import { Counted } from '../store/figures/FiguresStore';
import {
  OccurrencesStore,
  StoredPromise,
  toPromised,
} from '../store/causes/OccurrencesStore';
import { PostmortemsStore } from '../store/postmortems/PostmortemsStore';
import { DAY_MS } from '../store/recurrence/recurrences';
import { RecurrencesStore } from '../store/recurrence/RecurrencesStore';
import { Access, AccessChecker } from './Access';
import { CatalogLookup } from './CatalogLookup';
import { resolveSystems, SystemsAsked } from './resolveSystems';
import { SimilarService } from './SimilarService';

/** How many causes an overview tells of. */
const CAUSES = 20;

/** How many unfinished promises are told of one occurrence. */
const UNFINISHED = 20;

/** Of which postmortems of a system it is asked what they may repeat. */
const NEWEST = 12;
const CANDIDATES = 10;
/** How many of these are looked at at the same time. */
const AT_ONCE = 4;
/** How much of the text must be alike for two to be a possible recurrence. */
const ALIKE = 0.2;

/** What came back, and what may have come back, as one caller may see it. */
export class RecurrencesService {
  readonly #recurrences: RecurrencesStore;
  readonly #occurrences: OccurrencesStore;
  readonly #postmortems: PostmortemsStore;
  readonly #similarService: SimilarService;
  readonly #access: AccessChecker;
  readonly #catalog: CatalogLookup;
  readonly #config: PostmortemsConfig;

  constructor(options: {
    recurrences: RecurrencesStore;
    occurrences: OccurrencesStore;
    postmortems: PostmortemsStore;
    similarService: SimilarService;
    access: AccessChecker;
    catalog: CatalogLookup;
    config: PostmortemsConfig;
  }) {
    this.#recurrences = options.recurrences;
    this.#occurrences = options.occurrences;
    this.#postmortems = options.postmortems;
    this.#similarService = options.similarService;
    this.#access = options.access;
    this.#catalog = options.catalog;
    this.#config = options.config;
  }

  /** With what earlier occurrences had promised and not done by then. */
  async recurringCauses(counted: Counted): Promise<RecurringCause[]> {
    const { timeZone, recurrence } = this.#config;
    const causes = await this.#recurrences.recurringCauses(counted, {
      ...recurrence,
      limit: CAUSES,
    });
    const ids = causes.flatMap(each => each.occurrences.map(({ id }) => id));
    const promises = new Map<string, StoredPromise[]>();
    for (const item of await this.#occurrences.promises(
      [...new Set(ids)],
      today(timeZone),
    )) {
      const known = promises.get(item.postmortemId);
      if (known) known.push(item);
      else promises.set(item.postmortemId, [item]);
    }
    const { systems: counts } = counted.filter;
    return causes.map(({ occurrences, ...cause }) => ({
      ...cause,
      meanDaysBetween: daysBetween(cause),
      systems: [
        ...new Set(occurrences.flatMap(each => each.affectedSystems)),
      ].filter(ref => !counts || counts.includes(ref)),
      occurrences: occurrences.map((occurrence, index) => ({
        ...occurrence,
        unfinished: occurrences
          .slice(index + 1)
          .flatMap(earlier =>
            this.#unfinished(
              earlier,
              promises.get(earlier.id) ?? [],
              occurrence.startedAt!,
            ),
          )
          .slice(0, UNFINISHED),
      })),
    }));
  }

  /**
   * Among the newest postmortems of the systems: those whose text is like that
   * of an earlier one on a same system, and that share no confirmed cause.
   */
  async possible(
    about: SystemsAsked,
    credentials: BackstageCredentials,
  ): Promise<PossibleRecurrences> {
    const [access, systems] = await Promise.all([
      this.#access.toRead(credentials),
      resolveSystems(about, { catalog: this.#catalog, credentials }),
    ]);
    const newest = await this.#postmortems.newest(
      { systems },
      access.read,
      NEWEST,
    );
    const items: PossibleRecurrence[] = [];
    for (let start = 0; start < newest.length; start += AT_ONCE) {
      const some = newest.slice(start, start + AT_ONCE);
      const found = await Promise.all(
        some.map(id => this.#candidatesFor(id, access)),
      );
      items.push(...found.flat());
    }
    return {
      items: items.sort((a, b) => b.score - a.score).slice(0, CANDIDATES),
    };
  }

  async #candidatesFor(
    id: string,
    access: Access,
  ): Promise<PossibleRecurrence[]> {
    const self = await this.#postmortems.get({ id }, access.read);
    if (!self) return [];
    const found = await this.#similarService.find(
      { document: { ...self, systems: self.affectedSystems }, self },
      access,
      { limit: 5, sameSystem: true },
    );
    const alike = found.filter(({ parts }) =>
      parts.some(({ kind, score }) => kind === 'text' && score >= ALIKE),
    );
    if (alike.length === 0) return [];
    const ids = alike.map(each => each.id);
    const [refs, causes, stored, rejected, ...rejectedOfOthers] =
      await Promise.all([
        this.#occurrences.refs([id, ...ids]),
        this.#postmortems.causesOf([id, ...ids]),
        this.#postmortems.getByIds(ids),
        this.#similarService.rejectedCauses(id),
        ...ids.map(other => this.#similarService.rejectedCauses(other)),
      ]);
    const postmortem = refs.get(id);
    if (!postmortem) return [];
    const own = causes.get(id) ?? [];
    const updateLater = access.may('update', self);
    return alike.flatMap(({ id: otherId, score, parts }, index) => {
      const earlier = refs.get(otherId);
      const other = stored[index];
      if (!earlier || !other || !this.#isWithin(earlier, postmortem)) return [];
      const theirs = causes.get(otherId) ?? [];
      if (theirs.some(cause => own.some(({ id: known }) => known === cause.id)))
        return [];
      const ofEarlier = theirs.filter(cause => !rejected.has(cause.id));
      const ofLater = own.filter(
        cause => !rejectedOfOthers[index].has(cause.id),
      );
      // Somebody said of each cause of the one that the other has it not.
      const isDecided =
        (theirs.length > 0 && ofEarlier.length === 0) ||
        (own.length > 0 && ofLater.length === 0);
      if (isDecided) return [];
      return {
        postmortem,
        earlier,
        score,
        parts,
        causes: [
          ...ofEarlier.map(cause => ({ ...cause, of: 'earlier' as const })),
          ...ofLater.map(cause => ({ ...cause, of: 'later' as const })),
        ],
        can: { updateLater, updateEarlier: access.may('update', other) },
      };
    });
  }

  #isWithin(earlier: PostmortemRef, later: PostmortemRef): boolean {
    if (earlier.startedAt === null || later.startedAt === null) return false;
    const ms = Date.parse(later.startedAt) - Date.parse(earlier.startedAt);
    const isEarlier = ms > 0 || (ms === 0 && earlier.number < later.number);
    return isEarlier && ms <= this.#config.recurrence.withinDays * DAY_MS;
  }

  /** What an earlier one had promised and not done when it came back. */
  #unfinished(
    { id, number, title }: PostmortemRef,
    promises: StoredPromise[],
    cameBackAt: string,
  ): Unfinished[] {
    const day = DateTime.fromISO(cameBackAt, {
      zone: this.#config.timeZone,
    }).toISODate()!;
    return promises
      .filter(item => wasUnfinished(item, cameBackAt))
      .map(item => ({
        ...toPromised(item),
        postmortem: { id, number, title },
        daysOverdue:
          item.dueDate !== null && item.dueDate < day
            ? daysFrom(item.dueDate, day)
            : null,
      }));
  }
}

function daysFrom(day: string, later: string): number {
  return Math.round((Date.parse(later) - Date.parse(day)) / DAY_MS);
}

function daysBetween(cause: {
  times: number;
  firstAt: string;
  lastAt: string;
}): number {
  const ms = Date.parse(cause.lastAt) - Date.parse(cause.firstAt);
  return Math.round((ms / DAY_MS / (cause.times - 1)) * 10) / 10;
}
