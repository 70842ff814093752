// SPDX-License-Identifier: Apache-2.0

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  DAY_MS,
  PostmortemsConfig,
  Review,
  ReviewAgenda,
  ReviewAgendaQuery,
  ReviewList,
  ReviewsQuery,
  soonUntil,
  today,
} from 'backstage-plugin-postmortems-common';
import { conflict } from '../http/errors';
import { ReviewAgendas } from '../store/reviews/ReviewAgendas';
import { ReviewsStore, StoredReview } from '../store/reviews/ReviewsStore';
import { Access, AccessChecker } from './Access';
import { CatalogLookup } from './CatalogLookup';
import { mustHaveJoined } from './ReviewDecisionsService';
import { ReviewViews, shared } from './ReviewViews';
import { pageOrRefuse } from './writeOrRefuse';

/** How far the first review of a group looks back. */
const FIRST_DAYS = 90;

/** A team review, asked for by one caller. */
export type ReviewRequest = { id: string; credentials: BackstageCredentials };

/** Team reviews: meetings that go through the action items of a group. */
export class ReviewsService {
  readonly #reviews: ReviewsStore;
  readonly #agendas: ReviewAgendas;
  readonly #views: ReviewViews;
  readonly #access: AccessChecker;
  readonly #catalog: CatalogLookup;
  readonly #config: PostmortemsConfig;

  constructor(options: {
    reviews: ReviewsStore;
    agendas: ReviewAgendas;
    views: ReviewViews;
    access: AccessChecker;
    catalog: CatalogLookup;
    config: PostmortemsConfig;
  }) {
    this.#reviews = options.reviews;
    this.#agendas = options.agendas;
    this.#views = options.views;
    this.#access = options.access;
    this.#catalog = options.catalog;
    this.#config = options.config;
  }

  async list(
    query: ReviewsQuery,
    credentials: BackstageCredentials,
  ): Promise<ReviewList> {
    const access = await this.#access.toRead(credentials);
    const { items, ...rest } = pageOrRefuse(
      await this.#reviews.list(query.group, query),
    );
    return { ...rest, items: await this.#views.summaries(items, access) };
  }

  /**
   * Begins a review of a group, or goes on with the unfinished one.
   *
   * @throws NotFoundError when the catalog knows no such group
   * @throws ConflictError with `current` when somebody else leads one, unless
   * the caller joins it
   */
  async start(
    { group, join }: { group: string; join: boolean },
    credentials: BackstageCredentials,
  ): Promise<Review> {
    const access = await this.#access.toRead(credentials);
    const running = await this.#reviews.running(group);
    if (running) return this.#goOn(running, join, access);
    const [team, unknown] = await Promise.all([
      this.#catalog.team([group], credentials),
      this.#catalog.unknown([group], credentials),
    ]);
    if (unknown.length > 0)
      throw new NotFoundError(`The catalog knows no group '${group}'`);
    const at = new Date();
    const day = today(this.#config.timeZone, at);
    const id = await this.#reviews.start({
      group,
      ...team,
      facilitator: access.actor,
      at,
      sinceAtLeast: new Date(at.getTime() - FIRST_DAYS * DAY_MS),
      today: day,
      soonUntil: soonUntil(day),
    });
    if (id) return this.#views.review(await this.#views.mustGet(id), access);
    // Somebody else began one at the same time.
    const faster = await this.#reviews.running(group);
    if (!faster) throw new ConflictError('Try again in a moment');
    return this.#goOn(faster, join, access);
  }

  /** @throws NotFoundError */
  async get({ id, credentials }: ReviewRequest): Promise<Review> {
    const access = await this.#access.toRead(credentials);
    return this.#views.review(await this.#views.mustGet(id), access);
  }

  /** @throws NotFoundError */
  async agenda(
    { id, credentials }: ReviewRequest,
    page: ReviewAgendaQuery,
  ): Promise<ReviewAgenda> {
    const access = await this.#access.toRead(credentials);
    const review = await this.#views.mustGet(id);
    const { items, ...rest } = pageOrRefuse(
      await this.#agendas.agenda(review.id, shared(access.read), page),
    );
    return { ...rest, items: await this.#views.items(review, items, access) };
  }

  /** @throws NotFoundError, NotAllowedError */
  async end({ id, credentials }: ReviewRequest): Promise<Review> {
    const access = await this.#access.toRead(credentials);
    const review = await this.#views.mustGet(id);
    if (review.endedAt === null) {
      mustHaveJoined(review, access);
      await this.#reviews.end(review.id, new Date());
    }
    return this.#views.review(await this.#views.mustGet(id), access);
  }

  async #goOn(
    running: StoredReview,
    join: boolean,
    access: Access,
  ): Promise<Review> {
    if (running.facilitators.includes(access.actor))
      return this.#views.review(running, access);
    if (!join) {
      const [first] = running.facilitators;
      throw conflict(
        `${first} started a review of ${running.group} that is still open`,
        [],
        (await this.#views.summaries([running], access))[0],
      );
    }
    await this.#reviews.join(running.id, access.actor, new Date());
    return this.#views.review(await this.#views.mustGet(running.id), access);
  }
}
