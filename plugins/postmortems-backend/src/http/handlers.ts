// SPDX-License-Identifier: Apache-2.0

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  CallAnswer,
  CallName,
  ParsedRequest,
} from 'backstage-plugin-postmortems-common';
import { ActionItemsService } from '../service/ActionItemsService';
import { CausesService } from '../service/CausesService';
import { FiguresService } from '../service/FiguresService';
import { HandOverService } from '../service/HandOverService';
import { PoliciesService } from '../service/PoliciesService';
import { PostmortemsService } from '../service/PostmortemsService';
import { RecurrencesService } from '../service/RecurrencesService';
import { ReviewDecisionsService } from '../service/ReviewDecisionsService';
import { ReviewsService } from '../service/ReviewsService';
import { SimilarService } from '../service/SimilarService';
import { TicketsService } from '../service/trackers/TicketsService';
import { openapi } from './openapi';

/** The services behind the HTTP contract. */
export type Services = {
  postmortems: PostmortemsService;
  actionItems: ActionItemsService;
  figures: FiguresService;
  policies: PoliciesService;
  handOvers: HandOverService;
  causes: CausesService;
  similar: SimilarService;
  recurrences: RecurrencesService;
  reviews: ReviewsService;
  reviewDecisions: ReviewDecisionsService;
  tickets: TicketsService;
};

/** What answers each call. */
export type Handlers = {
  [Name in CallName]: (
    request: ParsedRequest<Name>,
    credentials: BackstageCredentials,
  ) => Promise<CallAnswer<Name>>;
};

/** The handlers of the contract: what a call asks of which service. */
export function createHandlers(services: Services): Handlers {
  const {
    postmortems,
    actionItems,
    figures,
    causes,
    similar,
    recurrences,
    handOvers,
    policies,
    reviews,
    reviewDecisions,
    tickets,
  } = services;
  return {
    list: ({ query }, credentials) => postmortems.list(query, credentials),
    create: ({ body, idempotency }, credentials) =>
      postmortems.create(body, credentials, idempotency),
    get: ({ id }, credentials) => postmortems.get({ id, credentials }),
    save: ({ id, version, body }, credentials) =>
      postmortems.save({ id, credentials }, version, body),
    delete: ({ id, version }, credentials) =>
      postmortems.delete({ id, credentials }, version),
    publish: ({ id, version }, credentials) =>
      postmortems.setStatus({ id, credentials }, 'published', version),
    unpublish: ({ id, version }, credentials) =>
      postmortems.setStatus({ id, credentials }, 'draft', version),
    searchDocuments: ({ query }, credentials) =>
      postmortems.searchDocuments(query, credentials),
    markdown: ({ id }, credentials) =>
      postmortems.markdown({ id, credentials }),
    import: ({ body, idempotency }, credentials) =>
      postmortems.import(body, credentials, idempotency),
    setCauses: ({ id, version, body }, credentials) =>
      postmortems.setCauses({ id, credentials }, body.causeIds, version),

    similar: ({ id, query }, credentials) =>
      similar.toPostmortem({ id, credentials }, query.limit),
    similarTo: ({ query, body }, credentials) =>
      similar.to(body, { ...query, credentials }),
    rejectSimilar: ({ id, otherId }, credentials) =>
      similar.reject({ id, credentials }, otherId),
    rejectCause: ({ id, causeId }, credentials) =>
      causes.reject({ id, credentials }, causeId),

    causes: ({ query }, credentials) => causes.list(query, credentials),
    cause: ({ id }, credentials) => causes.get({ id, credentials }),
    createCause: ({ body }, credentials) => causes.create(body, credentials),
    updateCause: ({ id, body }, credentials) =>
      causes.update({ id, credentials }, body),
    mergeCause: ({ id, body }, credentials) =>
      causes.merge({ id, credentials }, body.into),

    actionItems: ({ query }, credentials) =>
      actionItems.list(query, credentials),
    actionItemTotals: ({ query }, credentials) =>
      actionItems.totals(query, credentials),
    actionItemsCsv: ({ query }, credentials) =>
      actionItems.csv(query, credentials),
    updateActionItem: ({ id, version, body }, credentials) =>
      actionItems.update({ id, credentials }, body, version),
    actionItemHistory: ({ id }, credentials) =>
      actionItems.history({ id, credentials }),
    createTicket: ({ id, body }, credentials) =>
      tickets.create({ id, credentials }, body),
    trackers: ({ query }, credentials) => tickets.trackers(query, credentials),

    goneOwners: ({ query }, credentials) => handOvers.gone(query, credentials),
    handOver: ({ body }, credentials) => handOvers.handOver(body, credentials),
    reviews: ({ query }, credentials) => reviews.list(query, credentials),
    startReview: ({ body }, credentials) => reviews.start(body, credentials),
    review: ({ id }, credentials) => reviews.get({ id, credentials }),
    reviewAgenda: ({ id, query }, credentials) =>
      reviews.agenda({ id, credentials }, query),
    decideInReview: ({ id, itemId, body }, credentials) =>
      reviewDecisions.decide({ id, credentials }, itemId, body),
    undoReviewDecision: ({ id, decisionId }, credentials) =>
      reviewDecisions.undo({ id, credentials }, decisionId),
    endReview: ({ id }, credentials) => reviews.end({ id, credentials }),

    policies: ({ query }, credentials) => policies.policies(query, credentials),
    systemOverview: ({ entityRef, query }, credentials) =>
      figures.overview({ ...query, system: [entityRef] }, credentials),
    ownerOverview: ({ entityRef }, credentials) =>
      figures.overview({ owner: entityRef }, credentials),
    systemPossibleRecurrences: ({ entityRef, query }, credentials) =>
      recurrences.possible({ ...query, system: [entityRef] }, credentials),
    ownerPossibleRecurrences: ({ entityRef }, credentials) =>
      recurrences.possible({ owner: entityRef }, credentials),
    systemParts: ({ entityRef }, credentials) =>
      figures.parts({ system: [entityRef], withParts: true }, credentials),
    ownerParts: ({ entityRef }, credentials) =>
      figures.parts({ owner: entityRef }, credentials),
    causeRecurrence: ({ id, query }, credentials) =>
      recurrences.ofCause({ id, credentials }, query),
    facts: ({ query }, credentials) => figures.facts(query, credentials),
    metrics: ({ query }, credentials) => figures.metrics(query, credentials),

    openapi: async () => openapi(),
  };
}
