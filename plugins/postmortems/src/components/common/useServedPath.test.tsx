// SPDX-License-Identifier: Apache-2.0

import { renderHook } from '@testing-library/react';
import { PropsWithChildren } from 'react';
import { MemoryRouter } from 'react-router-dom';
import { useServedPath } from './useServedPath';

it.each([
  [undefined, '/postmortems/PM-1/edit'],
  ['/portal', '/portal/postmortems/PM-1/edit'],
  ['/a/portal', '/a/portal/postmortems/PM-1/edit'],
])('knows of an app that is served under %s', (basename, expected) => {
  const { result } = renderHook(useServedPath, {
    wrapper: ({ children }: PropsWithChildren<{}>) => (
      <MemoryRouter
        basename={basename}
        initialEntries={[`${basename ?? ''}/postmortems/new`]}
      >
        {children}
      </MemoryRouter>
    ),
  });
  expect(result.current('/postmortems/PM-1/edit')).toBe(expected);
});
