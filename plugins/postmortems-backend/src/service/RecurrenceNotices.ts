// SPDX-License-Identifier: Apache-2.0

import { isOpen, Recurrence } from 'backstage-plugin-postmortems-common';
import { isDeepStrictEqual } from 'node:util';
import { PostmortemsStore } from '../store/postmortems/PostmortemsStore';
import { RecurrencesStore } from '../store/recurrence/RecurrencesStore';
import { StoredPostmortem } from '../store/postmortems/rows';
import { PostmortemChange } from './PostmortemEditor';

/** Somebody has to know that causes recurred with a postmortem. */
export type RecurrenceNotice = {
  postmortem: StoredPostmortem;
  /** Entity refs: those who wrote earlier ones, or still have to do for them. */
  concerned: string[];
};

/** What recurrence is decided by. */
const decisive = ({ causeIds, affectedSystems, startedAt }: StoredPostmortem) =>
  [new Set(causeIds), new Set(affectedSystems), startedAt] as const;

/** Finds what recurred by a change, and whom that concerns. */
export class RecurrenceNotices {
  readonly #postmortems: PostmortemsStore;
  readonly #recurrences: RecurrencesStore;
  readonly #withinDays: number;

  constructor(options: {
    postmortems: PostmortemsStore;
    recurrences: RecurrencesStore;
    withinDays: number;
  }) {
    this.#postmortems = options.postmortems;
    this.#recurrences = options.recurrences;
    this.#withinDays = options.withinDays;
  }

  /**
   * By causes that are confirmed, by publishing, and by another start or other
   * systems. What was told already is nothing new: published or confirmed
   * again, it is not told again.
   */
  async afterChange({
    before,
    after,
  }: PostmortemChange): Promise<RecurrenceNotice[]> {
    if (after.status !== 'published' || after.causeIds.length === 0) return [];
    const was = before?.status === 'published' ? before : undefined;
    if (was && isDeepStrictEqual(decisive(was), decisive(after))) return [];

    const publishedBefore =
      await this.#postmortems.causesPublishedBefore(after);
    const added = after.causeIds.filter(
      id => !was?.causeIds.includes(id) && !publishedBefore.has(id),
    );
    const [known, now, later] = await Promise.all([
      was ? this.#recurrencesOf(was) : [],
      this.#recurrencesOf(after),
      this.#recurrences.firstAfter(after, {
        causeIds: added,
        withinDays: this.#withinDays,
      }),
    ]);
    const isNew = ({ cause: { id } }: Recurrence) =>
      added.includes(id) ||
      (was?.causeIds.includes(id) &&
        !known.some(({ cause }) => cause.id === id));
    return [
      ...(await this.#noticesOf(after, now.filter(isNew))),
      ...later.map(({ postmortem }) => ({
        postmortem,
        concerned: concernedBy(after),
      })),
    ];
  }

  /**
   * Whom it concerns, as things are now, that causes recurred with a
   * postmortem, which may be deleted.
   */
  async concernedBy(postmortem: StoredPostmortem): Promise<string[]> {
    return this.#concernedBy(await this.#recurrencesOf(postmortem));
  }

  async #noticesOf(
    postmortem: StoredPostmortem,
    recurrences: Recurrence[],
  ): Promise<RecurrenceNotice[]> {
    if (recurrences.length === 0) return [];
    return [{ postmortem, concerned: await this.#concernedBy(recurrences) }];
  }

  async #concernedBy(recurrences: Recurrence[]): Promise<string[]> {
    const earlier = await this.#postmortems.getByIds([
      ...new Set(recurrences.flatMap(each => each.earlier.map(({ id }) => id))),
    ]);
    return earlier.flatMap(postmortem =>
      postmortem ? concernedBy(postmortem) : [],
    );
  }

  /** Whoever may read the earlier ones. */
  async #recurrencesOf(postmortem: StoredPostmortem): Promise<Recurrence[]> {
    return this.#recurrences.ofPostmortem(postmortem, {
      withinDays: this.#withinDays,
    });
  }
}

function concernedBy({ createdBy, actionItems }: StoredPostmortem): string[] {
  return [
    createdBy,
    ...actionItems.flatMap(item =>
      isOpen(item) && item.owner !== null ? [item.owner] : [],
    ),
  ];
}
