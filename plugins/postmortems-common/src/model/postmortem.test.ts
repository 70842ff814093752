// SPDX-License-Identifier: Apache-2.0

import {
  checkFields,
  createDocument,
  postmortemInputSchema,
  sortTimeline,
} from '..';

const id = (n: number) =>
  `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const issues = (value: unknown) =>
  checkFields(postmortemInputSchema, value).fields?.map(
    ({ field, message }) => `${field} ${message}`,
  );

describe('postmortemInputSchema', () => {
  it('completes a draft that has only a title', () => {
    const document = createDocument({ title: '  Checkout\nis slow ' });
    expect(document).toMatchObject({
      title: 'Checkout is slow',
      severity: null,
      visibility: 'internal',
      readers: [],
      timeZone: 'UTC',
      timeline: [],
      summary: '',
    });
    expect(postmortemInputSchema.parse({ title: 'a' })).not.toHaveProperty(
      'visibility',
    );
  });

  it('keeps entity refs canonical and instants in UTC', () => {
    expect(
      createDocument({
        title: 'a',
        affectedSystems: ['Component:Payment', 'component:default/payment'],
        startedAt: '2026-01-31T14:05:00+01:00',
      }),
    ).toMatchObject({
      affectedSystems: ['component:default/payment'],
      startedAt: '2026-01-31T13:05:00.000Z',
    });
  });

  it.each([
    [{}, 'title is missing'],
    [{ title: ' ' }, 'title must not be empty'],
    [{ title: 'x'.repeat(201) }, 'title must be at most 200 characters'],
    [
      { title: 'a\u0000b' },
      'title must not contain NUL or half of a surrogate pair',
    ],
    [
      { title: 'a\ud800' },
      'title must not contain NUL or half of a surrogate pair',
    ],
    [{ title: 'a', nope: 1 }, 'nope is not a field that can be sent'],
    [
      { title: 'a', affectedSystems: ['user:default/ada'] },
      'affectedSystems.0 must be an entity ref of kind component, system, api, resource, domain, like component:default/name',
    ],
    [
      { title: 'a', timeZone: 'Mars/Base' },
      'timeZone must be an IANA time zone like Europe/Copenhagen',
    ],
    [
      { title: 'a', timeZone: '+01:00' },
      'timeZone must be an IANA time zone like Europe/Copenhagen',
    ],
    [
      { title: 'a', startedAt: 'soon' },
      'startedAt must be an instant like 2026-01-31T14:05:00Z',
    ],
    [
      { title: 'a', startedAt: '0001-01-01T00:00:00Z' },
      'startedAt must be between the years 1970 and 2199',
    ],
    [
      {
        title: 'a',
        startedAt: '2026-01-02T00:00:00Z',
        detectedAt: '2026-01-01T00:00:00Z',
      },
      'detectedAt must not be before startedAt',
    ],
    [
      { title: 'a', wentWell: [{ id: id(1) }, { id: id(1) }] },
      'wentWell.1.id is used twice in this list',
    ],
    [
      // eslint-disable-next-line no-script-url -- what must be refused
      { title: 'a', links: [{ id: id(1), url: 'javascript:alert(1)' }] },
      `links.${id(1)}.url must be an http or https address`,
    ],
    [
      { title: 'a', whys: [{ id: id(1), parentId: id(2) }] },
      `whys.${id(1)}.parentId must be the id of another why in this list`,
    ],
    [
      { title: 'a', whys: [{ id: id(1), parentId: id(1) }] },
      `whys.${id(1)}.parentId must not lead back to itself`,
    ],
  ])('refuses %j', (value, message) => {
    expect(issues(value)).toContain(message);
  });
});

describe('sortTimeline', () => {
  it('leaves an entry without a time behind the one it was written after', () => {
    const at = (time: string | null, name: string) => ({ at: time, name });
    expect(
      sortTimeline([
        at('2026-01-01T10:00:00.000Z', 'b'),
        at(null, 'after b'),
        at('2026-01-01T09:00:00.000Z', 'a'),
      ]).map(entry => entry.name),
    ).toEqual(['a', 'b', 'after b']);
  });
});
