import { TestApiProvider } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { renderHook, waitFor } from '@testing-library/react';
import { ReactNode } from 'react';
import { useUnknownEntities } from './useUnknownEntities';

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
