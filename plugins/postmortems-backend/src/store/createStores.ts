// SPDX-License-Identifier: Apache-2.0

import { Knex } from 'knex';
import { ActionItemsStore } from './actionItems/ActionItemsStore';
import { GoneOwnersStore } from './actionItems/GoneOwnersStore';
import { CauseHistory } from './causes/CauseHistory';
import { CauseWrites } from './causes/CauseWrites';
import { CausesStore } from './causes/CausesStore';
import { OccurrencesStore } from './causes/OccurrencesStore';
import { FactsStore } from './figures/FactsStore';
import { FiguresStore } from './figures/FiguresStore';
import { PoliciesStore } from './figures/PoliciesStore';
import { RecurrenceFiguresStore } from './figures/RecurrenceFiguresStore';
import { IdempotencyStore } from './postmortems/IdempotencyStore';
import { PostmortemWrites } from './postmortems/PostmortemWrites';
import { PostmortemsStore } from './postmortems/PostmortemsStore';
import { FixesStore } from './recurrence/FixesStore';
import { RecurrencesStore } from './recurrence/RecurrencesStore';
import { DueItemsStore } from './reminders/DueItemsStore';
import { ReviewAgendas } from './reviews/ReviewAgendas';
import { ReviewDecisions } from './reviews/ReviewDecisions';
import { ReviewsStore } from './reviews/ReviewsStore';
import { SimilarStore } from './search/SimilarStore';
import { TermCounts } from './search/TermCounts';
import { TermIndex } from './search/TermIndex';

/** Everything that is stored, each with what it needs of the others. */
export function createStores(db: Knex) {
  const postmortems = new PostmortemsStore(db);
  const writes = new PostmortemWrites(db);
  const idempotency = new IdempotencyStore(db);
  const actionItems = new ActionItemsStore({ db, postmortems });
  const goneOwners = new GoneOwnersStore(db);
  const dueItems = new DueItemsStore({ db, postmortems });
  const causes = new CausesStore(db);
  const causeWrites = new CauseWrites(db);
  const causeHistory = new CauseHistory(db);
  const occurrences = new OccurrencesStore({ db, postmortems });
  const recurrences = new RecurrencesStore({
    db,
    postmortems,
    occurrences,
  });
  const fixes = new FixesStore(db);
  const figures = new FiguresStore(db);
  const recurrenceFigures = new RecurrenceFiguresStore(db);
  const facts = new FactsStore(db);
  const policies = new PoliciesStore(db);
  const similar = new SimilarStore(db);
  const termCounts = new TermCounts(db);
  const termIndex = new TermIndex(db);
  const reviews = new ReviewsStore(db);
  const agendas = new ReviewAgendas(db);
  const decisions = new ReviewDecisions(db);
  return {
    postmortems,
    writes,
    idempotency,
    actionItems,
    goneOwners,
    dueItems,
    causes,
    causeWrites,
    causeHistory,
    occurrences,
    recurrences,
    fixes,
    figures,
    recurrenceFigures,
    facts,
    policies,
    similar,
    termCounts,
    termIndex,
    reviews,
    agendas,
    decisions,
  };
}
