// SPDX-License-Identifier: Apache-2.0

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  brokenPromises,
  CauseRef,
  DAY_MS,
  daysBetween,
  meanDaysBetween,
  PossibleRecurrence,
  PossibleRecurrences,
  PostmortemRef,
  PostmortemsConfig,
  RecurringCause,
  RecurringCauseSummary,
  today,
  Unfinished,
  wasUnfinished,
} from 'backstage-plugin-postmortems-common';
import { Counted } from '../store/figures/FiguresStore';
import {
  OccurrencesStore,
  StoredPromise,
  toPromised,
} from '../store/causes/OccurrencesStore';
import { PostmortemsStore } from '../store/postmortems/PostmortemsStore';
import {
  KnownIn,
  RecurrencesStore,
} from '../store/recurrence/RecurrencesStore';
import { isUuid } from '../store/sql';
import { AccessChecker } from './Access';
import { CatalogLookup } from './CatalogLookup';
import { CauseRequest } from './CausesService';
import { resolveSystems, SystemsAsked } from './resolveSystems';
import { SimilarService } from './SimilarService';

/** How many causes an overview tells of. */
const CAUSES = 20;

/** Of how many occurrences, promises and systems of each. */
const FEW = 3;
const SYSTEMS = 4;

/** How many unfinished promises are told of one occurrence. */
const UNFINISHED = 20;

