// SPDX-License-Identifier: Apache-2.0

import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { PostmortemsClient } from './PostmortemsClient';
import { isResponseError } from './isResponseError';

const never = new Promise<never>(() => {});

/** What became of a promise, once those that can be settled are. */
async function fateOf(promise: Promise<unknown>): Promise<string> {
  const told = promise.then(
    () => 'answered',
    error => `${error.name}: ${error.message}`,
  );
  return Promise.race([told, Promise.resolve().then(() => 'waiting')]);
}

describe('PostmortemsClient', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('gives up a call that is not answered, whatever it hangs on', async () => {
    jest.useFakeTimers();
    const signals: AbortSignal[] = [];
    const hanging = new PostmortemsClient({
      fetchApi: {
        fetch: (_, init) => {
          signals.push(init!.signal!);
          return never;
        },
      },
    });
    const halfway = new PostmortemsClient({
      fetchApi: {
        fetch: async () =>
          ({
            ok: true,
            json: () => never,
            text: () => never,
          }) as unknown as Response,
      },
    });
    const calls = [hanging, halfway].flatMap(client => [
      client.get({ id: '1' }),
      client.list({}),
      client.create({ body: { title: 'Down' } }),
      client.save({ id: '1', version: 1, body: { title: 'Down' } }),
      client.publish({ id: '1' }),
      client.markdown({ id: '1' }),
      client.delete({ id: '1' }),
      client.setCauses({ id: '1', body: { causeIds: [] } }),
    ]);
    const imports = [hanging, halfway].map(client =>
      client.import({ body: { markdown: '# Down' } }),
    );
    const fates = [...calls, ...imports].map(async call =>
      call.catch(error => error),
    );
    await jest.advanceTimersByTimeAsync(29_900);
    for (const call of calls) expect(await fateOf(call)).toBe('waiting');
    await jest.advanceTimersByTimeAsync(200);
    for (const error of await Promise.all(fates.slice(0, calls.length))) {
      expect(error).toMatchObject({
        name: 'TimeoutError',
        message: 'The server did not answer within 30 seconds',
      });
      expect(isResponseError(error)).toBe(false);
    }
    // A second try of an import would make a second postmortem.
    for (const call of imports) expect(await fateOf(call)).toBe('waiting');
    await jest.advanceTimersByTimeAsync(90_000);
    for (const error of await Promise.all(fates.slice(calls.length)))
      expect(error).toMatchObject({ name: 'TimeoutError' });
    expect(signals.map(({ aborted }) => aborted)).not.toContain(false);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('puts each part of a request where it belongs', async () => {
    const sent: Array<[string, RequestInit]> = [];
    const client = new PostmortemsClient({
      fetchApi: {
        fetch: async (url, init) => {
          sent.push([String(url), init!]);
          return new Response('{}');
        },
      },
    });
    await client.list({
      query: { system: ['a', 'b'], withParts: true, q: '', limit: 5 },
    });
    await client.save({ id: 'a/b', version: 3, body: { title: 'T' } });
    await client.create({ body: { title: 'T' }, idempotencyKey: 'key' });
    await client.rejectCause({ id: '1', causeId: '%' });
    const json = { 'Content-Type': 'application/json' };
    const root = 'plugin://postmortems';
    expect(
      sent.map(([url, { method, headers, body }]) => [
        `${method} ${url}`,
        headers,
        body,
      ]),
    ).toEqual([
      [
        `GET ${root}/postmortems?system=a&system=b&withParts=true&limit=5`,
        {},
        undefined,
      ],
      [
        `PUT ${root}/postmortems/a%2Fb`,
        { ...json, 'If-Match': '"3"' },
        '{"title":"T"}',
      ],
      [
        `POST ${root}/postmortems`,
        { ...json, 'Idempotency-Key': '"key"' },
        '{"title":"T"}',
      ],
      [`POST ${root}/postmortems/1/causes/%25/reject`, {}, undefined],
    ]);
  });

  it('answers, refuses and is aborted over real HTTP', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/postmortems/1') response.end('{"number":1}');
      if (request.url === '/postmortems/2') {
        response.writeHead(404, { 'Content-Type': 'application/json' });
        response.end('{"error":{"name":"NotFoundError","message":"gone"}}');
      }
    }).listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const client = new PostmortemsClient({
      fetchApi: {
        fetch: (input, init) =>
          fetch(
            String(input).replace(
              'plugin://postmortems',
              `http://127.0.0.1:${port}`,
            ),
            init,
          ),
      },
    });
    expect(await client.get({ id: '1' })).toEqual({ number: 1 });
    await expect(client.get({ id: '2' })).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 404,
    });
    const controller = new AbortController();
    const silent = client.get({ id: '3' }, { signal: controller.signal });
    controller.abort();
    await expect(silent).rejects.toMatchObject({ name: 'AbortError' });
    await expect(
      client.get({ id: '3' }, { signal: controller.signal }),
    ).rejects.toMatchObject({
      name: 'AbortError',
    });
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });
});
