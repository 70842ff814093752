// SPDX-License-Identifier: Apache-2.0

import { callTracker, TrackerError } from 'backstage-plugin-postmortems-node';

/** What is used of an issue as REST API v3 and webhooks have it. */
export type JiraIssue = {
  key: string;
  fields: {
    summary: string;
    /** Atlassian Document Format; text in webhooks. */
    description?: unknown;
    status: { name: string; statusCategory: { key: string } };
    resolution?: { name: string } | null;
    resolutiondate?: string | null;
    duedate?: string | null;
    updated: string;
  };
  changelog?: {
    histories?: Array<{ created: string; author?: { displayName?: string } }>;
  };
};

/** A way from the status that an issue has to another. */
export type JiraTransition = {
  id: string;
  to: { name: string; statusCategory: { key: string } };
  /** Of its screen. */
  fields?: {
    resolution?: { required: boolean; allowedValues?: Array<{ name: string }> };
  };
};

const FIELDS = [
  'summary',
  'status',
  'resolution',
  'resolutiondate',
  'duedate',
  'updated',
];
/** Of a search, at most. */
const PAGES = 50;

/** The REST API v3 of Jira Cloud. */
export class JiraApi {
  readonly #baseUrl: string;
  readonly #authorization: string;

  constructor(options: { baseUrl: string; email: string; apiToken: string }) {
    this.#baseUrl = options.baseUrl;
    const token = Buffer.from(`${options.email}:${options.apiToken}`);
    this.#authorization = `Basic ${token.toString('base64')}`;
  }

  /**
   * @returns the key of the new issue
   * @throws TrackerError
   */
  async create(fields: object): Promise<string> {
    const { body } = await this.#call('POST', '/issue', { fields });
    return body.key;
  }

  /** @throws TrackerError */
  async get(key: string): Promise<JiraIssue> {
    const query = new URLSearchParams({
      fields: FIELDS.join(),
      expand: 'changelog',
    });
    const { body } = await this.#call('GET', `/issue/${key}?${query}`);
    return body;
  }

  /** @throws TrackerError */
  async edit(key: string, fields: object): Promise<void> {
    await this.#call('PUT', `/issue/${key}`, { fields });
  }

  /** @throws TrackerError */
  async transitions(key: string): Promise<JiraTransition[]> {
    const { body } = await this.#call(
      'GET',
      `/issue/${key}/transitions?expand=transitions.fields`,
    );
    return body?.transitions ?? [];
  }

  /** @throws TrackerError */
  async transition(
    key: string,
    id: string,
    resolution: string | undefined,
  ): Promise<void> {
    await this.#call('POST', `/issue/${key}/transitions`, {
      transition: { id },
      ...(resolution && { fields: { resolution: { name: resolution } } }),
    });
  }

  /** @throws TrackerError */
  async search(
    jql: string,
    more: { fields?: string[] } = {},
  ): Promise<JiraIssue[]> {
    const issues: JiraIssue[] = [];
    let nextPageToken: string | undefined;
    for (let page = 1; page <= PAGES; page++) {
      const { body } = await this.#call('POST', '/search/jql', {
        jql,
        fields: [...FIELDS, ...(more.fields ?? [])],
        expand: 'changelog',
        maxResults: 100,
        ...(nextPageToken && { nextPageToken }),
      });
      if (!Array.isArray(body?.issues))
        throw new TrackerError('unavailable', 'Jira answered no list');
      issues.push(...body.issues);
      nextPageToken = body.nextPageToken;
      if (!nextPageToken) break;
    }
    return issues;
  }

  async #call(method: string, path: string, body?: object) {
    return callTracker(
      `${this.#baseUrl}/rest/api/3${path}`,
      {
        method,
        headers: {
          Accept: 'application/json',
          Authorization: this.#authorization,
          ...(body && { 'Content-Type': 'application/json' }),
        },
        body: body && JSON.stringify(body),
      },
      { title: 'Jira' },
    );
  }
}
