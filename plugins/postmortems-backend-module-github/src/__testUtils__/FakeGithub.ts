// SPDX-License-Identifier: Apache-2.0

import { createHash, generateKeyPairSync } from 'node:crypto';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { GithubIssue } from '../GithubApi';

/** What happens to the next request in place of an answer. */
type Fault =
  | { status: number; headers?: Record<string, string>; message?: string }
  /** The connection breaks; what was asked for is done where `done`. */
  | { drop: true; done: boolean };

const TOKEN = 'secret-token';
/** GitHub has up to 100; few are enough to have several pages. */
const PAGE = 2;

/** A server that behaves like the issues of GitHub's REST API. */
export class FakeGithub {
  readonly issues = new Map<string, GithubIssue[]>([
    ['acme/payment', []],
    ['acme/checkout', []],
  ]);
  /** `POST /repos/acme/payment/issues 201`, without queries. */
  readonly requests: string[] = [];
  readonly faults: Fault[] = [];
  /** Set: the portal is a GitHub App, which may see these repositories. */
  selected: string[] | undefined;
  /** Who the token belongs to. */
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

  /** The part of the configuration that leads here. */
  get integrations() {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const app = {
      appId: 1,
      clientId: 'client',
      clientSecret: 'client-secret',
      webhookSecret: 'webhook-secret',
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    };
    return {
      github: [
        {
          host: 'github.com',
          apiBaseUrl: this.url,
          ...(this.selected ? { apps: [app] } : { token: TOKEN }),
        },
      ],
    };
  }

  issue(number: number, repository = 'acme/payment') {
    return this.issues.get(repository)!.find(each => each.number === number)!;
  }

  /** Somebody changes an issue there. */
  change(
    number: number,
    changes: Partial<GithubIssue>,
    repository = 'acme/payment',
  ): GithubIssue {
    const issue = this.issue(number, repository);
    const isClosed = (changes.state ?? issue.state) === 'closed';
    Object.assign(issue, changes, {
      updated_at: changes.updated_at ?? inSeconds(new Date()),
      closed_at: isClosed ? (issue.closed_at ?? inSeconds(new Date())) : null,
      ...(!isClosed && { closed_by: null, state_reason: null }),
    });
    return issue;
  }

  async #answer(request: IncomingMessage, response: ServerResponse) {
    const { method = '', url = '', headers } = request;
    let text = '';
    for await (const chunk of request) text += chunk;
    const [path] = url.split('?');
    const send = (
      status: number,
      body?: unknown,
      more: Record<string, string> = {},
    ) => {
      this.requests.push(`${method} ${path} ${status}`);
      response
        .writeHead(status, { 'Content-Type': 'application/json', ...more })
        .end(body === undefined ? undefined : JSON.stringify(body));
    };
    if (this.selected && this.#answerApp(path, this.selected, send)) return;
    const fault = this.faults.shift();
    if (fault && 'status' in fault) {
      send(fault.status, { message: fault.message ?? '' }, fault.headers);
      return;
    }
    if (fault && !fault.done) {
      request.socket.destroy();
      return;
    }
    if (!/^(?:token|Bearer) secret-token$/.test(headers.authorization ?? '')) {
      send(401, { message: 'Bad credentials' });
      return;
    }
    const [, repository, number] =
      /^\/repos\/([^/]+\/[^/]+)\/issues(?:\/(\d+))?$/.exec(path) ?? [];
    const issues = this.issues.get(repository);
    const isHidden = !(this.selected?.includes(repository) ?? true);
    if (
      !issues ||
      isHidden ||
      (number && !this.issue(Number(number), repository))
    ) {
      send(404, { message: 'Not Found' });
      return;
    }
    const fields = text ? JSON.parse(text) : {};
    if (fields.assignees?.includes('outsider')) {
      send(422, {
        message: 'Validation Failed',
        errors: [{ field: 'assignees', code: 'invalid' }],
      });
      return;
    }
    if (method === 'GET' && !number) {
      this.#list(issues, new URL(url, this.url), headers, send);
      return;
    }
    const { assignees, ...changes } = fields;
    const people = assignees && {
      assignees: assignees.map((login: string) => ({ login })),
    };
    if (method === 'POST') {
      const created = inSeconds(new Date());
      issues.push({
        number: issues.length + 1,
        html_url: `https://github.com/${repository}/issues/${issues.length + 1}`,
        state: 'open',
        state_reason: null,
        closed_at: null,
        closed_by: null,
        updated_at: created,
        assignees: [],
        body: null,
        ...changes,
        ...people,
      });
    } else if (method === 'PATCH') {
      this.change(Number(number), { ...changes, ...people }, repository);
    }
    if (fault) {
      request.socket.destroy();
      return;
    }
    send(
      method === 'POST' ? 201 : 200,
      method === 'POST'
        ? issues.at(-1)
        : this.issue(Number(number), repository),
    );
  }

  /** What a GitHub App asks for its token. */
  #answerApp(
    path: string,
    selected: readonly string[],
    send: (status: number, body: unknown) => void,
  ): boolean {
    if (path === '/app/installations')
      send(200, [{ id: 1, account: { login: 'Acme' } }]);
    else if (path === '/app/installations/1/access_tokens')
      send(201, {
        token: TOKEN,
        expires_at: new Date(Date.now() + 3_600_000).toISOString(),
        repository_selection: 'selected',
      });
    else if (path === '/installation/repositories')
      send(200, {
        total_count: selected.length,
        // As their owners write them.
        repositories: selected.map(each => {
          const name = each.split('/')[1];
          return { name: name[0].toUpperCase() + name.slice(1) };
        }),
      });
    else return false;
    return true;
  }

  #list(
    issues: readonly GithubIssue[],
    url: URL,
    headers: IncomingMessage['headers'],
    send: (
      status: number,
      body?: unknown,
      more?: Record<string, string>,
    ) => void,
  ) {
    const query = url.searchParams;
    const since = Date.parse(query.get('since') ?? '1970-01-01');
    const page = Number(query.get('page') ?? 1);
    const matching = issues
      .filter(({ updated_at: at }) => Date.parse(at) >= since)
      .sort((a, b) =>
        query.get('direction') === 'asc'
          ? a.updated_at.localeCompare(b.updated_at)
          : b.number - a.number,
      );
    const shown = matching.slice((page - 1) * PAGE, page * PAGE);
    const hash = createHash('sha1').update(JSON.stringify(shown)).digest('hex');
    const etag = `W/"${hash}"`;
    if (headers['if-none-match'] === etag) {
      send(304, undefined, { etag });
      return;
    }
    query.set('page', String(page + 1));
    send(200, shown, {
      etag,
      ...(matching.length > page * PAGE && {
        link: `<${url}>; rel="next", <${url}>; rel="last"`,
      }),
    });
  }
}

/** As GitHub says when something was. */
export function inSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