/** Of which postmortems of a system it is asked what they may repeat. */
const NEWEST = 12;
const CANDIDATES = 10;
/** How many that are alike are looked at of each. */
const ALIKE = 5;
/** How much of the text must be alike for two to be a possible recurrence. */
const ALIKE_TEXT = 0.2;

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

  /**
   * How a cause came back among systems.
   *
   * @throws NotFoundError when it did not, as far as the caller may know
   */
  async ofCause(
    { id, credentials }: CauseRequest,
    about: SystemsAsked,
  ): Promise<RecurringCause> {
    const [{ read }, systems] = await Promise.all([
      this.#access.toRead(credentials),
      resolveSystems(about, { catalog: this.#catalog, credentials }),
    ]);
    const [recurring] = isUuid(id)
      ? await this.#recurringCauses(
          { filter: { systems }, read },
          { cause: id },
        )
      : [];
    if (!recurring) throw new NotFoundError(`No cause '${id}' came back there`);
    return recurring;
  }

  /**
   * The first of what an overview may tell of each.
   *
   * @param known - only what became known in that time
   */
  async recurringCauses(
    counted: Counted,
    known?: KnownIn,
  ): Promise<RecurringCauseSummary[]> {
    return (await this.#recurringCauses(counted, { known })).map(summaryOf);
  }

  /** With what earlier occurrences had promised and not done by then. */
  async #recurringCauses(
    counted: Counted,
    only: { cause?: string; known?: KnownIn },
  ): Promise<RecurringCause[]> {
    const { timeZone, recurrence } = this.#config;
    const causes = await this.#recurrences.recurringCauses(counted, {
      ...recurrence,
      limit: CAUSES,
      ...only,
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
    return causes.map(({ occurrences, ...recurring }) => ({
      ...recurring,
      meanDaysBetween: meanDaysBetween(recurring) ?? 0,
      systems: [
        ...new Set(occurrences.flatMap(each => each.affectedSystems)),
      ].filter(ref => !counts || counts.includes(ref)),
      occurrences: occurrences.map((occurrence, index) => {
        const at = occurrence.startedAt!;
        const then = { at, day: today(timeZone, new Date(at)) };
        return {
          ...occurrence,
          unfinished: occurrences
            .slice(index + 1)
            .flatMap(earlier =>
              unfinishedOf(earlier, promises.get(earlier.id) ?? [], then),
            )
            .slice(0, UNFINISHED),
        };
      }),
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
    if (newest.length === 0) return { items: [] };
    const { alike, refs, causes } = await this.#similarService.find(
      newest.map(self => ({
        document: { ...self, systems: self.affectedSystems },
        self,
      })),
      access,
      { limit: ALIKE, sameSystem: true, text: ALIKE_TEXT },
    );
    const ids = [...refs.keys()];
    const [rejected, updatable] = await Promise.all([
      this.#postmortems.rejectedCausesOf(ids),
      this.#postmortems.idsThatMeet(ids, access.update),
    ]);
    const known = (id: string) => ({
      causes: causes.get(id) ?? [],
      rejected: rejected.get(id) ?? new Set<string>(),
    });
    const items = newest.flatMap(({ id }, index) =>
      alike[index].flatMap(({ id: otherId, score, parts }) => {
        const postmortem = refs.get(id);
        const earlier = refs.get(otherId);
        // One of them may have been deleted meanwhile.
        if (!earlier || !postmortem || !this.#isWithin(earlier, postmortem))
          return [];
        const toConfirm = causesToConfirm(known(id), known(otherId));
        if (!toConfirm) return [];
        return {
          postmortem,
          earlier,
          score,
          parts,
          causes: toConfirm,
          can: {
            updateLater: updatable.has(id),
            updateEarlier: updatable.has(otherId),
          },
        };
      }),
    );
    return {
      items: items.sort((a, b) => b.score - a.score).slice(0, CANDIDATES),
    };
  }

  #isWithin(earlier: PostmortemRef, later: PostmortemRef): boolean {
    if (earlier.startedAt === null || later.startedAt === null) return false;
    const ms = Date.parse(later.startedAt) - Date.parse(earlier.startedAt);
    const isEarlier = ms > 0 || (ms === 0 && earlier.number < later.number);
    return isEarlier && ms <= this.#config.recurrence.withinDays * DAY_MS;
  }
}

/** What an earlier one had promised and not done when it came back. */
function unfinishedOf(
  { id, number, title }: PostmortemRef,
  promises: StoredPromise[],
  { at, day }: { at: string; day: string },
): Unfinished[] {
  return promises
    .filter(item => wasUnfinished(item, at))
    .map(item => ({
      ...toPromised(item),
      postmortem: { id, number, title },
      daysOverdue:
        item.dueDate !== null && item.dueDate < day
          ? daysBetween(item.dueDate, day)
          : null,
    }));
}

function summaryOf({
  systems,
  occurrences,
  ...recurring
}: RecurringCause): RecurringCauseSummary {
  const unfinished = brokenPromises(occurrences);
  return {
    ...recurring,
    systems: systems.slice(0, SYSTEMS),
    totalSystems: systems.length,
    occurrences: occurrences
      .slice(0, FEW)
      .map(({ number, title }) => ({ number, title })),
    unfinished: {
      items: unfinished.slice(0, FEW),
      totalItems: unfinished.length,
    },
  };
}

/** The confirmed causes of a postmortem, and those that were rejected for it. */
type Decided = { causes: CauseRef[]; rejected: ReadonlySet<string> };

/**
 * The causes that one of two has and the other may have too.
 *
 * @returns `undefined` when there is nothing to decide: they share a cause, or
 * somebody said of each cause of the one that the other has it not
 */
function causesToConfirm(
  later: Decided,
  earlier: Decided,
): PossibleRecurrence['causes'] | undefined {
  const isOfLater = ({ id }: CauseRef) =>
    later.causes.some(cause => cause.id === id);
  if (earlier.causes.some(isOfLater)) return undefined;
  const ofEarlier = earlier.causes.filter(({ id }) => !later.rejected.has(id));
  const ofLater = later.causes.filter(({ id }) => !earlier.rejected.has(id));
  if (
    (earlier.causes.length > 0 && ofEarlier.length === 0) ||
    (later.causes.length > 0 && ofLater.length === 0)
  )
    return undefined;
  return [
    ...ofEarlier.map(cause => ({ ...cause, of: 'earlier' as const })),
    ...ofLater.map(cause => ({ ...cause, of: 'later' as const })),
  ];
}
