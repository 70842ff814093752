// SPDX-License-Identifier: Apache-2.0

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  fieldMessage,
  isAlike,
  CauseRef,
  LikelyCause,
  PostmortemRef,
  PostmortemsConfig,
  Similar,
  similarDraftSchema,
  SimilarPart,
  SimilarPostmortem,
  today,
} from 'backstage-plugin-postmortems-common';
import { z } from 'zod';
import { refused } from '../http/errors';
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
import { StoredAsker, TermCounts } from '../store/search/TermCounts';
import { tagTerm } from '../store/search/terms';
import { portions } from '../store/sql';
import { Access, AccessChecker, mustBeAllowed } from './Access';
import { parseKey } from './parseKey';
import { PostmortemEditor } from './PostmortemEditor';
import { PostmortemRequest } from './PostmortemsService';
import { writeOrRefuse } from './writeOrRefuse';

/** Among how many similar postmortems likely causes are looked for. */
const LOOKED_AT = 30;
const CAUSES = 5;
/** How many searches run at the same time: each takes a connection. */
const AT_ONCE = 4;
/** How many words a result is explained by. */
const WORDS = 6;

const rounded = (score: number) =>
  Math.round(score * WEIGHT_UNIT) / WEIGHT_UNIT;

type Asking = TermSource & Pick<SimilarTo, 'systems' | 'tags'>;

/** Who asks for what: a stored postmortem, or a draft that is not saved. */
export type SimilarAsked = {
  document: Asking;
  self?: StoredAsker & { causeIds: readonly string[] };
};

/** A postmortem that is alike, and why. */
export type Alike = { id: string; score: number; parts: SimilarPart[] };

/** What is alike to each of those that asked, with what is told of all of these. */
export type SimilarFound = {
  /** The best first, in the order of those that asked. */
  alike: Alike[][];
  /** Of those that asked, where they are stored, and of what was found. */
  refs: Map<string, PostmortemRef>;
  causes: Map<string, CauseRef[]>;
};

/** Finds what was seen before, and says why it is alike. */
export class SimilarService {
  readonly #similar: SimilarStore;
  readonly #termCounts: TermCounts;
  readonly #postmortems: PostmortemsStore;
  readonly #occurrences: OccurrencesStore;
  readonly #editor: PostmortemEditor;
  readonly #access: AccessChecker;
  readonly #config: PostmortemsConfig;

  constructor(options: {
    similar: SimilarStore;
    termCounts: TermCounts;
    postmortems: PostmortemsStore;
    occurrences: OccurrencesStore;
    editor: PostmortemEditor;
    access: AccessChecker;
    config: PostmortemsConfig;
  }) {
    this.#similar = options.similar;
    this.#termCounts = options.termCounts;
    this.#postmortems = options.postmortems;
    this.#occurrences = options.occurrences;
    this.#editor = options.editor;
    this.#access = options.access;
    this.#config = options.config;
  }

