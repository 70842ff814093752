// SPDX-License-Identifier: Apache-2.0

import { createServer, RequestListener } from 'node:http';
import { AddressInfo } from 'node:net';
import { callTracker } from './callTracker';
import { TrackerError } from './TrackerError';

async function ask(answer: RequestListener, timeoutMs?: number) {
  const server = createServer(answer);
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  try {
    return await callTracker(
      `http://127.0.0.1:${port}`,
      {},
      { title: 'Tracker', timeoutMs },
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const answering =
  (status: number, body = '', headers = {}): RequestListener =>
  (_, response) => {
    response.writeHead(status, headers).end(body);
  };

const inAnHour = Math.floor(Date.now() / 1000) + 3600;

describe('callTracker', () => {
  it('answers what the tracker answers', async () => {
    expect(
      await ask(answering(200, '{"id":1}', { etag: '"a"' })),
    ).toMatchObject({ status: 200, body: { id: 1 } });
    expect(await ask(answering(204))).toMatchObject({ body: undefined });
    expect(await ask(answering(304))).toMatchObject({ status: 304 });
  });

  it.each<[string, RequestListener, Partial<TrackerError>]>([
    [
      'a token that is not valid',
      answering(401, '{"message":"Bad credentials"}'),
      {
        reason: 'refused',
        message: 'Tracker answered 401: Bad credentials',
        retryAt: undefined,
      },
    ],
    [
      'what may not be done',
      answering(403, '{"message":"Forbidden"}', {
        'x-ratelimit-remaining': '4999',
      }),
      { reason: 'refused' },
    ],
    [
      'a rate limit',
      answering(403, '', {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(inAnHour),
      }),
      { reason: 'unavailable', retryAt: new Date(inAnHour * 1000) },
    ],
    [
      'a rate limit until an instant',
      answering(429, '', {
        'retry-after': new Date(inAnHour * 1000).toUTCString(),
      }),
      { reason: 'unavailable', retryAt: new Date(inAnHour * 1000) },
    ],
    [
      'too much without a time',
      answering(429),
      { reason: 'unavailable', retryAt: undefined },
    ],
    ['what is not there', answering(404), { reason: 'gone' }],
    [
      'what is there no more',
      answering(410, '{"errorMessages":["Gone","for good"],"errors":{}}'),
      { reason: 'gone', message: 'Tracker answered 410: Gone; for good' },
    ],
    [
      'what is not valid',
      answering(422, '{"errors":{"summary":"Too long"}}'),
      { reason: 'refused', message: 'Tracker answered 422: Too long' },
    ],
    [
      'a failure',
      answering(503, '<html>Down</html>'),
      { reason: 'unavailable', message: 'Tracker answered 503' },
    ],
    [
      'another page, as proxies send them',
      answering(200, '<html>Sign in</html>'),
      { reason: 'unavailable' },
    ],
    [
      'a broken connection',
      request => request.socket.destroy(),
      { reason: 'unavailable', message: 'Tracker could not be reached' },
    ],
  ])('says what %s means', async (_, answer, expected) => {
    const error = await ask(answer).catch(failure => failure);
    expect(TrackerError.is(error)).toBe(true);
    expect(error).toMatchObject(expected);
  });

  it('waits for so long, and believes no waiting time for ever', async () => {
    await expect(ask(() => {}, 50)).rejects.toMatchObject({
      reason: 'unavailable',
      message: 'Tracker did not answer within 0.05 seconds',
    });
    const { retryAt } = await ask(
      answering(429, '', { 'retry-after': '99999999' }),
    ).catch(error => error);
    expect(retryAt.getTime()).toBeLessThan(Date.now() + 3 * 3_600_000);
  });
});
