// SPDX-License-Identifier: Apache-2.0

import { LoggerService } from '@backstage/backend-plugin-api';
import { EventParams, EventsService } from '@backstage/plugin-events-node';
import {
  NewTicket,
  Ticket,
  TicketChanges,
  TicketSink,
  TicketStatus,
  Tracker,
  TrackerError,
} from 'backstage-plugin-postmortems-node';
import { GithubApi, GithubIssue } from './GithubApi';
import { GithubCatalog } from './GithubCatalog';

const NAME = /^[\w.-]+\/[\w.-]+$/;
const ISSUE = /^\/([\w.-]+\/[\w.-]+)\/issues\/(\d+)\/?$/;
/** What happens to an issue after which it is still there. */
const GONE = ['deleted', 'transferred'];

/** GitHub's clock and ours may differ. */
const SKEW_MS = 5 * 60_000;

/** What `changes` goes on with. */
type Cursor = { since: string; etag?: string };

/** What is sent of a change. */
type IssueFields = {
  title?: string;
  body?: string;
  labels?: readonly string[];
  state?: 'open' | 'closed';
  state_reason?: 'completed' | 'not_planned' | 'reopened';
  assignees?: string[];
};

/** Issues of GitHub. */
export class GithubTracker implements Tracker {
  readonly id = 'github';
  readonly title = 'GitHub';
  readonly #api: GithubApi;
  readonly #catalog: GithubCatalog;
  readonly #events: EventsService | undefined;
  readonly #logger: LoggerService;
  readonly #host: string;
  readonly #repositories: readonly string[];
  readonly #labels: readonly string[];

  constructor(options: {
    api: GithubApi;
    catalog: GithubCatalog;
    /** Where webhooks come from; absent: they are not signed. */
    events?: EventsService;
    logger: LoggerService;
    host: string;
    repositories: readonly string[];
    labels: readonly string[];
  }) {
    this.#api = options.api;
    this.#catalog = options.catalog;
    this.#events = options.events;
    this.#logger = options.logger;
    this.#host = options.host;
    this.#repositories = options.repositories;
    this.#labels = options.labels;
  }

  async projects(systems: readonly string[]): Promise<string[]> {
    const named = await this.#catalog.repositoriesOf(systems);
    // GitHub does not tell upper from lower case.
    return [
      ...new Set(
        [...named, ...this.#repositories]
          .filter(name => NAME.test(name))
          .map(name => name.toLowerCase()),
      ),
    ];
  }

  recognize(url: string): { key: string; project: string } | undefined {
    const { host, pathname } = new URL(url);
    const found = ISSUE.exec(pathname);
    if (host.toLowerCase() !== this.#host.toLowerCase() || !found)
      return undefined;
    const project = found[1].toLowerCase();
    return { key: `${project}#${Number(found[2])}`, project };
  }

  async create(ticket: NewTicket, repository: string): Promise<Ticket> {
    const { title, assignee } = ticket;
    const login = assignee && (await this.#catalog.loginOf(assignee));
    const issue = await this.#send('POST', repository, '/issues', {
      title,
      body: bodyOf(ticket),
      ...(this.#labels.length > 0 && { labels: this.#labels }),
      ...(login && { assignees: [login] }),
    });
    return this.#toTicket(issue, repository);
  }

  async find(
    { link }: NewTicket,
    repository: string,
    since: string,
  ): Promise<Ticket | undefined> {
    const from = new Date(new Date(since).getTime() - SKEW_MS);
    const list = await this.#api.list(repository, {
      sort: 'created',
      direction: 'desc',
      since: from.toISOString(),
    });
    const issue = list?.issues.find(({ body }) => body?.includes(link));
    return issue && this.#toTicket(issue, repository);
  }

