// SPDX-License-Identifier: Apache-2.0

import { TestApiProvider } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { act, renderHook, waitFor } from '@testing-library/react';
import { ReactNode } from 'react';
import { useUnknownEntities } from './useKnownEntities';

afterEach(() => jest.useRealTimers());

it('asks once for what several places name, and for nobody by name', async () => {
  const catalog = catalogApiMock.mock({
    getEntitiesByRefs: async ({ entityRefs }) => ({
      items: entityRefs.map(() => undefined),
    }),
  });
  const left = ['user:default/left', 'user:development/guest'];
  const wrapper = (props: { children: ReactNode }) => (
    <TestApiProvider apis={[[catalogApiRef, catalog]]}>
      {props.children}
    </TestApiProvider>
  );
  const { result } = renderHook(
    () => [
      useUnknownEntities(left),
      useUnknownEntities([...left, 'group:default/gone']),
    ],
    { wrapper },
  );
  await waitFor(() => expect(result.current[1].size).toBe(3));
  expect(result.current[0]).toEqual(new Set(left));
  // Another page, soon after.
  const { result: again } = renderHook(() => useUnknownEntities(left), {
    wrapper,
  });
  expect(again.current).toEqual(new Set(left));
  expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(1);
  expect(catalog.getEntityByRef).not.toHaveBeenCalled();
});

it('asks about a long list in batches and finds those that are unknown', async () => {
  const catalog = catalogApiMock.mock({
    getEntitiesByRefs: async ({ entityRefs }) => ({
      items: entityRefs.map(ref =>
        ref.endsWith('7')
          ? undefined
          : { apiVersion: 'v1', kind: 'Component', metadata: { name: ref } },
      ),
    }),
  });
  const refs = Array.from({ length: 230 }, (_, n) => `component:default/${n}`);
  const { result } = renderHook(() => useUnknownEntities(refs), {
    wrapper: (props: { children: ReactNode }) => (
      <TestApiProvider apis={[[catalogApiRef, catalog]]}>
        {props.children}
      </TestApiProvider>
    ),
  });
  await waitFor(() => expect(result.current.size).toBe(23));
  expect(result.current.has('component:default/127')).toBe(true);
  expect(
    catalog.getEntitiesByRefs.mock.calls.map(
      ([{ entityRefs }]) => entityRefs.length,
    ),
  ).toEqual([100, 100, 30]);
});

it('asks later again for what the catalog did not answer; the rest does not wait', async () => {
  jest.useFakeTimers();
  let isSilent = true;
  const catalog = catalogApiMock.mock({
    getEntitiesByRefs: async ({ entityRefs }) => {
      if (isSilent && entityRefs.includes('component:default/0'))
        await new Promise(() => {});
      return { items: entityRefs.map(() => undefined) };
    },
  });
  const refs = Array.from({ length: 130 }, (_, n) => `component:default/${n}`);
  const ask = () =>
    renderHook(() => useUnknownEntities(refs), {
      wrapper: (props: { children: ReactNode }) => (
        <TestApiProvider apis={[[catalogApiRef, catalog]]}>
          {props.children}
        </TestApiProvider>
      ),
    });
  const { result } = ask();
  await act(() => jest.advanceTimersByTimeAsync(100));
  // The other batch is not kept waiting.
  expect(result.current.size).toBe(30);
  isSilent = false;
  ask();
  await act(() => jest.advanceTimersByTimeAsync(100));
  expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(2);

  await act(() => jest.advanceTimersByTimeAsync(10_000));
  ask();
  await act(() => jest.advanceTimersByTimeAsync(100));
  expect(result.current.size).toBe(130);
});
