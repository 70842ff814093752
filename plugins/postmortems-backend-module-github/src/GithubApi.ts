// SPDX-License-Identifier: Apache-2.0

import { GithubCredentialsProvider } from '@backstage/integration';
import { callTracker, TrackerError } from 'backstage-plugin-postmortems-node';

/** What is used of an issue as GitHub's REST API and its webhooks have it. */
export type GithubIssue = {
  number: number;
  html_url: string;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  state_reason?: string | null;
  assignees?: Array<{ login: string }>;
  closed_at: string | null;
  closed_by?: { login: string } | null;
  updated_at: string;
  /** It is a pull request. */
  pull_request?: object;
};

/** Of a list, at most; what is left is asked for with the next cursor. */
const PAGES = 20;
/** GitHub asks for it where a secondary limit has no header that says more. */
const LIMITED_MS = 60_000;

/** The REST API of GitHub, by the credentials of the portal's integrations. */
export class GithubApi {
  readonly #host: string;
  readonly #apiBaseUrl: string;
  readonly #credentials: GithubCredentialsProvider;

  constructor(options: {
    host: string;
    apiBaseUrl: string;
    credentials: GithubCredentialsProvider;
  }) {
    this.#host = options.host;
    this.#apiBaseUrl = options.apiBaseUrl;
    this.#credentials = options.credentials;
  }

  /**
   * @param path - below the repository: `/issues/12`
   * @throws TrackerError
   */
  async request(
    method: 'GET' | 'POST' | 'PATCH',
    repository: string,
    path: string,
    options: { body?: object; etag?: string } = {},
  ) {
    return this.#call(
      method,
      repository,
      `${this.#apiBaseUrl}/repos/${repository}${path}`,
      options,
    );
  }

  /**
   * The issues of a list, without pull requests, and the `ETag` of its first
   * page; `undefined` when that is the one that was sent.
   *
   * @throws TrackerError
   */
  async list(
    repository: string,
    query: Record<string, string>,
    etag?: string,
  ): Promise<{ issues: GithubIssue[]; etag?: string } | undefined> {
    const issues: GithubIssue[] = [];
    let newEtag: string | undefined;
    let url: string | undefined =
      `${this.#apiBaseUrl}/repos/${repository}/issues?${new URLSearchParams({
        state: 'all',
        per_page: '100',
        ...query,
      })}`;
    for (let page = 1; url && page <= PAGES; page++) {
      const { status, headers, body } = await this.#call(
        'GET',
        repository,
        url,
        page === 1 ? { etag } : {},
      );
      if (status === 304) return undefined;
      if (page === 1) newEtag = headers.get('etag') ?? undefined;
      if (!Array.isArray(body))
        throw new TrackerError('unavailable', 'GitHub answered no list');
      issues.push(...body);
      url = this.#next(headers.get('link'));
    }
    return {
      issues: issues.filter(issue => !issue.pull_request),
      etag: newEtag,
    };
  }

  async #call(
    method: string,
    repository: string,
    url: string,
    { body, etag }: { body?: object; etag?: string },
  ) {
    let credentials: { headers?: Record<string, string> };
    try {
      // Of the owner: names of repositories are compared by case, and one that
      // the GitHub App may not see is no reason to do without the others.
      const [owner] = repository.split('/');
      credentials = await this.#credentials.getCredentials({
        url: `https://${this.#host}/${owner}`,
      });
    } catch (cause) {
      // A GitHub App asks GitHub for its token.
      throw new TrackerError(
        'unavailable',
        `There are no credentials for ${repository} on ${this.#host}`,
        { cause },
      );
    }
    try {
      return await callTracker(
        url,
        {
          method,
          headers: {
            Accept: 'application/vnd.github+json',
            'X-GitHub-Api-Version': '2022-11-28',
            ...(body && { 'Content-Type': 'application/json' }),
            ...(etag && { 'If-None-Match': etag }),
            ...credentials.headers,
          },
          body: body && JSON.stringify(body),
        },
        { title: 'GitHub' },
      );
    } catch (error) {
      if (
        TrackerError.is(error) &&
        error.reason === 'refused' &&
        /rate limit/i.test(error.message)
      )
        throw new TrackerError('unavailable', error.message, {
          retryAt: new Date(Date.now() + LIMITED_MS),
        });
      throw error;
    }
  }

  /** Only on the same server: it gets the token. */
  #next(link: string | null): string | undefined {
    const next = /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
    return next && new URL(next).origin === new URL(this.#apiBaseUrl).origin
      ? next
      : undefined;
  }
}
