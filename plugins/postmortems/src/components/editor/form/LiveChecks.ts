// SPDX-License-Identifier: Apache-2.0

import {
  actionItemHints,
  blamelessHints,
  BlamelessHint,
  FieldMessage,
  instantHints,
  PostmortemDocument,
  PostmortemsConfig,
  SimilarDraft,
  TimelineGap,
  timelineGaps,
  sameValue,
} from 'backstage-plugin-postmortems-common';
import { gateOf, similarDraftOf, withoutBlankRows } from './document';
import { Followed, Store } from '../../kit/Store';
import { UnreadTexts } from './UnreadTexts';
import { SectionId, sectionStates, SectionState } from './sections';

/** What is worth knowing about the text as it stands. */
export type Checks = {
  /** What publishing still wants; what could not be read comes first. */
  unmet: FieldMessage[];
  /** The same by field; those of a field stay the same object. */
  wants: Record<string, FieldMessage[]>;
  /** What stands in an input and is not in the document. */
  unread: FieldMessage[];
  hints: BlamelessHint[];
  /** The same by field; those of a field stay the same object. */
  hintsOf: Record<string, BlamelessHint[]>;
  /** What may keep action items from getting done, at most one an item. */
  itemHints: FieldMessage[];
  /** The same by the id of the item. */
  itemHintOf: Record<string, FieldMessage>;
  /** Where instants and timeline disagree. */
  instantHints: FieldMessage[];
  gaps: TimelineGap[];
  sections: Record<SectionId, SectionState>;
  /** When the entries are, in the order of the form. */
  times: Array<{ id: string; at: string | null }>;
  timeZone: string;
  severity: string | null;
  /** What earlier postmortems are compared with. */
  similar: SimilarDraft;
};

const SETTLE_MS = 200;

/** The items by what `key` says of them, in their order. */
function groupBy<T>(items: T[], key: (item: T) => string): Record<string, T[]> {
  const groups: Record<string, T[]> = {};
  for (const item of items) (groups[key(item)] ??= []).push(item);
  return groups;
}

/** Takes over from `last` what has not changed. */
function keepSame<T>(next: Record<string, T>, last: Record<string, T>) {
  for (const [key, value] of Object.entries(next))
    if (sameValue(value, last[key])) next[key] = last[key];
}

/**
 * Looks at the document shortly after each change, so that typing itself
 * stays free of it. Parts that did not change stay the same objects.
 */
export class LiveChecks implements Followed<Checks> {
  readonly #read: () => PostmortemDocument;
  readonly #config: PostmortemsConfig;
  readonly #kept?: PostmortemDocument;
  readonly #unread: UnreadTexts;
  #timer?: ReturnType<typeof setTimeout>;
  readonly #checks: Store<Checks>;

  constructor(options: {
    read: () => PostmortemDocument;
    config: PostmortemsConfig;
    unread: UnreadTexts;
    /** What is published. */
    kept?: PostmortemDocument;
  }) {
    this.#read = options.read;
    this.#config = options.config;
    this.#kept = options.kept;
    this.#unread = options.unread;
    this.#checks = new Store(this.#look());
  }

  readonly get = () => this.#checks.get();

  readonly subscribe = (listener: () => void) =>
    this.#checks.subscribe(listener);

  changed() {
    this.#timer ??= setTimeout(() => this.now(), SETTLE_MS);
  }

  /** Looks at once. */
  now() {
    this.dispose();
    const looked = this.#look();
    const before = this.get();
    keepSame(looked.hintsOf, before.hintsOf);
    keepSame(looked.itemHintOf, before.itemHintOf);
    keepSame(looked.wants, before.wants);
    const next: Record<string, unknown> = looked;
    const last: Record<string, unknown> = before;
    let changed = false;
    for (const key of Object.keys(next)) {
      if (sameValue(next[key], last[key])) next[key] = last[key];
      else changed = true;
    }
    if (changed) this.#checks.set(looked);
  }

  dispose() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #look(): Checks {
    const values = this.#read();
    const unread = this.#unread.messages();
    // Who reads that a time is not readable need not hear that it is wanted.
    const document = withoutBlankRows(values);
    const wanted = gateOf(document, {
      config: this.#config,
      kept: this.#kept,
    }).filter(({ field }) => !unread.some(other => other.field === field));
    const unmet = [...unread, ...wanted];
    const hints = blamelessHints(document);
    // What publishing wants of a field is said there already.
    const itemHints = actionItemHints(document).filter(
      ({ field }) => !unmet.some(other => other.field === field),
    );
    return {
      unmet,
      wants: groupBy(wanted, ({ field }) => field),
      unread,
      hints,
      hintsOf: groupBy(hints, ({ field }) => field),
      itemHints,
      itemHintOf: Object.fromEntries(
        itemHints.map(hint => [hint.field.split('.')[1], hint]),
      ),
      instantHints: instantHints(values),
      gaps: timelineGaps(values, this.#config.timeline),
      sections: sectionStates(document, unmet),
      times: values.timeline.map(({ id, at }) => ({ id, at })),
      timeZone: values.timeZone,
      severity: values.severity,
      similar: similarDraftOf(document),
    };
  }
}
