// SPDX-License-Identifier: Apache-2.0

import { queryOf } from './request';

const queryAt = (originalUrl: string) => queryOf({ originalUrl } as any);

describe('queryOf', () => {
  it('reads the query of any target of a request', () => {
    expect(queryAt('/api/postmortems')).toEqual({});
    expect(queryAt('/api/postmortems?a=1&b=2&b=3&c')).toEqual({
      a: '1',
      b: ['2', '3'],
      c: '',
    });
    // As sent to a proxy, with a port that there is not.
    expect(queryAt('http://x:99999999/api/postmortems?a=%C3%A9')).toEqual({
      a: 'é',
    });
  });
});
