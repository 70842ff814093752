// SPDX-License-Identifier: Apache-2.0

import { NotFoundError, ResponseError } from '@backstage/errors';
import { isResponseError } from './isResponseError';

describe('isResponseError', () => {
  const answer = () =>
    ResponseError.fromResponse(
      new Response('{"error":{"name":"NotFoundError","message":"gone"}}', {
        status: 404,
        headers: { 'Content-Type': 'application/json' },
      }),
    );

  it('knows an HTTP answer, also one made by another copy of @backstage/errors', async () => {
    expect(isResponseError(await answer())).toBe(true);
    class OtherCopy extends Error {
      name = 'ResponseError';
    }
    expect(isResponseError(new OtherCopy('gone'))).toBe(true);
  });

  it('knows that other errors, and what is no error, are none', () => {
    expect(isResponseError(new NotFoundError('gone'))).toBe(false);
    expect(isResponseError(new TypeError('Failed to fetch'))).toBe(false);
    expect(isResponseError({ name: 'ResponseError' })).toBe(false);
    expect(isResponseError(undefined)).toBe(false);
  });
});
