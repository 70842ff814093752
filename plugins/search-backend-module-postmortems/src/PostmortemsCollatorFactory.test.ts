// SPDX-License-Identifier: Apache-2.0

import { ResponseError } from '@backstage/errors';
import { TestPipeline } from '@backstage/plugin-search-backend-node';
import {
  CallRequest,
  createDocument,
  Postmortem,
  PostmortemListItem,
  postmortemReadPermission,
} from 'backstage-plugin-postmortems-common';
import { PostmortemsCollatorFactory } from './PostmortemsCollatorFactory';

const postmortem = (number: number) =>
  ({
    ...createDocument({
      title: `Outage ${number}`,
      summary: '**Nobody** could [pay](https://example.com).',
      rootCause: 'No gate.',
      severity: 'P1',
      affectedSystems: ['component:default/payment'],
      startedAt: '2026-01-31T02:00:00Z',
    }),
    id: `id-${number}`,
    number,
    status: 'published',
  }) as Postmortem;

describe('PostmortemsCollatorFactory', () => {
  it('indexes every page, without what is gone meanwhile', async () => {
    const list = jest.fn(async ({ query }: CallRequest<'list'>) => ({
      items: (query?.cursor ? [3, 4] : [1, 2]).map(
        number => ({ id: `id-${number}` }) as PostmortemListItem,
      ),
      totalItems: 4,
      ...(!query?.cursor && { nextCursor: 'next' }),
    }));
    const get = jest.fn(async ({ id }: CallRequest<'get'>) => {
      if (id === 'id-2')
        throw await ResponseError.fromResponse(
          new Response('{}', { status: 404 }) as any,
        );
      const one = postmortem(Number(id.slice(3)));
      // Unpublished since it was listed.
      return id === 'id-4' ? { ...one, status: 'draft' as const } : one;
    });
    const factory = new PostmortemsCollatorFactory({
      api: { list, get },
      path: '/incidents',
    });
    const { documents, error } = await TestPipeline.fromCollator(
      await factory.getCollator(),
    ).execute();

    expect(error).toBeUndefined();
    expect(list).toHaveBeenCalledWith({
      query: expect.objectContaining({ status: 'published' }),
    });
    expect(documents).toEqual([
      {
        title: 'PM-1 Outage 1',
        text: 'Nobody could pay.\nNo gate.',
        location: '/incidents/PM-1',
        authorization: { resourceRef: 'id-1' },
        reference: 'PM-1',
        severity: 'P1',
        affectedSystems: ['component:default/payment'],
        startedAt: '2026-01-31T02:00:00.000Z',
      },
      expect.objectContaining({ reference: 'PM-3' }),
    ]);
  });

  it('fails when the backend does, so that the old index stays', async () => {
    const factory = new PostmortemsCollatorFactory({
      api: {
        list: async () => {
          throw new Error('down');
        },
        get: async () => postmortem(1),
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
