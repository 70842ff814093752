// SPDX-License-Identifier: Apache-2.0

import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EventParams, EventsService } from '@backstage/plugin-events-node';
import { plainText } from 'backstage-plugin-postmortems-common';
import {
  NewTicket,
  Ticket,
  TicketChanges,
  TicketSink,
  TicketStatus,
  Tracker,
  TrackerError,
} from 'backstage-plugin-postmortems-node';
import { chooseTransition } from './chooseTransition';
import { JiraApi, JiraIssue } from './JiraApi';
import { TOPIC } from './keys';

const PROJECT_KEY = 'jira/project-key';
const PROJECT = /^[A-Z][A-Z0-9_]+$/;
const ISSUE = /^\/browse\/([A-Z][A-Z0-9_]+)-(\d+)\/?$/i;
const CHANGES = ['jira:issue_created', 'jira:issue_updated'];

/** Issues of Jira Cloud. */
export class JiraTracker implements Tracker {
  readonly id = 'jira';
  readonly title = 'Jira';
  readonly #api: JiraApi;
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #events: EventsService | undefined;
  readonly #logger: LoggerService;
  readonly #baseUrl: string;
  readonly #projects: readonly string[];
  readonly #issueType: string;
  readonly #labels: readonly string[];
  /** In lower case. */
  readonly #wontDo: readonly string[];

  constructor(options: {
    api: JiraApi;
    auth: AuthService;
    catalog: CatalogService;
    /** Where webhooks come from; absent: they are not signed. */
    events?: EventsService;
    logger: LoggerService;
    baseUrl: string;
    projects: readonly string[];
    issueType: string;
    labels: readonly string[];
    wontDo: readonly string[];
  }) {
    this.#api = options.api;
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#events = options.events;
    this.#logger = options.logger;
    this.#baseUrl = options.baseUrl;
    this.#projects = options.projects;
    this.#issueType = options.issueType;
    this.#labels = options.labels;
    this.#wontDo = options.wontDo.map(name => name.toLowerCase());
  }

  async projects(systems: readonly string[]): Promise<string[]> {
    const { items } =
      systems.length > 0
        ? await this.#catalog.getEntitiesByRefs(
            { entityRefs: [...systems], fields: ['kind', 'metadata'] },
            { credentials: await this.#auth.getOwnServiceCredentials() },
          )
        : { items: [] };
    const named = items.flatMap(
      entity => entity?.metadata.annotations?.[PROJECT_KEY] ?? [],
    );
    return [
      ...new Set(
        [...named, ...this.#projects]
          .map(key => key.toUpperCase())
          .filter(key => PROJECT.test(key)),
      ),
    ];
  }

  recognize(url: string): { key: string; project: string } | undefined {
    if (!url.toLowerCase().startsWith(`${this.#baseUrl.toLowerCase()}/`))
      return undefined;
    const { pathname } = new URL(url);
    const base = new URL(this.#baseUrl).pathname.replace(/\/$/, '');
    const found = ISSUE.exec(pathname.slice(base.length));
    if (!found) return undefined;
    const project = found[1].toUpperCase();
    return { key: `${project}-${Number(found[2])}`, project };
  }

  async create(ticket: NewTicket, project: string): Promise<Ticket> {
    const { title, dueDate } = ticket;
    const fields = {
      project: { key: project },
      issuetype: { name: this.#issueType },
      summary: title,
      description: documentOf(ticket),
      ...(this.#labels.length > 0 && { labels: this.#labels }),
    };
    const key = await this.#withDueDate(dueDate, due =>
      this.#api.create({ ...fields, ...due }),
    );
    return this.get(key);
  }

  async find(
    { link }: NewTicket,
    project: string,
    since: string,
  ): Promise<Ticket | undefined> {
    const issues = await this.#api.search(
      `project = "${project}" AND created >= ${ago(since)} ORDER BY created DESC`,
      { fields: ['description'] },
    );
    const issue = issues.find(({ fields }) =>
      JSON.stringify(fields.description ?? null).includes(link),
    );
    return issue && this.#toTicket(issue);
  }

  async get(key: string): Promise<Ticket> {
    const issue = await this.#api.get(key);
    if (issue.key !== key)
      throw new TrackerError('gone', `${key} was moved to ${issue.key}`);
    return this.#toTicket(issue);
  }

  async update(key: string, changes: TicketChanges): Promise<Ticket> {
    const { title, dueDate, status } = changes;
    if (title !== undefined || dueDate !== undefined) {
      const summary = title === undefined ? {} : { summary: title };
      await this.#withDueDate(dueDate ?? null, async due => {
        const fields = { ...summary, ...due };
        if (Object.keys(fields).length > 0) await this.#api.edit(key, fields);
      });
    }
    if (status) await this.#move(key, status);
    return this.get(key);
  }

