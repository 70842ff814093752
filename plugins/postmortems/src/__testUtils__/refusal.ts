// SPDX-License-Identifier: Apache-2.0

/** What the client throws when the server refuses. */
export function refusal(
  statusCode: number,
  error: Record<string, unknown>,
): Error {
  return Object.assign(new Error(String(error.message ?? 'refused')), {
    name: 'ResponseError',
    statusCode,
    statusText: '',
    response: {},
    cause: new Error(String(error.message)),
    body: { error },
  });
}
