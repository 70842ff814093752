// SPDX-License-Identifier: Apache-2.0

import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError, stringifyError } from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  newId,
  PostmortemsConfig,
  today,
} from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';
import { DueItem, DueItemsStore } from '../../store/reminders/DueItemsStore';
import {
  Claim,
  ReminderLedger,
  Told,
} from '../../store/reminders/ReminderLedger';
import { portions } from '../../store/sql';
import { ask } from '../ask';
import { CatalogLookup } from '../CatalogLookup';
import { dueForPublication, publicationPolicy } from '../dueForPublication';
import { isHistory } from '../isHistory';
import { DuePeople, unique } from './DuePeople';
import { DAYS_BEFORE, dayAfter } from './dueStages';
import { Digest, planDigests } from './planDigests';

/** Of which each person has one in Backstage's notifications. */
const SCOPE = 'postmortems-digest';
/** How many are sent at once: as many may be sent again after a kill. */
const AT_ONCE = 10;
/** For how many days it is kept what was sent. */
const KEPT_DAYS = 30;

/** What came of a pass. */
export type PassResult = {
  /** How many digests were sent. */
  sent: number;
  /** Whether nothing is left to be sent that day. */
  isFinished: boolean;
};

/**
 * Reminds people of action items, with one digest a day for each person to whom
 * something became due, or for whom what the last one said does not hold any
 * more.
 */
export class Reminders {
  readonly #auth: AuthService;
  readonly #catalog: CatalogLookup;
  readonly #dueItems: DueItemsStore;
  readonly #ledger: ReminderLedger;
  readonly #logger: LoggerService;
  readonly #notifications: NotificationService;
  readonly #config: PostmortemsConfig;
  readonly #now: () => Date;
  readonly #patienceMs: number | undefined;
  /** Why the last pass failed: the same reason is logged once. */
  #failure = '';

