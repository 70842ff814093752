// SPDX-License-Identifier: Apache-2.0

import { FILLED_BY } from '../durations';
import { formatTemplateDuration, readInstant } from './localTime';
import {
  createDocument,
  newId as randomId,
  PostmortemDocument,
  postmortemInputSchema,
  sortTimeline,
} from '../model';
import { restore } from './exact';
import { FrontMatter, readKeys } from './frontMatter';
import { join, splitSections } from './lines';
import { isPlaceholder } from './placeholders';
import { readActionItems } from './readActionItems';
import { readPoints, readWhys } from './readLists';
import { readTimeline } from './readTimeline';

/** The labels of the first section, in the order in which they are written. */
const LABELS = [
  'Title',
  'Date/Time',
  'Duration',
  'Severity',
  'Affected Systems',
  'Impact',
  'Incident Commander',
];

/** What the text of a document says, without our records in its front matter. */
export type HumanForm = {
  document: PostmortemDocument;
  /** The fields that the front matter states. */
  stated: ReadonlySet<string>;
  /** Whether all of it is as we write it. */
  isOurs: boolean;
  /** Fields that hold what the empty template tells its author. */
  placeholders: Array<keyof PostmortemDocument>;
  /** A stated duration that is not that from start to end. */
  duration?: string;
};

/** Reads a section into the form; `false` where it is not as we write it. */
type SectionReader = (
  lines: readonly string[],
  form: HumanForm,
  newId: () => string,
) => boolean;

/** In the order of reading: the timeline names the time zone. */
const READERS = new Map<string, SectionReader>([
  [
    'Timeline',
    (lines, { document }, newId) => readTimeline(lines, document, newId),
  ],
  ['Incident Summary', readSummary],
  ['Root Cause Analysis', readAnalysis],
  ['What Went Well', readPointsOf('wentWell')],
  ['What Went Wrong', readPointsOf('wentWrong')],
  [
    'Action Items',
    (lines, { document }, newId) => readActionItems(lines, document, newId),
  ],
  [
    'Lessons Learned',
    (lines, form) => {
      putText(form, 'lessonsLearned', join(lines));
      return true;
    },
  ],
  ['Contributing Factors', readPointsOf('contributingFactors')],
]);

/**
 * Whether a document is in our template: written by us, or after our example.
 *
 * @public
 */
export function isTemplate(lines: readonly string[], from: number): boolean {
  const heading = lines.indexOf('## Incident Summary', from);
  return (
    heading >= 0 &&
    lines
      .slice(heading + 1, heading + 4)
      .some(line => line.startsWith('- **Title:**'))
  );
}

/**
 * Reads a document that is in our template to the letter, as `renderMarkdown`
 * writes it and as people edit it, without loss.
 *
 * @returns `undefined` for every other document, and where what was edited
 * does not fit the template or is not valid. `duration` is a stated one that
 * start and end contradict.
 * @public
 */
export function readTemplate(
  lines: readonly string[],
  front: FrontMatter,
  newId: () => string = randomId,
): { document: PostmortemDocument; duration?: string } | undefined {
  if (!isTemplate(lines, front.end) || front.broken || front.rest)
    return undefined;
  const form = readHuman(lines, front, newId);
  const { document, placeholders, duration } = form;
  if (!form.isOurs) return undefined;
  const restored = restore(document, front.ids, front.exact);
  if (placeholders.some(field => restored[field] === document[field]))
    return undefined;
  const result = postmortemInputSchema.safeParse(restored);
  return result.success
    ? {
        document: { visibility: 'internal', readers: [], ...result.data },
        duration,
      }
    : undefined;
}

/** Reads what a person sees, and our keys of the front matter. */
export function readHuman(
  lines: readonly string[],
  front: FrontMatter,
  newId: () => string = counter(),
): HumanForm {
  const keys = readKeys(front.data, newId);
  const document: PostmortemDocument = {
    ...createDocument({ title: '-' }),
    title: '',
    ...keys,
  };
  const form: HumanForm = {
    document,
    stated: new Set(Object.keys(keys ?? {})),
    isOurs: true,
    placeholders: [],
  };
  const [above, ...sections] = splitSections(lines.slice(front.end));
  const must = (isSo: boolean) => {
    form.isOurs &&= isSo;
  };
  must(keys !== undefined && join(above.lines) === '');

  const seen = new Set<string>();
  const bodies = new Map<string, string[]>();
  for (const { heading = '', lines: body } of sections) {
    if (READERS.has(heading) && !seen.has(heading)) bodies.set(heading, body);
    else
      document.otherSections.push({ id: newId(), heading, body: join(body) });
    seen.add(heading);
  }
  for (const [heading, read] of READERS) {
    const body = bodies.get(heading);
    if (body) must(read(body, form, newId));
  }
  putInstants(form);
  document.timeline = sortTimeline(document.timeline);
  return form;
}

