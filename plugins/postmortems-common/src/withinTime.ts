// SPDX-License-Identifier: Apache-2.0

/**
 * Gives a call up when its time is over, also one that does not listen to its
 * signal. What it answers or throws later is ignored.
 *
 * @param ms - how long it may take, in milliseconds
 * @param options - `signal` aborts the call's signal too; `who` is asked, for
 * the message (default: the server)
 * @throws an error whose name is `TimeoutError`
 * @public
 */
export async function withinTime<T>(
  ms: number,
  call: (signal: AbortSignal) => Promise<T>,
  options: { signal?: AbortSignal; who?: string } = {},
): Promise<T> {
  const { signal, who = 'The server' } = options;
  const controller = new AbortController();
  const abort = () => controller.abort(signal?.reason);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new Error(
        `${who} did not answer within ${ms / 1000} seconds`,
      );
      error.name = 'TimeoutError';
      reject(error);
      controller.abort(error);
    }, ms);
  });
  try {
    return await Promise.race([call(controller.signal), late]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
