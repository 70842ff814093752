// SPDX-License-Identifier: Apache-2.0

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { completeDraft } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const FILES = path.resolve(__dirname, '../../../../shared/data/dfds');

describe.each(databases.eachSupportedId())('import (%s)', databaseId => {
  it('makes nothing that would be too large to be edited', async () => {
    const { as } = await startPostmortems({
      knex: await databases.init(databaseId),
    });
    const ann = as('ann');
    // Rows get ids and names of fields, which makes more of them.
    const rows = '- 2026-01-01 10:00 UTC Looked at it\n'.repeat(500);
    const section = `## Odd\n\n${'lorem ipsum '.repeat(530)}\n\n`;
    const markdown = `# Large\n\n## Timeline\n\n${rows}\n${section.repeat(155)}`;
    for (const dryRun of [true, false]) {
      const { body } = await ann.post('/import', { markdown, dryRun });
      expect(body.error.fields).toEqual([
        {
          field: 'markdown',
          code: 'body-too-large',
          values: { max: '1024' },
          message: expect.stringMatching(/1024 KiB/),
        },
      ]);
    }
    expect((await ann.get('/postmortems')).body.totalItems).toBe(0);
  });

  it('closes what may have been meant to be closed', async () => {
    const { as } = await startPostmortems({
      knex: await databases.init(databaseId),
    });
    const markdown =
      '---\ntitle: Payments down\nsummary: It began when: foo\nvisibility: restricted\nreaders: [user:default/dana]\n---\nBody text\n';
    const { body } = await as('ann').post('/import', { markdown }).expect(201);
    expect(body).toMatchObject({
      postmortem: {
        visibility: 'restricted',
        readers: [],
        otherSections: [
          { heading: 'Front matter', body: markdown.split('---\n')[1].trim() },
        ],
      },
      warnings: [
        { message: expect.stringMatching(/kept under/) },
        { message: expect.stringMatching(/the draft is restricted/) },
        {},
      ],
    });
    for (const name of ['dana', 'zoe'])
      await as(name).get(`/postmortems/${body.postmortem.id}`).expect(404);
    await as('ann').get(`/postmortems/${body.postmortem.id}`).expect(200);
  });

  it('reads back what it wrote, as a postmortem of its own', async () => {
    const { as, auditor } = await startPostmortems({
      knex: await databases.init(databaseId),
    });
    const ann = as('ann');
    const { body: original } = await ann
      .post('/postmortems', completeDraft({ visibility: 'restricted' }))
      .expect(201);
    const exported = await ann.get('/postmortems/PM-1/markdown').expect(200);
    expect(exported.headers['content-type']).toMatch(/^text\/markdown/);
    expect(exported.text).toContain('## Incident Summary');
    await as('zoe')
      .get('/postmortems/PM-1/markdown')
      .expect('Content-Type', /^application\/json/)
      .expect(404);

    auditor.createEvent.mockClear();
    const { body: dry } = await as('bob')
      .post('/import', { markdown: exported.text, dryRun: true })
      .expect(200);
    expect(dry.postmortem).toMatchObject({
      id: '',
      number: 0,
      version: 0,
      status: 'draft',
      title: original.title,
      unmet: [],
      warnings: [{ field: 'affectedSystems.0' }],
    });
    expect((await ann.get('/postmortems')).body.totalItems).toBe(1);
    expect(auditor.createEvent).not.toHaveBeenCalled();

    const { body } = await as('bob')
      .post('/import', {
        markdown: exported.text,
        affectedSystems: ['api:pay'],
      })
      .expect(201);
    expect(body.warnings).toEqual([]);
    expect(body.postmortem).toMatchObject({
      number: 2,
      createdBy: 'user:default/bob',
      visibility: 'restricted',
      affectedSystems: ['component:default/payment', 'api:default/pay'],
      timeline: original.timeline,
      actionItems: [{ description: 'Add a performance gate' }],
    });
    expect(body.postmortem.actionItems[0].id).not.toBe(
      original.actionItems[0].id,
    );
    expect(auditor.createEvent).toHaveBeenCalledTimes(1);
  });

  it('takes any text and refuses anything else', async () => {
    const { as, policy } = await startPostmortems({
      knex: await databases.init(databaseId),
    });
    const ann = as('ann');
    const { body } = await ann
      .post('/import', {
        markdown: `---\nseverity: P9\n---\n# Outage\n\nNUL \u0000 and ${'x'.repeat(60_000)}`,
        fileName: '2026-01-31-outage.md',
      })
      .expect(201);
    expect(body.postmortem).toMatchObject({ title: 'Outage', severity: null });
    expect(body.warnings.length).toBeGreaterThan(0);
    for (const { line, message } of body.warnings)
      expect([line, message]).toEqual([expect.any(Number), expect.any(String)]);

    for (const [bad, field] of [
      [{}, 'markdown'],
      [{ markdown: '' }, 'markdown'],
      [{ markdown: 1 }, 'markdown'],
      [{ markdown: 'x', dryRun: 'yes' }, 'dryRun'],
      [{ markdown: 'x', affectedSystems: ['user:x'] }, 'affectedSystems.0'],
      [{ markdown: 'x', author: 'user:x' }, 'author'],
    ] as const) {
      const { body: refused } = await ann.post('/import', bad).expect(400);
      expect(refused.error.fields[0].field).toBe(field);
    }
    policy['postmortem.create'] = { result: 'DENY' } as any;
    await ann.post('/import', { markdown: 'x' }).expect(403);
    await ann.post('/import', { markdown: 'x', dryRun: true }).expect(403);
    expect((await ann.get('/postmortems')).body.totalItems).toBe(1);
  });

  // Elsewhere than in CI the data need not be at hand.
  if (existsSync(FILES) || process.env.CI)
    it('imports the documents of others', async () => {
      const { as } = await startPostmortems({
        knex: await databases.init(databaseId),
      });
      const files = readdirSync(FILES).filter(name => /^PM\d/.test(name));
      expect(files).toHaveLength(39);
      const ann = as('ann');
      for (const file of files) {
        const { body } = await ann
          .post('/import', {
            markdown: readFileSync(path.join(FILES, file), 'utf8'),
            fileName: file,
            affectedSystems: ['component:default/platform'],
          })
          .expect(201);
        const { postmortem } = body;
        const { body: stored } = await ann.get(`/postmortems/${postmortem.id}`);
        expect({ ...stored, warnings: postmortem.warnings }).toEqual(
          postmortem,
        );
      }
      const { body: list } = await ann.get(
        '/postmortems?system=component:platform&q=inotify',
      );
      expect(list.items.map(({ title }: any) => title)).toEqual([
        expect.stringMatching(/inotify/i),
      ]);
      expect((await ann.get('/postmortems')).body.totalItems).toBe(39);
    });
});
