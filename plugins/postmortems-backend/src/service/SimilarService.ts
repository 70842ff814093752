// SPDX-License-Identifier: Apache-2.0

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  isAlike,
  LikelyCause,
  PostmortemsConfig,
  Similar,
  SimilarPart,
  SimilarPostmortem,
  similarDraftSchema,
  today,
} from 'backstage-plugin-postmortems-common';
import { z } from 'zod';
import { refused } from '../errors';
import { excerpt } from '../excerpt';
import { Term, TermSource, termsOf } from '../similarity/termsOf';
import { askedWeights, Weighted, WEIGHT_UNIT } from '../similarity/weigh';
import { OccurrencesStore, toPromised } from '../store/causes/OccurrencesStore';
import { PostmortemsStore } from '../store/postmortems/PostmortemsStore';
import {
  SimilarRow,
  SimilarStore,
  SimilarTo,
} from '../store/search/SimilarStore';
import { tagTerm } from '../store/search/terms';
import { Access, AccessChecker } from './Access';
import { parseKey } from './parseKey';
import { PostmortemEditor } from './PostmortemEditor';
import { Of } from './PostmortemsService';
import { writeOrRefuse } from './writeOrRefuse';

/** Among how many similar postmortems likely causes are looked for. */
const LOOKED_AT = 30;
const CAUSES = 5;
/** How many words a result is explained by. */
const WORDS = 6;

const rounded = (score: number) =>
  Math.round(score * WEIGHT_UNIT) / WEIGHT_UNIT;

type Asking = TermSource & Pick<SimilarTo, 'systems' | 'tags'>;

/** Who asks for what: a stored postmortem, or a draft that is not saved. */
export type SimilarAsked = {
  document: Asking;
  self?: { id: string; number: number; causeIds: readonly string[] };
};

/** Finds what was seen before, and says why it is alike. */
export class SimilarService {
  readonly #similar: SimilarStore;
  readonly #postmortems: PostmortemsStore;
  readonly #occurrences: OccurrencesStore;
  readonly #editor: PostmortemEditor;
  readonly #access: AccessChecker;
  readonly #config: PostmortemsConfig;

  constructor(options: {
    similar: SimilarStore;
    postmortems: PostmortemsStore;
    occurrences: OccurrencesStore;
    editor: PostmortemEditor;
    access: AccessChecker;
    config: PostmortemsConfig;
  }) {
    this.#similar = options.similar;
    this.#postmortems = options.postmortems;
    this.#occurrences = options.occurrences;
    this.#editor = options.editor;
    this.#access = options.access;
    this.#config = options.config;
  }

  /** @throws NotFoundError, also when the caller may not read it */
  async of({ id, credentials }: Of, limit: number): Promise<Similar> {
    const access = await this.#access.of(credentials);
    const self = await this.#editor.mustGet(parseKey(id), access.read);
    const document = { ...self, systems: self.affectedSystems };
    return this.#answer({ document, self }, access, limit);
  }

  /** @param options.postmortem - the stored one that the draft is of */
  async to(
    draft: z.output<typeof similarDraftSchema>,
    options: {
      postmortem?: string;
      limit: number;
      credentials: BackstageCredentials;
    },
  ): Promise<Similar> {
    const { postmortem, limit, credentials } = options;
    const access = await this.#access.of(credentials);
    const self =
      postmortem === undefined
        ? undefined
        : await this.#editor.mustGet(parseKey(postmortem), access.read);
    const document = { ...draft, systems: draft.affectedSystems };
    return this.#answer({ document, self }, access, limit);
  }