  /** By minutes before now: a time would be one of the zone of the account. */
  async changes(project: string, { since }: { since: string }) {
    const issues = await this.#api.search(
      `project = "${project}" AND updated >= ${ago(since)} ORDER BY updated ASC`,
    );
    return { tickets: issues.map(issue => this.#toTicket(issue)) };
  }

  async onReady(sink: TicketSink): Promise<void> {
    await this.#events?.subscribe({
      id: 'postmortems-jira',
      topics: [TOPIC],
      onEvent: event => this.#take(event, sink),
    });
  }

  async #take({ eventPayload, metadata }: EventParams, sink: TicketSink) {
    const { webhookEvent, timestamp, user, issue } = Object(eventPayload) as {
      webhookEvent?: string;
      timestamp?: number;
      user?: { displayName?: string };
      issue?: JiraIssue;
    };
    if (!issue?.fields?.status || !CHANGES.includes(webhookEvent ?? '')) return;
    const delivery = metadata?.['x-atlassian-webhook-identifier'];
    try {
      await sink.changed(
        {
          ...this.#toTicket(issue),
          ...(user?.displayName && { updatedBy: user.displayName }),
        },
        typeof delivery === 'string' ? delivery : `${issue.key} ${timestamp}`,
      );
    } catch (error) {
      // The next poll brings it.
      this.#logger.warn(
        `A webhook of Jira about ${issue.key} was not dealt with`,
        error as Error,
      );
    }
  }

  /** A screen without due dates must not keep the rest from being done. */
  async #withDueDate<T>(
    dueDate: string | null,
    send: (fields: { duedate?: string }) => Promise<T>,
  ): Promise<T> {
    if (dueDate === null) return send({});
    try {
      return await send({ duedate: dueDate });
    } catch (error) {
      if (
        !TrackerError.is(error) ||
        error.reason !== 'refused' ||
        !/due ?date/i.test(error.message)
      )
        throw error;
      return send({});
    }
  }

  async #move(key: string, status: TicketStatus): Promise<void> {
    const [now, transitions] = await Promise.all([
      this.get(key),
      this.#api.transitions(key),
    ]);
    if (now.status === status) return;
    const isOpen = (one: TicketStatus) =>
      one === 'open' || one === 'in-progress';
    // Workflows may have one status for what is open, or no way back to it.
    const wanted: TicketStatus[] =
      isOpen(status) && !isOpen(now.status)
        ? [status, 'in-progress', 'open']
        : [status];
    for (const one of wanted) {
      const found = chooseTransition(transitions, one, this.#wontDo);
      if (found) {
        await this.#api.transition(key, found.id, found.resolution);
        return;
      }
    }
    if (isOpen(status) && isOpen(now.status)) return;
    throw new TrackerError(
      'refused',
      `The workflow of ${key} has no way from its status to one that is ${isOpen(status) ? 'open' : 'done'}`,
    );
  }

  #toTicket({ key, fields, changelog }: JiraIssue): Ticket {
    const { status, resolution, resolutiondate, duedate, updated } = fields;
    const isDone = status.statusCategory.key === 'done';
    const isDropped =
      isDone &&
      resolution !== null &&
      resolution !== undefined &&
      this.#wontDo.includes(resolution.name.toLowerCase());
    const open =
      status.statusCategory.key === 'indeterminate' ? 'in-progress' : 'open';
    const closed = isDropped ? 'wont-do' : 'done';
    const [last] = [...(changelog?.histories ?? [])].sort((a, b) =>
      toInstant(b.created).localeCompare(toInstant(a.created)),
    );
    const name = last?.author?.displayName;
    return {
      key,
      url: `${this.#baseUrl}/browse/${key}`,
      title: fields.summary,
      status: isDone ? closed : open,
      ...(isDropped && { statusText: `Resolved as “${resolution.name}”` }),
      dueDate: duedate ?? null,
      assignee: null,
      closedAt: isDone && resolutiondate ? toInstant(resolutiondate) : null,
      updatedAt: toInstant(updated),
      ...(name && { updatedBy: name }),
    };
  }
}

/** Jira writes `2026-11-27T10:00:00.000+0000`. */
function toInstant(text: string): string {
  return new Date(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')).toISOString();
}

/** Minutes before now, in JQL. */
function ago(since: string): string {
  const minutes = Math.ceil((Date.now() - Date.parse(since)) / 60_000) + 1;
  return `-${Math.max(minutes, 1)}m`;
}

/** In the Atlassian Document Format. */
function documentOf({ description, reference, link }: NewTicket): object {
  const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
  const text = (value: string, marks?: object[]) => ({
    type: 'text',
    text: value,
    ...(marks && { marks }),
  });
  return {
    type: 'doc',
    version: 1,
    content: [
      ...plainText(description)
        .split('\n')
        .filter(Boolean)
        .map(line => paragraph(text(line))),
      paragraph(
        text('Action item of '),
        text(reference, [{ type: 'link', attrs: { href: link } }]),
      ),
    ],
  };
}