/** Ids for a text that is only read to be compared. */
function counter(): () => string {
  let last = 0;
  return () => String(++last);
}

function readPointsOf(
  field: 'wentWell' | 'wentWrong' | 'contributingFactors',
): SectionReader {
  return (lines, { document }, newId) => {
    document[field] = readPoints(lines, newId);
    return true;
  };
}

type TextField =
  | 'title'
  | 'severity'
  | 'summary'
  | 'impact'
  | 'rootCause'
  | 'trigger'
  | 'lessonsLearned';

function putText(form: HumanForm, field: TextField, text: string) {
  if (isPlaceholder(text)) form.placeholders.push(field);
  else if (text && text !== '-') form.document[field] = text;
}

function readSummary(lines: readonly string[], form: HumanForm): boolean {
  const { values, rest } = takeLabels(lines);
  const value = (label: string) => values.get(label) ?? '';
  putText(form, 'title', value('Title'));
  putText(form, 'severity', value('Severity'));
  putText(form, 'impact', value('Impact'));
  putText(form, 'summary', join(rest));
  const { document } = form;
  document.incidentCommander = value('Incident Commander') || null;
  document.affectedSystems = value('Affected Systems')
    .split(/\s*,\s*/)
    .filter(Boolean);
  const { shape } = postmortemInputSchema;
  return (
    readRange(value('Date/Time'), value('Duration'), form) &&
    shape.incidentCommander.safeParse(document.incidentCommander).success &&
    shape.affectedSystems.safeParse(document.affectedSystems).success
  );
}

/** Takes our labels, each with the lines that go on with it. */
function takeLabels(lines: readonly string[]) {
  const values = new Map<string, string>();
  const rest: string[] = [];
  let index = 0;
  while (index < lines.length && values.size < LABELS.length) {
    const line = lines[index++];
    const [, label, first] = /^- \*\*([^*:]+):\*\*(.*)$/s.exec(line) ?? [];
    if (!label || !LABELS.includes(label) || values.has(label)) {
      rest.push(line);
      continue;
    }
    const more: string[] = [];
    while (/^(?: {2}.*|\s*)$/s.test(lines[index] ?? '-'))
      more.push(lines[index++].slice(2));
    values.set(label, [first.trim(), ...more].join('\n').trimEnd());
  }
  return { values, rest: [...rest, ...lines.slice(index)] };
}

/** `start – end (zone)`, and how long that is. */
function readRange(range: string, duration: string, form: HumanForm): boolean {
  const { document, stated } = form;
  const { timeZone } = document;
  if (!range) return !duration;
  const zone = ` (${timeZone})`;
  if (!range.endsWith(zone)) return false;
  const [start, end = ''] = range.slice(0, -zone.length).split(/ –(?: |$)/);
  const startedAt = start === '?' ? null : readInstant(start, timeZone);
  const resolvedAt = end === '' ? null : readInstant(end, timeZone);
  if (startedAt === undefined || resolvedAt === undefined) return false;
  if (!stated.has('startedAt')) document.startedAt = startedAt;
  if (!stated.has('resolvedAt')) document.resolvedAt = resolvedAt;
  if (!duration) return true;
  if (!startedAt || !resolvedAt) return false;
  const known = Date.parse(resolvedAt) - Date.parse(startedAt);
  if (duration !== formatTemplateDuration(known)) form.duration = duration;
  return true;
}

/** The whys, and behind their labels root cause and trigger. */
function readAnalysis(
  lines: readonly string[],
  form: HumanForm,
  newId: () => string,
): boolean {
  const texts = { 'Root cause': [] as string[], Trigger: [] as string[] };
  const whys: string[] = [];
  let target = whys;
  for (const line of lines) {
    const [, label, value] =
      /^\*\*(Root cause|Trigger):\*\*(?: (.*))?$/s.exec(line) ?? [];
    const text = label && texts[label as keyof typeof texts];
    if (text && text.length === 0) {
      target = text;
      text.push(value ?? '');
    } else target.push(line);
  }
  putText(form, 'rootCause', join(texts['Root cause']));
  putText(form, 'trigger', join(texts.Trigger));
  return readWhys(whys, form.document, newId);
}

/** Fills the instants that nothing states from the kinds of the entries. */
function putInstants({ document, stated }: HumanForm) {
  for (const [field, kind, which] of FILLED_BY) {
    if (document[field] !== null || stated.has(field)) continue;
    const times = document.timeline.flatMap(entry =>
      entry.kind === kind && entry.at ? [entry.at] : [],
    );
    document[field] = times.at(which === 'last' ? -1 : 0) ?? null;
  }
}