  /**
   * Says that two postmortems are not the same.
   *
   * @throws NotAllowedError when the caller may not update the first
   */
  async reject({ id, credentials }: Of, otherId: string): Promise<void> {
    const access = await this.#access.of(credentials);
    const stored = await this.#editor.mustGet(parseKey(id), access.read);
    if (!access.may('update', stored))
      throw new NotAllowedError(`You may not update PM-${stored.number}`);
    const other = await this.#editor.mustGet(parseKey(otherId), access.read);
    if (other.id === stored.id)
      throw refused([
        { field: 'otherId', message: 'must be another postmortem' },
      ]);
    await writeOrRefuse(() =>
      this.#similar.reject([stored.id, other.id], {
        actor: access.actor,
        at: new Date().toISOString(),
      }),
    );
  }

  /**
   * The rows, each with its parts.
   *
   * @param options.sameSystem - only those that affect a same system
   */
  async find(
    { document, self }: SimilarAsked,
    { read }: Pick<Access, 'read'>,
    options: { limit: number; sameSystem?: boolean },
  ): Promise<Array<{ id: string; score: number; parts: SimilarPart[] }>> {
    const terms = termsOf(document);
    const counts = await this.#similar.counts([...terms.keys()], {
      read,
      self,
    });
    const asked = askedWeights(terms, counts);
    const own = self && (await this.#postmortems.causesOf([self.id]));
    const categories = new Set(
      self && own?.get(self.id)?.map(({ category }) => category),
    );
    const to: SimilarTo = {
      self,
      systems: document.systems,
      tags: document.tags,
      categories: [...categories],
    };
    const rows = await this.#similar.find(asked, to, { ...options, read });
    return this.#explain(rows, { terms, asked, to });
  }

  /** The causes that were rejected for a stored postmortem. */
  async rejectedCauses(id: string): Promise<Set<string>> {
    return this.#similar.rejectedCauses(id);
  }

  async #answer(
    asking: SimilarAsked,
    access: Access,
    limit: number,
  ): Promise<Similar> {
    const { self } = asking;
    const found = await this.find(asking, access, {
      limit: Math.max(limit, LOOKED_AT),
    });
    const ids = found.map(({ id }) => id);
    const shown = ids.slice(0, limit);
    const [refs, causes, texts, promises, rejected] = await Promise.all([
      this.#occurrences.refs(ids),
      this.#postmortems.causesOf(ids),
      this.#postmortems.rootCausesOf(shown),
      this.#occurrences.promises(shown, today(this.#config.timeZone)),
      self ? this.#similar.rejectedCauses(self.id) : new Set<string>(),
    ]);
    // One that was deleted meanwhile is left out.
    const results = found.filter(({ id }) => refs.has(id));
    const items: SimilarPostmortem[] = results
      .slice(0, limit)
      .map(({ id, ...alike }) => ({
        postmortem: refs.get(id)!,
        ...alike,
        rootCause: excerpt(texts.get(id) ?? ''),
        causes: (causes.get(id) ?? []).filter(cause => !rejected.has(cause.id)),
        actionItems: promises
          .filter(({ postmortemId }) => postmortemId === id)
          .map(toPromised),
      }));
    const likely = new Map<string, LikelyCause>();
    for (const { id, score, parts } of results.filter(one =>
      isAlike(one.parts),
    ))
      for (const cause of causes.get(id) ?? []) {
        if (rejected.has(cause.id) || self?.causeIds.includes(cause.id))
          continue;
        const known = likely.get(cause.id) ?? {
          cause,
          score,
          parts,
          because: [],
        };
        known.because.push(refs.get(id)!);
        likely.set(cause.id, known);
      }
    return { items, causes: [...likely.values()].slice(0, CAUSES) };
  }

  async #explain(
    rows: SimilarRow[],
    of: { terms: Map<string, Term>; asked: Weighted[]; to: SimilarTo },
  ) {
    const { terms, asked, to } = of;
    const ids = rows.map(({ id }) => id);
    const weights = new Map(asked.map(({ term, weight }) => [term, weight]));
    const [found, systems, causes] = await Promise.all([
      this.#similar.termsOf(
        rows.map(({ number }) => number),
        [...weights.keys(), ...to.tags.map(tagTerm)],
      ),
      this.#postmortems.systemsOf(ids),
      this.#postmortems.causesOf(ids),
    ]);
    return rows.map(row => {
      const own = found.filter(({ number }) => number === row.number);
      const words = own
        .flatMap(({ term, weight }) => {
          const by = weights.get(term);
          return by ? { word: terms.get(term)!.shown, share: weight * by } : [];
        })
        .sort((a, b) => b.share - a.share || (a.word < b.word ? -1 : 1))
        .map(({ word }) => word);
      const categories = (causes.get(row.id) ?? []).map(each => each.category);
      const all: SimilarPart[] = [
        { kind: 'text', score: row.text, terms: withoutRepeats(words) },
        {
          kind: 'system',
          score: row.system,
          terms: to.systems.filter(ref => systems.get(row.id)?.includes(ref)),
        },
        {
          kind: 'category',
          score: row.category,
          terms: to.categories.filter(each => categories.includes(each)),
        },
        {
          kind: 'tag',
          score: row.tag,
          terms: to.tags.filter(tag =>
            own.some(({ term }) => term === tagTerm(tag)),
          ),
        },
      ];
      // Rounded first, so that what is shown adds up to what is shown.
      const parts = all
        .map(part => ({ ...part, score: rounded(part.score) }))
        .filter(({ score }) => score > 0);
      const score = parts.reduce((sum, part) => sum + part.score, 0);
      return { id: row.id, score: rounded(score), parts };
    });
  }
}

/** Without words that stand in a pair that says more. */
function withoutRepeats(words: string[]): string[] {
  const pairs = words.filter(word => word.includes(' '));
  return words
    .filter(
      word =>
        word.includes(' ') ||
        !pairs.some(pair => pair.split(' ').includes(word)),
    )
    .slice(0, WORDS);
}
