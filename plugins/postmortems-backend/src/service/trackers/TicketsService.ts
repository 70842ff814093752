// SPDX-License-Identifier: Apache-2.0

import { setTimeout as sleep } from 'node:timers/promises';
import {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  NotAllowedError,
  ServiceUnavailableError,
  stringifyError,
} from '@backstage/errors';
import {
  ActionItemRow,
  fieldMessage,
  TicketRequest,
  toInput,
  TrackerList,
} from 'backstage-plugin-postmortems-common';
import {
  NewTicket,
  Ticket,
  Tracker,
  TrackerError,
} from 'backstage-plugin-postmortems-node';
import { refused } from '../../http/errors';
import { TicketsStore } from '../../store/trackers/TicketsStore';
import { TrackersStore } from '../../store/trackers/TrackersStore';
import { Access } from '../Access';
import { ActionItemsService } from '../ActionItemsService';
import { PostmortemEditor } from '../PostmortemEditor';
import { fieldsOfItem, titleOf } from './compareTicket';
import { Trackers } from './Trackers';

/** For how long one who creates a ticket has it to himself. */
const LEASE_MS = 120_000;
/** For how long, and how often, the same from another press is waited for. */
const PATIENCE_MS = 20_000;
const LOOK_MS = 250;

/** Tickets of action items, as people ask for them. */
export class TicketsService {
  readonly #trackers: Trackers;
  readonly #tickets: TicketsStore;
  readonly #store: TrackersStore;
  readonly #actionItems: ActionItemsService;
  readonly #editor: PostmortemEditor;
  readonly #logger: LoggerService;
  readonly #pageUrl: string;

  constructor(options: {
    trackers: Trackers;
    tickets: TicketsStore;
    store: TrackersStore;
    actionItems: ActionItemsService;
    editor: PostmortemEditor;
    logger: LoggerService;
    /** Where people open the postmortems. */
    pageUrl: string;
  }) {
    this.#trackers = options.trackers;
    this.#tickets = options.tickets;
    this.#store = options.store;
    this.#actionItems = options.actionItems;
    this.#editor = options.editor;
    this.#logger = options.logger;
    this.#pageUrl = options.pageUrl;
  }

