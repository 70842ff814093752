import {
  blamelessHints,
  BlamelessHint,
  FieldMessage,
  instantHints,
  PostmortemDocument,
  PostmortemsConfig,
  SimilarDraft,
  TimelineGap,
  timelineGaps,
} from 'backstage-plugin-postmortems-common';
import {
  formPath,
  gateOf,
  sameValue,
  similarDraftOf,
  withoutBlankRows,
} from './document';
import { SectionId, sectionStates, SectionState } from './sections';

/** What is worth knowing about the text as it stands. */
export type Checks = {
  unmet: FieldMessage[];
  hints: BlamelessHint[];
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

/**
 * Looks at the document shortly after each change, so that typing itself
 * stays free of it. Parts that did not change stay the same objects.
 */
export class LiveChecks {
  readonly #read: () => PostmortemDocument;
  readonly #config: PostmortemsConfig;
  readonly #listeners = new Set<() => void>();
  #timer?: ReturnType<typeof setTimeout>;
  #checks: Checks;

  constructor(options: {
    read: () => PostmortemDocument;
    config: PostmortemsConfig;
  }) {
    this.#read = options.read;
    this.#config = options.config;
    this.#checks = this.#look();
  }

  readonly get = () => this.#checks;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  changed() {
    this.#timer ??= setTimeout(() => this.now(), SETTLE_MS);
  }

  /** Looks at once. */
  now() {
    this.dispose();
    const next: Record<string, unknown> = this.#look();
    const last: Record<string, unknown> = this.#checks;
    let changed = false;
    for (const key of Object.keys(next)) {
      if (sameValue(next[key], last[key])) next[key] = last[key];
      else changed = true;
    }
    if (!changed) return;
    this.#checks = next as Checks;
    this.#listeners.forEach(listener => listener());
  }

  dispose() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #look(): Checks {
    const values = this.#read();
    const unmet = gateOf(values, this.#config);
    return {
      unmet,
      hints: blamelessHints(withoutBlankRows(values)).map(hint => ({
        ...hint,
        field: formPath(hint.field, values),
      })),
      instantHints: instantHints(values),
      gaps: timelineGaps(values, this.#config.timeline),
      sections: sectionStates(values, unmet),
      times: values.timeline.map(({ id, at }) => ({ id, at })),
      timeZone: values.timeZone,
      severity: values.severity,
      similar: similarDraftOf(values),
    };
  }
}
