// SPDX-License-Identifier: Apache-2.0

import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  ActionItemRow,
  actionFigures,
  createDocument,
  dueOf,
  durationsOf,
  durationStats,
  fillInstants,
  isOpen,
  Metrics,
  newId,
  Overview,
  Postmortem,
  PostmortemDocument,
  PostmortemDraft,
  PostmortemsApi,
  publishGate,
  renderMarkdown,
  toInput,
  today,
} from 'backstage-plugin-postmortems-common';
import { examples, me } from './examples';

const unknownHere = async () => {
  throw new Error('The dev app knows no teams');
};

const noCauses = async () => {
  throw new Error('The dev app has no causes');
};

const pageOf = <T>(items: T[]) => ({ items, totalItems: items.length });

/**
 * The API without a backend, for the dev app: postmortems in memory, gone with
 * the page. It stores and publishes; it filters lists by status and due
 * date only, knows no causes and merges nothing.
 */
export class MemoryPostmortems implements PostmortemsApi {
  readonly #all = new Map<string, Postmortem>();

  constructor() {
    for (const { draft, isDraft } of examples) {
      const created = this.#store(createDocument(draft));
      if (!isDraft) this.#publish(created, true);
    }
  }

  list: PostmortemsApi['list'] = async ({ query: { status } = {} }) =>
    pageOf(
      this.#newestFirst()
        .filter(each => !status || each.status === status)
        .map(each => ({
          ...each,
          openActionItems: each.actionItems.filter(isOpen).length,
        })),
    );

  get: PostmortemsApi['get'] = async ({ id }) => this.#find(id);

  create: PostmortemsApi['create'] = async ({ body }) =>
    this.#store(createDocument(body));

  save: PostmortemsApi['save'] = async ({ id, body }) => this.#change(id, body);

  delete: PostmortemsApi['delete'] = async ({ id }) => {
    this.#all.delete(this.#find(id).id);
  };

  publish: PostmortemsApi['publish'] = async ({ id }) =>
    this.#publish(this.#find(id), true);

  unpublish: PostmortemsApi['unpublish'] = async ({ id }) =>
    this.#publish(this.#find(id), false);

  markdown: PostmortemsApi['markdown'] = async ({ id }) =>
    renderMarkdown(this.#find(id));

  import: PostmortemsApi['import'] = async ({ body }) => {
    const { markdown, fileName, affectedSystems = [], dryRun } = body;
    // Only the backend reads documents: here it is kept as it is.
    const complete = createDocument({
      title: fileName ?? 'Imported postmortem',
      affectedSystems,
      otherSections: [{ id: newId(), heading: 'Document', body: markdown }],
    });
    const message = 'the dev app keeps a document as it is, and reads nothing';
    const postmortem = dryRun
      ? this.#complete(complete)
      : this.#store(complete);
    return { postmortem, warnings: [{ line: 1, message }] };
  };

  actionItems: PostmortemsApi['actionItems'] = async ({ query = {} }) => {
    const { postmortem, status, due } = query;
    return pageOf(
      this.#rows().filter(
        row =>
          (!postmortem || row.postmortem.id === postmortem) &&
          (!due || row.due === due) &&
          (!status || status.includes(row.status)),
      ),
    );
  };

  actionItemTotals: PostmortemsApi['actionItemTotals'] = async () => {
    const rows = this.#rows();
    const open = rows.filter(isOpen);
    const count = (status: string) =>
      rows.filter(row => row.status === status).length;
    return {
      open: open.length,
      overdue: open.filter(({ due }) => due === 'overdue').length,
      soon: open.filter(({ due }) => due === 'soon').length,
      noDate: open.filter(({ due }) => due === 'none').length,
      noOwner: open.filter(({ owner }) => owner === null).length,
      ownerGone: 0,
      moved: 0,
      proposed: count('proposed'),
      done: count('done'),
      wontDo: count('wont-do'),
      onTime: actionFigures(rows, today('UTC')).onTime,
    };
  };

  actionItemsCsv: PostmortemsApi['actionItemsCsv'] = async () => {
    throw new Error('The dev app makes no CSV');
  };

  policies: PostmortemsApi['policies'] = async () => ({
    publication: null,
    prevention: null,
  });

  goneOwners: PostmortemsApi['goneOwners'] = async () => pageOf([]);

  handOver: PostmortemsApi['handOver'] = async () => {
    throw new Error('The dev app hands nothing over');
  };

  actionItemHistory: PostmortemsApi['actionItemHistory'] = async () => ({
    items: [],
    totalItems: 0,
  });

  reviews: PostmortemsApi['reviews'] = async () => pageOf([]);
  startReview: PostmortemsApi['startReview'] = unknownHere;
  review: PostmortemsApi['review'] = unknownHere;
  reviewAgenda: PostmortemsApi['reviewAgenda'] = async () => pageOf([]);
  decideInReview: PostmortemsApi['decideInReview'] = unknownHere;
  undoReviewDecision: PostmortemsApi['undoReviewDecision'] = unknownHere;
  endReview: PostmortemsApi['endReview'] = unknownHere;
  trackers: PostmortemsApi['trackers'] = async () => pageOf([]);
  createTicket: PostmortemsApi['createTicket'] = unknownHere;