  /** @throws NotFoundError, also when the caller may not read it */
  async toPostmortem(
    { id, credentials }: PostmortemRequest,
    limit: number,
  ): Promise<Similar> {
    const access = await this.#access.forCaller(credentials);
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
    const access = await this.#access.forCaller(credentials);
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
  async reject(
    { id, credentials }: PostmortemRequest,
    otherId: string,
  ): Promise<void> {
    const access = await this.#access.forCaller(credentials);
    const stored = await this.#editor.mustGet(parseKey(id), access.read);
    mustBeAllowed(access, 'update', stored);
    const other = await this.#editor.mustGet(parseKey(otherId), access.read);
    if (other.id === stored.id)
      throw refused([fieldMessage('otherId', 'same-postmortem')]);
    await writeOrRefuse(() =>
      this.#similar.reject([stored.id, other.id], {
        actor: access.actor,
        at: new Date().toISOString(),
      }),
    );
  }

  /**
   * What is alike to each of several postmortems. However many ask: one search
   * each, and the rest is asked once for all.
   *
   * @param options.sameSystem - only those that affect a same system
   * @param options.text - only those whose text is at least that much alike
   */
  async find(
    asking: readonly SimilarAsked[],
    { read }: Pick<Access, 'read'>,
    options: { limit: number; sameSystem?: boolean; text?: number },
  ): Promise<SimilarFound> {
    const { text = 0, ...limits } = options;
    const askers = asking.flatMap(({ self }) => self ?? []);
    const askerIds = askers.map(({ id }) => id);
    const terms = asking.map(({ document }) => termsOf(document));
    const [countsOf, ownCauses] = await Promise.all([
      this.#termCounts.forTerms(
        [...new Set(terms.flatMap(each => [...each.keys()]))],
        { read, askers },
      ),
      askers.length > 0
        ? this.#postmortems.causesOf(askerIds)
        : new Map<string, CauseRef[]>(),
    ]);
    const search = async ({ document, self }: SimilarAsked, index: number) => {
      const asked = askedWeights(terms[index], countsOf(self));
      const own = (self && ownCauses.get(self.id)) ?? [];
      const to: SimilarTo = {
        self,
        systems: document.systems,
        tags: document.tags,
        categories: [...new Set(own.map(({ category }) => category))],
      };
      const found = await this.#similar.find(asked, to, { ...limits, read });
      return {
        terms: terms[index],
        asked,
        to,
        rows: found.filter(row => rounded(row.text) >= text),
      };
    };
    const searches: Array<Awaited<ReturnType<typeof search>>> = [];
    for (const portion of portions([...asking.entries()], AT_ONCE))
      searches.push(
        ...(await Promise.all(
          portion.map(([index, each]) => search(each, index)),
        )),
      );
    const rows = searches.flatMap(each => each.rows);
    const ids = [...new Set(rows.map(({ id }) => id))];
    const [having, refs, causes] = await Promise.all([
      this.#similar.termsOf(
        [...new Set(rows.map(({ number }) => number))],
        [
          ...new Set(
            searches.flatMap(({ asked, to }) => [
              ...asked.map(({ term }) => term),
              ...to.tags.map(tagTerm),
            ]),
          ),
        ],
      ),
      this.#occurrences.refs([...askerIds, ...ids]),
      this.#postmortems.causesOf(ids),
    ]);
    return {
      alike: searches.map(each => explain(each, { having, refs, causes })),
      refs,
      causes: new Map([...ownCauses, ...causes]),
    };
  }

  async #answer(
    asking: SimilarAsked,
    access: Access,
    limit: number,
  ): Promise<Similar> {
    const { self } = asking;
    const { alike, refs, causes } = await this.find([asking], access, {
      limit: Math.max(limit, LOOKED_AT),
    });
    const [found] = alike;
    const shown = found.slice(0, limit).map(({ id }) => id);
    const [texts, promises, rejected] = await Promise.all([
      this.#postmortems.rootCausesOf(shown),
      this.#occurrences.promises(shown, today(this.#config.timeZone)),
      self && this.#postmortems.rejectedCausesOf([self.id]),
    ]);
    const isRejected = (causeId: string) =>
      Boolean(self && rejected?.get(self.id)?.has(causeId));
    // One that was deleted meanwhile is left out.
    const results = found.filter(({ id }) => refs.has(id));
    const items: SimilarPostmortem[] = results
      .slice(0, limit)
      .map(({ id, ...why }) => ({
        postmortem: refs.get(id)!,
        ...why,
        rootCause: excerpt(texts.get(id) ?? ''),
        causes: (causes.get(id) ?? []).filter(cause => !isRejected(cause.id)),
        actionItems: promises
          .filter(({ postmortemId }) => postmortemId === id)
          .map(toPromised),
      }));
    const likely = new Map<string, LikelyCause>();
    for (const { id, score, parts } of results.filter(one =>
      isAlike(one.parts),
    ))
      for (const cause of causes.get(id) ?? []) {
        if (isRejected(cause.id) || self?.causeIds.includes(cause.id)) continue;
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
}

/** The rows of a search, each with its parts. */
function explain(
  search: {
    terms: Map<string, Term>;
    asked: Weighted[];
    to: SimilarTo;
    rows: SimilarRow[];
  },
  facts: Pick<SimilarFound, 'refs' | 'causes'> & {
    having: Array<Weighted & { number: number }>;
  },
): Alike[] {
  const { terms, asked, to } = search;
  const weights = new Map(asked.map(({ term, weight }) => [term, weight]));
  return search.rows.map(row => {
    const own = facts.having.filter(({ number }) => number === row.number);
    const words = own
      .flatMap(({ term, weight }) => {
        const by = weights.get(term);
        return by ? { word: terms.get(term)!.shown, share: weight * by } : [];
      })
      .sort((a, b) => b.share - a.share || (a.word < b.word ? -1 : 1))
      .map(({ word }) => word);
    const systems = facts.refs.get(row.id)?.affectedSystems ?? [];
    const categories = (facts.causes.get(row.id) ?? []).map(
      each => each.category,
    );
    const all: SimilarPart[] = [
      { kind: 'text', score: row.text, terms: withoutRepeats(words) },
      {
        kind: 'system',
        score: row.system,
        terms: to.systems.filter(ref => systems.includes(ref)),
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