  /** @throws NotFoundError when the caller may not read the action item */
  async trackers(
    query: { actionItem?: string },
    credentials: BackstageCredentials,
  ): Promise<TrackerList> {
    const of = query.actionItem
      ? await this.#actionItems.get({ id: query.actionItem, credentials })
      : undefined;
    const items = await Promise.all(
      this.#trackers.all.map(async tracker => ({
        id: tracker.id,
        title: tracker.title,
        ...(of
          ? await this.#projects(tracker, of.item)
          : { projects: [], failure: '' }),
      })),
    );
    return { items, totalItems: items.length };
  }

  /**
   * Creates the ticket of an action item, and names it there. Where it has one,
   * that is all.
   *
   * @throws NotFoundError when the caller may not read its postmortem
   * @throws NotAllowedError when the caller may not update it
   * @throws InputError for a draft, another project, or where the tracker refuses
   * @throws ServiceUnavailableError when the tracker cannot be reached
   */
  async create(
    options: { id: string; credentials: BackstageCredentials },
    { tracker: trackerId, project: asked }: TicketRequest,
  ): Promise<ActionItemRow> {
    const { item, access } = await this.#actionItems.get(options);
    if (!item.can.update)
      throw new NotAllowedError(
        'Only its owner, or who may update its postmortem, may create its ticket',
      );
    const tracker = this.#trackers.get(trackerId);
    if (!tracker) throw refused([fieldMessage('tracker', 'tracker-unknown')]);
    if (item.ticketUrl) return item;
    if (item.postmortem.status !== 'published')
      throw refused([fieldMessage('ticketUrl', 'ticket-of-draft')]);
    const url = await this.#createOnce(tracker, item, asked);
    await this.#name(item, url, access);
    return (await this.#actionItems.get(options)).item;
  }

  async #projects(
    tracker: Tracker,
    { postmortem }: ActionItemRow,
  ): Promise<{ projects: string[]; failure: string }> {
    try {
      const projects = await tracker.projects(postmortem.affectedSystems);
      return { projects, failure: '' };
    } catch (error) {
      this.#logger.warn(
        `The projects of ${tracker.title} are not known: ${stringifyError(error)}`,
      );
      const failure = TrackerError.is(error)
        ? error.message
        : 'The catalog cannot be asked right now';
      return { projects: [], failure };
    }
  }

  async #project(
    tracker: Tracker,
    item: ActionItemRow,
    asked: string | undefined,
  ): Promise<string> {
    const { projects, failure } = await this.#projects(tracker, item);
    if (failure) throw new ServiceUnavailableError(failure);
    const [likeliest] = projects;
    if (likeliest === undefined)
      throw refused([
        fieldMessage('project', 'project-none', { tracker: tracker.title }),
      ]);
    if (asked !== undefined && !projects.includes(asked))
      throw refused([
        fieldMessage('project', 'project-unknown', {
          choices: projects.join(', '),
        }),
      ]);
    return asked ?? likeliest;
  }

  /**
   * @returns the address of the ticket, which somebody else may be creating at
   * the same time
   */
  async #createOnce(
    tracker: Tracker,
    item: ActionItemRow,
    asked: string | undefined,
  ): Promise<string> {
    const project = await this.#project(tracker, item, asked);
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const begun = await this.#tickets.beginCreation(
        { id: item.id, postmortemId: item.postmortem.id },
        LEASE_MS,
      );
      if (begun.kind === 'created') return begun.url;
      if (begun.kind === 'mine') {
        const ticket = await this.#ask(tracker, item, { ...begun, project });
        return ticket.url;
      }
      if (Date.now() > end)
        throw new ServiceUnavailableError(
          'The ticket is being created by somebody else; look again in a minute',
        );
      await sleep(LOOK_MS);
    }
  }

  async #ask(
    tracker: Tracker,
    item: ActionItemRow,
    begun: {
      claim: string;
      since: string;
      isRepeated: boolean;
      project: string;
    },
  ): Promise<Ticket> {
    const { claim, since, isRepeated, project } = begun;
    let isSent = isRepeated;
    try {
      const until = await this.#store.pausedUntil(tracker.id);
      if (until)
        throw new TrackerError(
          'unavailable',
          `${tracker.title} wants to be left alone until ${until.toISOString()}`,
          { retryAt: until },
        );
      const wanted = this.#newTicket(item);
      // The answer of an earlier attempt may have got lost.
      const made = isRepeated
        ? await tracker.find(wanted, project, since)
        : undefined;
      isSent = true;
      const ticket = made ?? (await tracker.create(wanted, project));
      await this.#tickets.endCreation(claim, {
        ticket,
        tracker: tracker.id,
        project,
        base: fieldsOfItem(item),
      });
      return ticket;
    } catch (error) {
      const isRefused =
        TrackerError.is(error) && error.reason !== 'unavailable';
      await this.#tickets.endCreation(
        claim,
        isSent && !isRefused ? 'unknown' : 'nothing',
      );
      if (!TrackerError.is(error)) throw error;
      this.#logger.warn(`A ticket was not created: ${stringifyError(error)}`);
      if (error.retryAt) await this.#store.pause(tracker.id, error.retryAt);
      if (!isRefused) throw new ServiceUnavailableError(error.message);
      throw refused([
        fieldMessage('project', 'ticket-refused', {
          reason: `${error.message} (${project})`,
        }),
      ]);
    }
  }

  /** As a change of the action item by who asked for it. */
  async #name(item: ActionItemRow, url: string, access: Access): Promise<void> {
    await this.#editor.change(
      { id: item.postmortem.id },
      {
        actor: access.actor,
        read: access.read,
        edit: stored => {
          const document = toInput(stored);
          return {
            document: {
              ...document,
              actionItems: document.actionItems.map(each =>
                each.id === item.id && !each.ticketUrl
                  ? { ...each, ticketUrl: url }
                  : each,
              ),
            },
          };
        },
      },
    );
  }

  #newTicket(item: ActionItemRow): NewTicket {
    const reference = `PM-${item.postmortem.number}`;
    return {
      title: titleOf(item),
      description: item.description,
      dueDate: item.dueDate,
      assignee: fieldsOfItem(item).assignee,
      reference,
      link: `${this.#pageUrl}/${reference}#action-item-${item.id}`,
    };
  }
}