  updateActionItem: PostmortemsApi['updateActionItem'] = async ({
    id,
    body: patch,
  }) => {
    const row = this.#row(id);
    const postmortem = this.#find(row.postmortem.id);
    const doneAt = patch.status === 'done' ? new Date().toISOString() : null;
    this.#change(postmortem.id, {
      ...toInput(postmortem),
      actionItems: postmortem.actionItems.map(item =>
        item.id === id ? { ...item, doneAt, ...patch } : item,
      ),
    });
    return this.#row(id);
  };

  metrics: PostmortemsApi['metrics'] = async () => this.#metrics();

  systemOverview: PostmortemsApi['systemOverview'] = async () =>
    this.#overview();
  ownerOverview: PostmortemsApi['ownerOverview'] = async () => this.#overview();

  #overview(): Overview {
    const until = new Date();
    const since = new Date(until.getTime() - 365 * 86_400_000);
    return {
      ...this.#metrics(),
      since: since.toISOString(),
      until: until.toISOString(),
      totalPostmortems: this.#all.size,
      recurringCauses: [],
      moreRecurringCauses: 0,
      quietFixes: [],
      points: this.#newestFirst().flatMap(
        ({ number, status, severity, startedAt, durations }) =>
          startedAt
            ? {
                number,
                status,
                severity,
                startedAt,
                toResolve: durations.toResolve,
              }
            : [],
      ),
      months: [],
    };
  }

  systemParts: PostmortemsApi['systemParts'] = async entity =>
    pageOf([stringifyEntityRef(entity)]);
  ownerParts: PostmortemsApi['ownerParts'] = async () => pageOf([]);

  causes: PostmortemsApi['causes'] = async () => pageOf([]);
  systemPossibleRecurrences = async () => ({ items: [] });
  ownerPossibleRecurrences = async () => ({ items: [] });
  similar: PostmortemsApi['similar'] = async () => ({ items: [], causes: [] });
  similarTo: PostmortemsApi['similarTo'] = async () => ({
    items: [],
    causes: [],
  });
  cause = noCauses;
  causeRecurrence = noCauses;
  createCause = noCauses;
  updateCause = noCauses;
  mergeCause = noCauses;
  setCauses = noCauses;
  rejectCause = noCauses;
  rejectSimilar = async () => {};
  facts: PostmortemsApi['facts'] = async () => pageOf([]);
  searchDocuments: PostmortemsApi['searchDocuments'] = async () => pageOf([]);
  openapi = async () => ({});

  #metrics(): Metrics {
    const published = this.#newestFirst().filter(
      ({ status }) => status === 'published',
    );
    const over = (kind: keyof Postmortem['durations']) =>
      durationStats(published.map(({ durations }) => durations[kind]));
    return {
      incidents: published.length,
      bySeverity: ['P1', 'P2', 'P3'].flatMap(severity => {
        const count = published.filter(
          each => each.severity === severity,
        ).length;
        return count > 0 ? { severity, count } : [];
      }),
      durations: {
        toDetect: over('toDetect'),
        toAcknowledge: over('toAcknowledge'),
        toMitigate: over('toMitigate'),
        toResolve: over('toResolve'),
      },
      actionItems: actionFigures(this.#rows(), today('UTC')),
      recurrence: {
        rate: { n: 0, total: published.length },
        daysBetween: durationStats([]),
        withUnfinishedPrevent: { n: 0, total: 0 },
      },
    };
  }

  #newestFirst() {
    const start = (each: Postmortem) => each.startedAt ?? each.createdAt;
    return [...this.#all.values()].sort((a, b) =>
      start(b).localeCompare(start(a)),
    );
  }

  #rows(): ActionItemRow[] {
    return this.#newestFirst()
      .filter(({ status }) => status === 'published')
      .flatMap(postmortem =>
        postmortem.actionItems.map(item => ({
          ...item,
          firstDueDate: item.dueDate,
          dueDateMoves: 0,
          ownerGone: false,
          ticket: null,
          createdAt: postmortem.createdAt,
          updatedAt: postmortem.updatedAt,
          due: dueOf(item, today('UTC')),
          postmortem,
          can: { update: true },
        })),
      );
  }

  #row(id: string) {
    const row = this.#rows().find(each => each.id === id);
    if (!row) throw new Error(`There is no action item ${id}`);
    return row;
  }

  /** By uuid, `12` or `PM-12`. */
  #find(id: string): Postmortem {
    const found = [...this.#all.values()].find(
      each => each.id === id || String(each.number) === id.replace('PM-', ''),
    );
    if (!found) throw new Error(`There is no postmortem ${id}`);
    return found;
  }

  #change(id: string, draft: PostmortemDraft) {
    return this.#store(createDocument(draft), this.#find(id));
  }

  #publish(postmortem: Postmortem, isPublished: boolean) {
    return this.#store(toInput(postmortem), {
      ...postmortem,
      status: isPublished ? 'published' : 'draft',
      publishedAt: isPublished ? new Date().toISOString() : null,
      firstPublishedAt:
        postmortem.firstPublishedAt ??
        (isPublished ? new Date().toISOString() : null),
    });
  }

  #store(document: PostmortemDocument, before?: Postmortem) {
    const stored = this.#complete(document, before);
    this.#all.set(stored.id, stored);
    return stored;
  }

  #complete(document: PostmortemDocument, before?: Postmortem): Postmortem {
    const now = new Date().toISOString();
    const filled = fillInstants(document);
    return {
      id: newId(),
      number: this.#all.size + 1,
      status: 'draft',
      createdBy: me,
      createdAt: now,
      publishedAt: null,
      firstPublishedAt: null,
      imported: false,
      movedActionItems: [],
      fixOutcomes: [],
      tickets: [],
      causeIds: [],
      causes: [],
      recurrences: [],
      ...before,
      ...filled,
      version: (before?.version ?? 0) + 1,
      updatedBy: me,
      updatedAt: now,
      durations: durationsOf(filled),
      unmet: publishGate(filled),
      can: { update: true, publish: true, delete: true },
    };
  }
}
