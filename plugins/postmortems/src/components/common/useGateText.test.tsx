// SPDX-License-Identifier: Apache-2.0

import { errorApiRef } from '@backstage/core-plugin-api';
import { translationApiRef } from '@backstage/core-plugin-api/alpha';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { renderHook } from '@testing-library/react';
import {
  createDocument,
  publishGate,
} from 'backstage-plugin-postmortems-common';
import { PropsWithChildren } from 'react';
import { useGateText } from './useGateText';

/** A language in which every text is its own key. */
function inKeys() {
  const api = mockApis.translation();
  return Object.assign(api, {
    getTranslation: () => ({ ready: true, t: (key: string) => key }),
  });
}

it('says what publishing wants in the language of the reader', () => {
  const { result } = renderHook(useGateText, {
    wrapper: (props: PropsWithChildren<{}>) => (
      <TestApiProvider
        apis={[
          [translationApiRef, inKeys()],
          [errorApiRef, { post: jest.fn() }],
        ]}
      >
        {props.children}
      </TestApiProvider>
    ),
  });
  const unmet = publishGate(createDocument({ title: 'Slow' }));
  expect(unmet.length).toBeGreaterThan(5);
  for (const { message } of unmet)
    expect(result.current(message)).toMatch(/^common\.gate\.\w+$/);
  expect(result.current('Choose one of P1, P2')).toBe('Choose one of P1, P2');
});
