// SPDX-License-Identifier: Apache-2.0

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { parseMarkdown } from 'backstage-plugin-postmortems-backend';
import {
  createDocument,
  DEFAULT_POSTMORTEMS_CONFIG,
  publishGate,
} from 'backstage-plugin-postmortems-common';
import {
  ChangeActionItemAsOptions,
  CreateAsOptions,
  PostmortemsWriter,
} from 'backstage-plugin-postmortems-node';
import { DateTime } from 'luxon';
import { DemoFiles } from './DemoFiles';
import { loadDemo } from './loadDemo';

const files = DemoFiles.fromConfig(
  new ConfigReader({
    demo: { path: join(__dirname, '../../../../examples') },
  }),
);
const now = DateTime.fromISO('2027-07-01T06:00:00Z', { zone: 'utc' });

/** A writer that keeps what it is given in a map, and may fail. */
class MemoryWriter implements PostmortemsWriter {
  readonly written = new Map<string, CreateAsOptions>();
  readonly changes: ChangeActionItemAsOptions[] = [];
  failAt: number | undefined;

  async has(id: string) {
    return this.written.has(id);
  }
  async changeActionItemAs(options: ChangeActionItemAsOptions) {
    this.changes.push(options);
  }
  async createAs(options: CreateAsOptions) {
    const number = this.written.size + 1;
    if (number === this.failAt) {
      throw new Error('The power went out');
    }
    this.written.set(options.id!, options);
    return { id: options.id!, number, created: true };
  }
}

const load = (writer: PostmortemsWriter, logger = mockServices.logger.mock()) =>
  loadDemo({
    files,
    writer,
    logger,
    now,
    categories: DEFAULT_POSTMORTEMS_CONFIG.causeCategories,
  });

it('writes every demo postmortem as its author, never in the future', async () => {
  const writer = new MemoryWriter();
  const logger = mockServices.logger.mock();
  await load(writer, logger);
  expect(logger.error).not.toHaveBeenCalled();

  const { postmortems } = await files.read();
  const written = [...writer.written.values()];
  expect(written).toHaveLength(postmortems.length);
  expect(written.map(one => one.actor)).toEqual(
    postmortems.map(one => `user:default/${one.author}`),
  );
  for (const { input, at } of written) {
    expect(DateTime.fromISO(at) <= now).toBe(true);
    expect(at >= (input.resolvedAt ?? input.startedAt ?? '')).toBe(true);
  }
  // the demo's story spans the 18 months before the first start
  const starts = written
    .map(one => one.input.startedAt!)
    .filter(Boolean)
    .sort();
  expect(starts[0] > '2025-12-01').toBe(true);
  expect(starts[starts.length - 1] > '2027-05-01').toBe(true);
});

it('writes what was changed of action items since', async () => {
  const writer = new MemoryWriter();
  await load(writer);
  expect(writer.changes).toHaveLength(3);
  const [{ id, postmortemId }] = writer.changes;
  const { input, at } = writer.written.get(postmortemId)!;
  const item = input.actionItems!.find(each => each.id === id)!;
  // Each time shortly before it was due, and overdue in the end.
  let due = item.dueDate!;
  for (const change of writer.changes) {
    expect(change.id).toBe(id);
    expect(change.at > at && change.at.slice(0, 10) < due).toBe(true);
    due = change.patch.dueDate!;
  }
  expect(due < now.toISODate()!).toBe(true);
});

it('confirms causes that come back, each in a configured category', async () => {
  const writer = new MemoryWriter();
  await load(writer);
  const { postmortems } = await files.read();
  const written = [...writer.written.values()];
  expect(
    written.map(({ causes = [] }) => causes.map(({ name }) => name)),
  ).toEqual(postmortems.map(({ causes }) => causes));
  const onPayments = (name: string) =>
    written.filter(
      ({ input, causes = [] }) =>
        input.affectedSystems?.includes('component:default/payment-service') &&
        causes.some(cause => cause.name === name),
    ).length;
  expect(onPayments('Deployment checklist has no performance gate')).toBe(3);
  expect(onPayments('Changes go live for everybody at once')).toBe(3);
  expect(onPayments('Changes are not rehearsed on production-size data')).toBe(
    2,
  );
});

it('describes a cause, and leaves out one whose category is not configured', async () => {
  const writer = new MemoryWriter();
  await loadDemo({
    files,
    writer,
    logger: mockServices.logger.mock(),
    now,
    categories: [{ id: 'release', title: 'Change or Release' }],
  });
  const causes = [...writer.written.values()].flatMap(one => one.causes!);
  expect(causes).toContainEqual({
    name: 'Deployment checklist has no performance gate',
    category: 'release',
    description: expect.stringContaining('never measured'),
  });
  expect(causes.map(({ category }) => category)).not.toContain(undefined);
  expect(causes.map(({ name }) => name)).not.toContain(
    'Message consumers are not idempotent',
  );
});

it('says which cause of a postmortem is not in the list', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'demo-'));
  await writeFile(
    join(folder, 'demo.yaml'),
    `
anchorDay: 2026-01-15
people: [ada]
causes: [{ name: No gate, category: process gap }]
postmortems:
  - { file: a.md, author: ada, writtenDaysAfter: 1, published: true, causes: [No gat] }
`,
  );
  await expect(
    DemoFiles.fromConfig(new ConfigReader({ demo: { path: folder } })).read(),
  ).rejects.toThrow(/No gat.*is not one of the causes/);
  await rm(folder, { recursive: true });
});

it('has files that are read without a doubt', async () => {
  const { postmortems } = await files.read();
  for (const { file } of postmortems) {
    const { warnings } = parseMarkdown(await files.markdown(file));
    expect([file, warnings]).toEqual([file, []]);
  }
});

it('publishes only what passes the publishing gate', async () => {
  const writer = new MemoryWriter();
  await load(writer);
  for (const { input, publish } of writer.written.values()) {
    const unmet = publishGate(createDocument(input));
    expect([input.title, publish ? unmet : []]).toEqual([input.title, []]);
  }
});

it('adds nothing at the next start', async () => {
  const writer = new MemoryWriter();
  await load(writer);
  const before = new Map(writer.written);
  const create = jest.spyOn(writer, 'createAs');
  await load(writer);
  expect(create).not.toHaveBeenCalled();
  expect(writer.written).toEqual(before);
});

it('completes an interrupted start, and leaves deleted ones deleted', async () => {
  const writer = new MemoryWriter();
  const { postmortems } = await files.read();
  const all = new MemoryWriter();
  await load(all);
  const ids = [...all.written.keys()];
  // the first ten were written, then the power went out, then one was deleted
  for (const id of ids.slice(0, 10)) {
    writer.written.set(id, all.written.get(id)!);
  }
  writer.written.delete(ids[3]);

  await load(writer);
  expect(writer.written.size).toBe(postmortems.length - 1);
  expect(writer.written.has(ids[3])).toBe(false);
});

it('goes on with the rest when one of them is refused, and says which', async () => {
  const writer = new MemoryWriter();
  const logger = mockServices.logger.mock();
  const create = jest
    .spyOn(writer, 'createAs')
    .mockRejectedValueOnce(new Error('refused'));
  await load(writer, logger);
  const { postmortems } = await files.read();
  expect(create).toHaveBeenCalledTimes(postmortems.length);
  expect(logger.error).toHaveBeenCalledWith(
    expect.stringContaining(postmortems[0].file),
    expect.any(Error),
  );
});
