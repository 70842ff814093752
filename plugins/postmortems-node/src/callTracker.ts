// SPDX-License-Identifier: Apache-2.0

import { TrackerError } from './TrackerError';

/** For how long a tracker is waited for, in milliseconds. */
const PATIENCE_MS = 15_000;
/** How much of what a tracker says is repeated. */
const QUOTED = 200;
/** No tracker keeps others waiting for longer, in milliseconds. */
const LONGEST_WAIT_MS = 2 * 3_600_000;

/**
 * Calls the HTTP API of a tracker.
 *
 * @param options - `title` of the tracker, for messages; `timeoutMs`: 15 seconds
 * by default
 * @returns the answer of a 2xx or a 304
 * @throws {@link TrackerError}: `unavailable` for the network, the time, 429, 5xx and
 * rate limits, with the time that `Retry-After` or `X-RateLimit-Reset` name;
 * `gone` for 404 and 410; `refused` for the rest
 * @public
 */
export async function callTracker(
  url: string,
  init: RequestInit,
  options: { title: string; timeoutMs?: number },
): Promise<{ status: number; headers: Headers; body: any }> {
  const { title, timeoutMs = PATIENCE_MS } = options;
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      ...init,
      signal: AbortSignal.timeout(timeoutMs),
    });
    text = await response.text();
  } catch (cause) {
    throw new TrackerError(
      'unavailable',
      (cause as Error).name === 'TimeoutError'
        ? `${title} did not answer within ${timeoutMs / 1000} seconds`
        : `${title} could not be reached`,
      { cause },
    );
  }
  const { status, headers } = response;
  const body = parse(text);
  if (response.ok || status === 304) {
    if (body === undefined && status !== 304 && text)
      throw new TrackerError(
        'unavailable',
        `${title} answered something that is no JSON`,
      );
    return { status, headers, body };
  }
  const said = `${title} answered ${status}${quote(body)}`;
  const retryAt = retryAtOf(headers);
  // GitHub says 403 where its rate limits are reached.
  const isLimited = status === 429 || (status === 403 && retryAt !== undefined);
  if (isLimited || status === 408 || status >= 500)
    throw new TrackerError('unavailable', said, { retryAt });
  throw new TrackerError(
    status === 404 || status === 410 ? 'gone' : 'refused',
    said,
  );
}

function parse(text: string): any {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** What GitHub and Jira say of a failure. */
function quote(body: any): string {
  const messages = [
    body?.message,
    ...(Array.isArray(body?.errorMessages) ? body.errorMessages : []),
    ...(Array.isArray(body?.errors)
      ? body.errors.map((each: any) => each?.message)
      : Object.values(Object(body?.errors))),
  ].filter(message => typeof message === 'string' && message);
  const all = messages.join('; ');
  if (!all) return '';
  return `: ${all.length > QUOTED ? `${all.slice(0, QUOTED)}…` : all}`;
}

function retryAtOf(headers: Headers): Date | undefined {
  const now = Date.now();
  const after = headers.get('retry-after');
  const at = (() => {
    if (after) {
      const seconds = Number(after);
      return Number.isNaN(seconds) ? Date.parse(after) : now + seconds * 1000;
    }
    if (headers.get('x-ratelimit-remaining') !== '0') return NaN;
    const reset = headers.get('x-ratelimit-reset') ?? '';
    // Seconds since 1970 at GitHub, an instant at Jira.
    return /^\d+$/.test(reset) ? Number(reset) * 1000 : Date.parse(reset);
  })();
  if (Number.isNaN(at)) return undefined;
  return new Date(Math.min(Math.max(at, now), now + LONGEST_WAIT_MS));
}