  constructor(options: {
    auth: AuthService;
    catalog: CatalogLookup;
    dueItems: DueItemsStore;
    ledger: ReminderLedger;
    logger: LoggerService;
    notifications: NotificationService;
    config: PostmortemsConfig;
    now: () => Date;
    /** For how long the notifications backend is waited for. */
    patienceMs?: number;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#dueItems = options.dueItems;
    this.#ledger = options.ledger;
    this.#logger = options.logger;
    this.#notifications = options.notifications;
    this.#config = options.config;
    this.#now = options.now;
    this.#patienceMs = options.patienceMs;
  }

  /** What is left to be sent today, from the configured hour on. */
  async sendWhenDue(signal?: AbortSignal): Promise<void> {
    const { timeZone, reminders } = this.#config;
    const now = this.#now();
    const { hour } = DateTime.fromJSDate(now, { zone: timeZone });
    if (hour < reminders.hour) return;
    try {
      const { sent } = await this.pass(today(timeZone, now), signal);
      if (sent > 0) this.#logger.info(`Sent ${sent} reminders`);
    } catch (error) {
      if (!signal?.aborted) this.#failed([error]);
    }
  }

  /**
   * Sends what is to be sent on a day and was not yet. Several may do it at
   * once.
   *
   * @param day - `YYYY-MM-DD` in the time zone of the portal
   * @throws ServiceUnavailableError when the catalog does not answer: then
   * nothing is sent, since nobody knows to whom
   */
  async pass(day: string, signal?: AbortSignal): Promise<PassResult> {
    const ledger = this.#ledger;
    if (this.#isQuiet(day) || (await ledger.isFinished(day)))
      return { sent: 0, isFinished: true };
    const told = await ledger.told(signal);
    const digests = await this.#digests(day, told, signal);
    const { sent, errors } = await this.#send(day, digests, signal);
    this.#failed(errors);
    // Until somebody was told for the first time, a portal is being filled: by
    // an import, or for a demo.
    const isNew = told.size === 0 && sent === 0;
    const isBusy = [...told.values()].some(last => last.isBusy);
    const isFinished =
      errors.length === 0 && !isNew && !isBusy && (await ledger.finish(day));
    if (isFinished) await ledger.purge(dayAfter(day, -KEPT_DAYS));
    return { sent, isFinished };
  }

  #isQuiet(day: string): boolean {
    const { weekday } = DateTime.fromISO(day, { zone: 'utc' });
    return this.#config.reminders.quietOnWeekends && weekday > 5;
  }

  async #digests(
    day: string,
    told: ReadonlyMap<string, Told>,
    signal?: AbortSignal,
  ): Promise<Digest[]> {
    const { timeZone, notifications } = this.#config;
    // Of history, what was due before it was written down is over.
    const isWanted = ({ dueDate, postmortem }: DueItem) => {
      const { startedAt, firstPublishedAt } = postmortem;
      return (
        !isHistory(startedAt, firstPublishedAt) ||
        dueDate >= today(timeZone, new Date(firstPublishedAt))
      );
    };
    const until = dayAfter(day, DAYS_BEFORE);
    const items = [
      ...(await this.#dueItems.until(until, signal)),
      ...(await this.#dueItems.toVerify(day, signal)),
    ].filter(isWanted);
    const ownerless = (await this.#dueItems.ofGoneOwners(signal)).filter(
      isWanted,
    );
    const unpublished = await this.#unpublished(day);
    const owners = await this.#dueItems.ownersOf(
      unique(
        [...told.values()].flatMap(({ items: known, unknown = [] }) =>
          [...known, ...unknown].map(({ id }) => id),
        ),
      ),
    );
    const people = await DuePeople.create({
      items,
      ownerless,
      unpublished,
      gone: await this.#dueItems.goneOwners(),
      owners: unique([...owners.values()].filter(owner => owner !== null)),
      day,
      catalog: this.#catalog,
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    const { detail } = notifications;
    return planDigests({
      items,
      ownerless,
      unpublished,
      told,
      owners,
      people,
      day,
      detail,
    });
  }

  /** Postmortems that by the portal's policy were to be published before a day. */
  async #unpublished(day: string): Promise<DueItem[]> {
    const { timeZone } = this.#config;
    const now = DateTime.fromISO(day, { zone: timeZone }).toJSDate();
    const never = await this.#dueItems.neverPublished(
      publicationPolicy(this.#config, now),
    );
    return dueForPublication(never, this.#config, now).map(
      ({ author, publishBy, postmortem }) => ({
        id: postmortem.id,
        description: '',
        owner: author,
        dueDate: today(timeZone, new Date(publishBy)),
        isQuestion: false,
        isUnpublished: true,
        postmortem,
      }),
    );
  }

  async #send(
    day: string,
    digests: readonly Digest[],
    signal?: AbortSignal,
  ): Promise<{ sent: number; errors: unknown[] }> {
    const errors: unknown[] = [];
    let sent = 0;
    // In any order, so that one that always fails is not always the first.
    for (const portion of portions(shuffled(digests), AT_ONCE)) {
      signal?.throwIfAborted();
      const claim = await this.#ledger.claim(day, newId(), portion);
      const mine = portion.filter(({ recipient }) =>
        claim.recipients.includes(recipient),
      );
      const results = await this.#sendAll(claim, mine);
      sent += mine.length - results.length;
      errors.push(...results);
      // The rest would wait for as long, and fail.
      if (mine.length > 0 && results.length === mine.length) break;
    }
    return { sent, errors };
  }

  /** @returns why some were not sent */
  async #sendAll(claim: Claim, digests: readonly Digest[]): Promise<unknown[]> {
    const results = await Promise.allSettled(
      digests.map(digest => this.#sendOne(digest)),
    );
    const reasons = new Map<string, unknown>();
    for (const [index, result] of results.entries())
      if (result.status === 'rejected')
        reasons.set(digests[index].recipient, result.reason);
    const those = (filter: (digest: Digest) => boolean) =>
      digests.filter(filter).map(({ recipient }) => recipient);
    const isFailed = ({ recipient }: Digest) => reasons.has(recipient);
    const isUncertain = ({ recipient, isRepeated }: Digest) =>
      isRepeated || reasons.get(recipient) instanceof ServiceUnavailableError;
    await this.#ledger.sent(
      claim,
      those(digest => !isFailed(digest)),
    );
    await this.#ledger.perhapsSent(
      claim,
      those(digest => isFailed(digest) && isUncertain(digest)),
    );
    await this.#ledger.notSent(
      claim,
      those(digest => isFailed(digest) && !isUncertain(digest)),
    );
    return [...reasons.values()];
  }

  async #sendOne({ recipient, text, isUpdate }: Digest): Promise<void> {
    const send = () =>
      this.#notifications.send({
        recipients: { type: 'entity', entityRef: recipient },
        payload: {
          ...text,
          link: `${this.#config.path}/action-items`,
          topic: SCOPE,
          scope: SCOPE,
          ...(isUpdate && { severity: 'low' }),
        },
      });
    await ask('The notifications backend', send, this.#patienceMs);
  }

  /** @param errors - none, when it did not fail */
  #failed(errors: readonly unknown[]): void {
    const failure = [...new Set(errors.map(stringifyError))].join('; ');
    if (failure && failure !== this.#failure)
      this.#logger.warn(`Reminders are not sent: ${failure}`);
    this.#failure = failure;
  }
}

function shuffled<T>(all: readonly T[]): T[] {
  return all
    .map(one => ({ one, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one);
}