  async get(key: string): Promise<Ticket> {
    const { repository, number } = partsOf(key);
    const { body } = await this.#api.request(
      'GET',
      repository,
      `/issues/${number}`,
    );
    const issue: GithubIssue = body;
    if (issue.pull_request)
      throw new TrackerError('gone', `${key} is a pull request and no issue`);
    const now = this.recognize(issue.html_url)?.key;
    if (now !== key)
      throw new TrackerError('gone', `${key} was moved to ${issue.html_url}`);
    return this.#toTicket(issue, repository);
  }

  async update(key: string, changes: TicketChanges): Promise<Ticket> {
    const { repository, number } = partsOf(key);
    const { title, status, assignee } = changes;
    const login = assignee && (await this.#catalog.loginOf(assignee));
    const fields: IssueFields = {
      ...(title !== undefined && { title }),
      ...(status && stateOf(status)),
      ...(login && { assignees: [login] }),
    };
    if (Object.keys(fields).length === 0) return this.get(key);
    const issue = await this.#send(
      'PATCH',
      repository,
      `/issues/${number}`,
      fields,
    );
    return this.#toTicket(issue, repository);
  }

  /** The same request until something changes: GitHub answers it for free. */
  async changes(repository: string, from: { since: string; cursor?: string }) {
    const cursor: Cursor = from.cursor
      ? JSON.parse(from.cursor)
      : { since: from.since };
    const list = await this.#api.list(
      repository,
      { sort: 'updated', direction: 'asc', since: cursor.since },
      cursor.etag,
    );
    if (!list) return { tickets: [], cursor: from.cursor };
    const { issues, etag } = list;
    const last = issues.at(-1)?.updated_at ?? cursor.since;
    const next: Cursor =
      last > cursor.since ? { since: last } : { since: cursor.since, etag };
    const users = await this.#usersOf(issues);
    return {
      tickets: issues.map(issue => toTicket(issue, repository, users)),
      cursor: JSON.stringify(next),
    };
  }

  async onReady(sink: TicketSink): Promise<void> {
    await this.#events?.subscribe({
      id: 'postmortems-github',
      topics: ['github.issues'],
      onEvent: event => this.#take(event, sink),
    });
  }

  async #take({ eventPayload, metadata }: EventParams, sink: TicketSink) {
    const { action, issue, repository, sender } = Object(eventPayload) as {
      action?: string;
      issue?: GithubIssue;
      repository?: { full_name: string };
      sender?: { login: string };
    };
    if (!issue || !repository || GONE.includes(action ?? '')) return;
    if (!this.recognize(issue.html_url)) return;
    const name = repository.full_name.toLowerCase();
    const delivery = metadata?.['x-github-delivery'];
    try {
      const ticket = await this.#toTicket(issue, name);
      await sink.changed(
        { ...ticket, ...(sender && { updatedBy: sender.login }) },
        typeof delivery === 'string'
          ? delivery
          : `${ticket.key} ${action} ${ticket.updatedAt}`,
      );
    } catch (error) {
      // The next poll brings it.
      this.#logger.warn(
        `A webhook of GitHub about ${name}#${issue.number} was not dealt with`,
        error as Error,
      );
    }
  }

  /** Who cannot be assigned there must not keep the rest from being done. */
  async #send(
    method: 'POST' | 'PATCH',
    repository: string,
    path: string,
    fields: IssueFields,
  ): Promise<GithubIssue> {
    try {
      return (
        await this.#api.request(method, repository, path, { body: fields })
      ).body;
    } catch (error) {
      const { assignees, ...rest } = fields;
      if (!assignees || !TrackerError.is(error) || error.reason !== 'refused')
        throw error;
      if (Object.keys(rest).length === 0)
        return (await this.#api.request('GET', repository, path)).body;
      return (await this.#api.request(method, repository, path, { body: rest }))
        .body;
    }
  }

  async #toTicket(issue: GithubIssue, repository: string): Promise<Ticket> {
    return toTicket(issue, repository, await this.#usersOf([issue]));
  }

  async #usersOf(issues: readonly GithubIssue[]) {
    return this.#catalog.usersWith(
      issues.flatMap(({ assignees = [] }) =>
        assignees.slice(0, 1).map(({ login }) => login),
      ),
    );
  }
}

function partsOf(key: string) {
  const [repository, number] = key.split('#');
  return { repository, number };
}

function stateOf(status: TicketStatus): IssueFields {
  switch (status) {
    case 'done':
      return { state: 'closed', state_reason: 'completed' };
    case 'wont-do':
      return { state: 'closed', state_reason: 'not_planned' };
    default:
      return { state: 'open' };
  }
}

function toTicket(
  issue: GithubIssue,
  repository: string,
  users: ReadonlyMap<string, string>,
): Ticket {
  const { state, state_reason: reason, closed_by: closedBy } = issue;
  const isDropped = reason === 'not_planned' || reason === 'duplicate';
  const closed = isDropped ? 'wont-do' : 'done';
  const login = issue.assignees?.[0]?.login;
  return {
    key: `${repository}#${issue.number}`,
    url: issue.html_url,
    title: issue.title,
    status: state === 'closed' ? closed : 'open',
    ...(reason === 'duplicate' && { statusText: 'Closed as a duplicate' }),
    assignee: (login && users.get(login.toLowerCase())) || null,
    closedAt: issue.closed_at && new Date(issue.closed_at).toISOString(),
    updatedAt: new Date(issue.updated_at).toISOString(),
    // Who did anything else is not told.
    ...(state === 'closed' && closedBy && { updatedBy: closedBy.login }),
  };
}

function bodyOf({ description, dueDate, reference, link }: NewTicket): string {
  return [
    description,
    ...(dueDate ? [`Due: ${dueDate}`] : []),
    `Action item of [${reference}](${link})`,
  ].join('\n\n');
}
