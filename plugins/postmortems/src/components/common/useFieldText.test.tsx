// SPDX-License-Identifier: Apache-2.0

import { errorApiRef } from '@backstage/core-plugin-api';
import { translationApiRef } from '@backstage/core-plugin-api/alpha';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { renderHook } from '@testing-library/react';
import {
  createDocument,
  FIELD_MESSAGES,
  publishGate,
} from 'backstage-plugin-postmortems-common';
import { PropsWithChildren } from 'react';
import { useFieldText } from './useFieldText';

/** A language in which every text is its own key. */
function inKeys() {
  const api = mockApis.translation();
  return Object.assign(api, {
    getTranslation: () => ({ ready: true, t: (key: string) => key }),
  });
}

it('says what publishing wants in the language of the reader', () => {
  const { result } = renderHook(useFieldText, {
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
  // Every code there is, so every one of the gate.
  for (const code of Object.keys(FIELD_MESSAGES))
    expect(result.current({ field: '', code, message: 'in English' })).toBe(
      `common.fieldMessage.${code}`,
    );
  const unmet = publishGate(createDocument({ title: 'Slow' }));
  expect(unmet.length).toBeGreaterThan(5);
  for (const message of unmet)
    expect(result.current(message)).toBe(`common.fieldMessage.${message.code}`);
  expect(
    result.current({ field: 'title', code: 'newer', message: 'is too new' }),
  ).toBe('is too new');
});
