// SPDX-License-Identifier: Apache-2.0

import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { JiraIssue } from '../JiraApi';

/** What happens to the next request in place of an answer. */
type Fault =
  | { status: number; headers?: Record<string, string>; body?: object }
  /** The connection breaks after the request was carried out. */
  | { drop: true };

const STATUSES = {
  '11': { name: 'To Do', statusCategory: { key: 'new' } },
  '21': { name: 'In Progress', statusCategory: { key: 'indeterminate' } },
  '31': { name: 'Done', statusCategory: { key: 'done' } },
};
const RESOLUTIONS = [{ name: 'Done' }, { name: "Won't Do" }];
const NO_DUE_DATE =
  "Field 'duedate' cannot be set. It is not on the appropriate screen, or unknown.";
/** Few are enough to have several pages. */
const PAGE = 2;

type Stored = JiraIssue & { created: number };

/** A server that behaves like REST API v3 of Jira Cloud. */
export class FakeJira {
  readonly issues: Stored[] = [];
  /** `POST /issue 201`, without queries. */
  readonly requests: string[] = [];
  /** What searches asked for. */
  readonly jql: string[] = [];
  readonly faults: Fault[] = [];
  /** Whether the screens of issues have due dates. */
  hasDueDates = true;
  readonly #server = createServer((request, response) => {
    void this.#answer(request, response);
  });

  async start() {
    await new Promise<void>(resolve => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    return this;
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }

  get url() {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  issue(key: string) {
    return this.issues.find(each => each.key === key)!;
  }

  /** Somebody changes an issue there. */
  change(
    key: string,
    fields: Partial<JiraIssue['fields']>,
    author = 'Ada Holm',
  ) {
    const issue = this.issue(key);
    Object.assign(issue.fields, fields, { updated: stamp(new Date()) });
    if (fields.status) {
      const isDone = fields.status.statusCategory.key === 'done';
      issue.fields.resolutiondate = isDone ? stamp(new Date()) : null;
      issue.fields.resolution = isDone
        ? (fields.resolution ?? { name: 'Done' })
        : null;
    }
    issue.changelog!.histories!.unshift({
      created: stamp(new Date()),
      author: { displayName: author },
    });
    return issue;
  }

  async #answer(request: IncomingMessage, response: ServerResponse) {
    const { method = '', url = '', headers } = request;
    let text = '';
    for await (const chunk of request) text += chunk;
    const path = url.split('?')[0].replace('/rest/api/3', '');
    const fault = this.faults.shift();
    const send = (
      status: number,
      body?: unknown,
      more: Record<string, string> = {},
    ) => {
      this.requests.push(`${method} ${path} ${status}`);
      if (fault && 'drop' in fault) {
        request.socket.destroy();
        return;
      }
      response
        .writeHead(status, { 'Content-Type': 'application/json', ...more })
        .end(body === undefined ? undefined : JSON.stringify(body));
    };
    if (fault && 'status' in fault) {
      send(fault.status, fault.body, fault.headers);
      return;
    }
    const wanted = Buffer.from('bot@example.com:api-token').toString('base64');
    if (headers.authorization !== `Basic ${wanted}`) {
      send(401, { message: 'Client must be authenticated' });
      return;
    }
    const body = text ? JSON.parse(text) : {};
    if (path === '/search/jql') this.#search(body, send);
    else if (method === 'POST' && path === '/issue')
      this.#create(body.fields, send);
    else this.#issue(method, path, body, send);
  }

  #create(
    { project, summary, description, duedate, issuetype }: any,
    send: (status: number, body?: unknown) => void,
  ) {
    if (!['PAY', 'OPS'].includes(project.key) || issuetype.name !== 'Task') {
      send(400, {
        errorMessages: [],
        errors: { project: 'valid project is required' },
      });
      return;
    }
    if (duedate && !this.hasDueDates) {
      send(400, { errors: { duedate: NO_DUE_DATE } });
      return;
    }
    const key = `${project.key}-${this.issues.length + 1}`;
    const now = new Date();
    this.issues.push({
      key,
      created: now.getTime(),
      fields: {
        summary,
        description,
        duedate: duedate ?? null,
        status: STATUSES['11'],
        resolution: null,
        resolutiondate: null,
        updated: stamp(now),
      },
      changelog: { histories: [] },
    });
    send(201, { id: '1', key, self: '' });
  }

  #issue(
    method: string,
    path: string,
    body: any,
    send: (status: number, body?: unknown) => void,
  ) {
    const [, key, isTransitions] =
      /^\/issue\/([A-Z]+-\d+)(\/transitions)?$/.exec(path) ?? [];
    const issue = this.issue(key);
    if (!issue) {
      send(404, { errorMessages: ['Issue does not exist'], errors: {} });
    } else if (isTransitions && method === 'GET') {
      send(200, {
        transitions: Object.entries(STATUSES).map(([id, to]) => ({
          id,
          to,
          ...(id === '31' && {
            fields: {
              resolution: { required: true, allowedValues: RESOLUTIONS },
            },
          }),
        })),
      });
    } else if (isTransitions) {
      const to = STATUSES[body.transition.id as keyof typeof STATUSES];
      this.change(
        key,
        { status: to, resolution: body.fields?.resolution ?? null },
        'Bot',
      );
      send(204);
    } else if (method === 'PUT') {
      if (body.fields.duedate && !this.hasDueDates) {
        send(400, { errors: { duedate: NO_DUE_DATE } });
        return;
      }
      this.change(key, body.fields, 'Bot');
      send(204);
    } else {
      send(200, issue);
    }
  }

  #search(
    { jql, nextPageToken = '0' }: { jql: string; nextPageToken?: string },
    send: (status: number, body?: unknown) => void,
  ) {
    this.jql.push(jql);
    const [, project, field, minutes] =
      /^project = "(\w+)" AND (updated|created) >= -(\d+)m ORDER BY/.exec(
        jql,
      ) ?? [];
    const since = Date.now() - Number(minutes) * 60_000;
    const found = this.issues.filter(
      ({ key, created, fields }) =>
        key.startsWith(`${project}-`) &&
        (field === 'created' ? created : Date.parse(fields.updated)) >= since,
    );
    const start = Number(nextPageToken);
    const isLast = start + PAGE >= found.length;
    send(200, {
      issues: found.slice(start, start + PAGE),
      isLast,
      ...(!isLast && { nextPageToken: String(start + PAGE) }),
    });
  }
}

export const STATUS = {
  toDo: STATUSES['11'],
  inProgress: STATUSES['21'],
  done: STATUSES['31'],
};

/** As Jira says when something was. */
function stamp(date: Date): string {
  return date.toISOString().replace('Z', '+0000');
}
