// SPDX-License-Identifier: Apache-2.0

import { TestPipeline } from '@backstage/plugin-search-backend-node';
import {
  postmortemReadPermission,
  SearchDocument,
} from 'backstage-plugin-postmortems-common';
import { PostmortemsCollatorFactory } from './PostmortemsCollatorFactory';

const document = (number: number): SearchDocument => ({
  id: `id-${number}`,
  number,
  title: `Outage ${number}`,
  severity: 'P1',
  startedAt: '2026-01-31T02:00:00.000Z',
  affectedSystems: ['component:default/payment'],
  texts: [
    '**Nobody** could [pay](https://example.com).',
    '',
    'No gate.',
    '',
    'Add a gate',
  ],
});

describe('PostmortemsCollatorFactory', () => {
  it('indexes every page, one request each', async () => {
    const searchDocuments = jest.fn(
      async ({ query }: { query?: { cursor?: string } }) => ({
        items: (query?.cursor ? [3] : [1, 2]).map(document),
        totalItems: 3,
        ...(!query?.cursor && { nextCursor: 'next' }),
      }),
    );
    const factory = new PostmortemsCollatorFactory({
      api: { searchDocuments },
      path: '/incidents',
    });
    const { documents, error } = await TestPipeline.fromCollator(
      await factory.getCollator(),
    ).execute();

    expect(error).toBeUndefined();
    expect(searchDocuments.mock.calls.map(([{ query }]) => query)).toEqual([
      { limit: 100, cursor: undefined },
      { limit: 100, cursor: 'next' },
    ]);
    expect(documents).toEqual([
      {
        title: 'PM-1 Outage 1',
        text: 'Nobody could pay.\nNo gate.\nAdd a gate',
        location: '/incidents/PM-1',
        authorization: { resourceRef: 'id-1' },
        reference: 'PM-1',
        severity: 'P1',
        affectedSystems: ['component:default/payment'],
        startedAt: '2026-01-31T02:00:00.000Z',
      },
      expect.objectContaining({ reference: 'PM-2' }),
      expect.objectContaining({ reference: 'PM-3' }),
    ]);
  });

  it('fails when the backend does, so that the old index stays', async () => {
    const factory = new PostmortemsCollatorFactory({
      api: {
        searchDocuments: async () => {
          throw new Error('down');
        },
      },
      path: '/postmortems',
    });
    await expect(
      TestPipeline.fromCollator(await factory.getCollator()).execute(),
    ).resolves.toMatchObject({ error: new Error('down') });
  });

  it('asks for the permission to read', () => {
    expect(
      new PostmortemsCollatorFactory({
        api: {} as any,
        path: '/postmortems',
      }).visibilityPermission,
    ).toBe(postmortemReadPermission);
  });
});
