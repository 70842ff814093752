// SPDX-License-Identifier: Apache-2.0

import { Knex } from 'knex';
import { DueItemsStore } from './reminders/DueItemsStore';
import { FixesStore } from './recurrence/FixesStore';
import { IdempotencyStore } from './postmortems/IdempotencyStore';
import { PoliciesStore } from './figures/PoliciesStore';
import { FactsStore } from './figures/FactsStore';
import { ActionItemsStore } from './actionItems/ActionItemsStore';
import { GoneOwnersStore } from './actionItems/GoneOwnersStore';
import { CauseHistory } from './causes/CauseHistory';
import { CausesStore } from './causes/CausesStore';
import { CauseWrites } from './causes/CauseWrites';
import { OccurrencesStore } from './causes/OccurrencesStore';
import { FiguresStore } from './figures/FiguresStore';
import { RecurrenceFiguresStore } from './figures/RecurrenceFiguresStore';
import { PostmortemsStore } from './postmortems/PostmortemsStore';
import { PostmortemWrites } from './postmortems/PostmortemWrites';
import { RecurrencesStore } from './recurrence/RecurrencesStore';
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
  const actionItems = new ActionItemsStore({ db, postmortems });
  const goneOwners = new GoneOwnersStore(db);
  const causes = new CausesStore(db);
  const causeWrites = new CauseWrites(db);
  const causeHistory = new CauseHistory(db);
  const occurrences = new OccurrencesStore({ db, postmortems });
  const recurrences = new RecurrencesStore({
    db,
    postmortems,
    occurrences,
  });
  const figures = new FiguresStore(db);
  const recurrenceFigures = new RecurrenceFiguresStore(db);
  const similar = new SimilarStore(db);
  const reviews = new ReviewsStore(db);
  const agendas = new ReviewAgendas(db);
  const decisions = new ReviewDecisions(db);
  const termCounts = new TermCounts(db);
  const termIndex = new TermIndex(db);
  const facts = new FactsStore(db);
  const policies = new PoliciesStore(db);
  const idempotency = new IdempotencyStore(db);
  const fixes = new FixesStore(db);
  const dueItems = new DueItemsStore({ db, postmortems });
  return {
    dueItems,
    fixes,
    idempotency,
    policies,
    facts,
    postmortems,
    writes,
    actionItems,
    goneOwners,
    causes,
    causeWrites,
    causeHistory,
    occurrences,
    recurrences,
    figures,
    recurrenceFigures,
    similar,
    reviews,
    agendas,
    decisions,
    termCounts,
    termIndex,
  };
}
