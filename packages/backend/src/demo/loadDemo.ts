// SPDX-License-Identifier: Apache-2.0

import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { parseMarkdown } from 'backstage-plugin-postmortems-backend';
import {
  CauseCategoryConfig,
  PostmortemDocument,
} from 'backstage-plugin-postmortems-common';
import {
  CreateAsOptions,
  PostmortemsWriter,
} from 'backstage-plugin-postmortems-node';
import { DateTime } from 'luxon';
import { v5 } from 'uuid';
import { DemoCause, DemoFiles, DemoPostmortem } from './DemoFiles';
import { firstInstant, shiftDates, shiftDay } from './shiftDates';

/** Makes the ids of the demo postmortems out of their file names. */
const DEMO_NAMESPACE = '5b0f6f5e-7a3a-4f0e-9d0c-6a5d1f3f7d21';

/**
 * Writes the demo postmortems as their authors at their time, with the demo's
 * anchor day moved to today.
 *
 * They are written in the order of `demo.yaml`, and a start goes on behind the
 * last one that is there: a start that was interrupted is completed, and what
 * somebody deleted does not come back.
 *
 * @returns how many were written, and whom the demo says to have left
 */
export async function loadDemo(options: {
  files: DemoFiles;
  writer: PostmortemsWriter;
  logger: LoggerService;
  /** The configured categories of causes. */
  categories: CauseCategoryConfig[];
  now?: DateTime;
}): Promise<{ written: number; left: string[] }> {
  const { files, writer, logger, categories, now = DateTime.utc() } = options;
  const demo = await files.read();
  const anchor = DateTime.fromISO(demo.anchorDay, { zone: 'utc' });
  const days = now.toUTC().startOf('day').diff(anchor, 'days').days;

  const causes = causesByName(demo.causes, categories);

  const missing = await findMissing(demo.postmortems, writer);
  let written = 0;
  for (const postmortem of missing) {
    try {
      await write(postmortem);
      written++;
    } catch (error) {
      logger.error(
        `The demo's ${postmortem.file} was not loaded`,
        toError(error),
      );
    }
  }
  if (missing.length > 0) {
    logger.info(`Loaded ${written} of ${missing.length} demo postmortems`);
  }
  return {
    written,
    left: demo.left.map(name => stringifyEntityRef({ kind: 'user', name })),
  };

  async function write(postmortem: DemoPostmortem) {
    const parsed = parseMarkdown(await files.markdown(postmortem.file));
    const document = shiftDates(parsed.document, days);
    await writer.createAs({
      id: demoId(postmortem.file),
      input: document,
      actor: stringifyEntityRef({ kind: 'user', name: postmortem.author }),
      at: whenWritten(document, postmortem.writtenDaysAfter, now),
      publish: postmortem.published,
      causes: postmortem.causes.flatMap(name => causes.get(name) ?? []),
    });
    for (const { item, day, by, dueDate } of postmortem.changes)
      await writer.changeActionItemAs({
        postmortemId: demoId(postmortem.file),
        id: document.actionItems.find(({ description }) =>
          description.startsWith(item),
        )!.id,
        patch: { dueDate: shiftDay(dueDate, days) },
        actor: stringifyEntityRef({ kind: 'user', name: by }),
        at: `${shiftDay(day, days)}T09:30:00.000Z`,
      });
  }
}

/** Without those whose category is not configured. */
function causesByName(
  causes: DemoCause[],
  categories: CauseCategoryConfig[],
): Map<string, NonNullable<CreateAsOptions['causes']>[number]> {
  const ids = new Map(
    categories.map(({ id, title }) => [title.toLowerCase(), id]),
  );
  return new Map(
    causes.flatMap(({ name, category, description }) => {
      const id = ids.get(category.toLowerCase());
      return id ? [[name, { name, category: id, description }]] : [];
    }),
  );
}

function demoId(file: string): string {
  return v5(file, DEMO_NAMESPACE);
}

async function findMissing(
  postmortems: DemoPostmortem[],
  writer: PostmortemsWriter,
): Promise<DemoPostmortem[]> {
  for (let index = postmortems.length - 1; index >= 0; index--) {
    if (await writer.has(demoId(postmortems[index].file))) {
      return postmortems.slice(index + 1);
    }
  }
  return postmortems;
}

/** In the morning of the day, but after the incident and not in the future. */
function whenWritten(
  document: PostmortemDocument,
  daysAfter: number,
  now: DateTime,
): string {
  const ended = DateTime.fromISO(
    document.resolvedAt ?? firstInstant(document) ?? now.toISO()!,
    { zone: document.timeZone },
  );
  const morning = ended
    .plus({ days: daysAfter })
    .set({ hour: 10, minute: 12, second: 0, millisecond: 0 });
  return DateTime.min(DateTime.max(morning, ended.plus({ hours: 1 })), now)
    .toUTC()
    .toISO()!;
}
