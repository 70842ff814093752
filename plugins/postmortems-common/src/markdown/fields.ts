import { LIMITS, postmortemInputSchema } from '../model';
import { Block, readItems, readRows } from './blocks';
import { Draft, StatName } from './Draft';
import { plainName, sectionKind } from './headings';
import { FieldName, fieldNamed, isPlaceholder, readLabel } from './labels';
import { join } from './text';
import { readDuration, readWhen } from './times';
import { zoneNamed, findZone } from './zones';

/** What the reader of fields must know about configured severities. */
export type FieldOptions = { severities: readonly string[] };

/** The labels of our own template, in the order in which they are written. */
const OWN_LABELS = [
  'Title',
  'Date/Time',
  'Duration',
  'Severity',
  'Affected Systems',
  'Impact',
  'Incident Commander',
];

const TEXTS = [
  'summary',
  'impact',
  'rootCause',
  'trigger',
  'lessonsLearned',
] as const;
type TextName = (typeof TEXTS)[number];

/**
 * Takes the labelled fields out of blocks (`- **Severity:** P1`, `Date: …`, a
 * table of two columns) and answers the source of what is left.
 */
export function takeFields(
  draft: Draft,
  blocks: readonly Block[],
  range: { kind: string; start: number; end: number },
  options: FieldOptions,
): string {
  const taken = new Set<number>();
  const seen = new Set<string>();
  // "What happened?" in a summary is a part of it; above all sections each
  // label in bold is one.
  const isKnown: IsKnown = (label, bold) =>
    fieldNamed(label) !== undefined ||
    ![undefined, range.kind].includes(textNamed(label)) ||
    (bold && range.kind === 'intro');
  const take = (
    text: string,
    start: number,
    end: number,
    label = readLabel(text),
  ) => {
    if (!label) return;
    const { label: name, bold } = label;
    if (draft.own ? !isOwn(name, bold, seen) : !isKnown(name, bold)) return;
    putField(draft, label.label, label.value, start, options);
    for (let line = start; line < end; line++) taken.add(line);
  };
  for (const block of blocks) {
    if (block.type === 'list')
      for (const { block: item, lines } of readItems(block, draft.lines))
        take(join(lines), item.start, item.end);
    else if (draft.own) continue;
    else if (block.type === 'paragraph') takeLines(block, take, isKnown);
    else if (block.type === 'table') takeTable(draft, block, take, isKnown);
  }
  return without(draft.lines, taken, range);
}

/** The lines of a range without those taken, nor the gaps that they leave. */
function without(
  lines: readonly string[],
  taken: Set<number>,
  { start, end }: { start: number; end: number },
): string {
  const rest: string[] = [];
  for (let line = start; line < end; line++) {
    const gap = taken.has(line - 1) && rest.at(-1)?.trim() === '';
    if (taken.has(line)) continue;
    if (lines[line].trim() === '' && gap) taken.add(line);
    else rest.push(lines[line]);
  }
  return join(rest);
}

/** A label of our own template, the first time that it stands there. */
function isOwn(label: string, bold: boolean, seen: Set<string>) {
  if (!bold || !OWN_LABELS.includes(label) || seen.has(label)) return false;
  seen.add(label);
  return true;
}

function textNamed(label: string): TextName | undefined {
  const kind = sectionKind(label);
  return TEXTS.find(name => name === kind);
}

type Take = (
  text: string,
  start: number,
  end: number,
  label?: ReturnType<typeof readLabel>,
) => void;

type IsKnown = (label: string, bold: boolean) => boolean;

/** A paragraph whose lines begin with labels. */
function takeLines(block: Block, take: Take, isKnown: IsKnown) {
  const lines = block.text.split('\n');
  const starts = lines.flatMap((line, index) => {
    const label = readLabel(line);
    return label && isKnown(label.label, label.bold) ? [index] : [];
  });
  // A sentence that happens to begin with "Impact: …" on its third line is not.
  if (starts[0] !== 0) return;
  starts.forEach((start, index) => {
    const end = starts[index + 1] ?? lines.length;
    take(join(lines.slice(start, end)), block.start + start, block.start + end);
  });
}

/** A table of names and values, in two columns or in two rows. */
function takeTable(draft: Draft, block: Block, take: Take, isKnown: IsKnown) {
  const rows = readRows(block, draft.lines);
  const named = (cell: string | undefined) =>
    cell !== undefined && isKnown(cell, false);
  const pair = (label: string, value: string, line: number, end: number) =>
    take('', line, end, {
      label: label.replace(/[*_:]/g, '').trim(),
      value,
      bold: true,
    });
  const [header] = rows;
  if (header.cells.length === 2 && rows.some(({ cells }) => named(cells[0]))) {
    const left = rows.filter(({ cells: [label, value = ''], line }) => {
      if (!named(label))
        return !/^(?:field|value|name|item|key|property)?$/.test(
          plainName(label),
        );
      pair(label, value, line, line + 1);
      return false;
    });
    // The frame of the table goes with its last row.
    if (left.length === 0) pair('Tags', '', block.start, block.end);
  } else if (rows.length === 2 && header.cells.every(named)) {
    header.cells.forEach((label, index) =>
      pair(label, rows[1].cells[index] ?? '', block.start, block.end),
    );
  }
}

/** Puts a value as written into its field; keeps it when it does not fit. */
export function putField(
  draft: Draft,
  label: string,
  written: string,
  line: number,
  options: FieldOptions,
) {
  const value = written.trim();
  if (!value) return;
  if (isPlaceholder(value)) {
    draft.warn(line, `"${value}" is a part of the template and was left out`);
    return;
  }
  const field = fieldNamed(label);
  const text = field ? undefined : textNamed(label);
  if (text) {
    draft.addText(text, value);
  } else if (!field || !put(draft, field, value, { label, line }, options)) {
    draft.keep(label, value, line);
    draft.warn(
      line,
      field
        ? `"${label}" could not be read (${value.slice(0, 100)}) and is kept as a section`
        : `"${label}" has no field of its own and is kept as a section`,
    );
  }
}

function put(
  draft: Draft,
  field: FieldName,
  value: string,
  from: { label: string; line: number },
  options: FieldOptions,
): boolean {
  const { fields } = draft;
  const { shape } = postmortemInputSchema;
  switch (field) {
    case 'title':
      // Longer titles are cut where all limits are applied.
      if (fields.title) return fields.title === value;
      fields.title = value;
      return true;
    case 'severity': {
      if (fields.severity) return fields.severity === value;
      const severity = matchSeverity(value, options.severities);
      if (!severity) return false;
      fields.severity = severity.id;
      if (!severity.exact) {
        draft.warn(
          from.line,
          `the severity "${value.slice(0, 100)}" was read as ${severity.id}`,
        );
        draft.keep(from.label, value, from.line);
      }
      return true;
    }
    case 'affectedSystems':
    case 'participants':
    case 'tags': {
      const list = value
        .split(/\s*[,;\n]\s*/)
        .map(one => one.replace(/^[-*]\s+/, '').trim());
      putList(draft, field, list.filter(Boolean), from);
      return true;
    }
    case 'incidentCommander': {
      const commander = shape.incidentCommander.safeParse(value);
      if (!commander.success || fields.incidentCommander || !isRef(value))
        return false;
      fields.incidentCommander = commander.data;
      return true;
    }
    case 'usersAffected': {
      const users = /^\d{1,3}(?:[,.' ]?\d{3}){0,3}$|^\d{1,11}$/.exec(value);
      if (!users || typeof fields.usersAffected === 'number') return false;
      fields.usersAffected = Number(value.replace(/\D/g, ''));
      return true;
    }
    case 'slaBreached': {
      const answer = /^(?:(yes|true)|(no|false))\.?$/i.exec(value);
      if (!answer || typeof fields.slaBreached === 'boolean') return false;
      fields.slaBreached = !!answer[1];
      return true;
    }
    case 'timeZone': {
      const zone = zoneNamed(value) ?? findZone(value);
      if (!zone) return false;
      draft.zone = zone;
      draft.zoneNamed = true;
      if (zone.doubt) draft.warn(from.line, zone.doubt);
      return true;
    }
    case 'toDetect':
    case 'toAcknowledge':
    case 'toMitigate':
    case 'toResolve':
      putStat(draft, field, value, from.line);
      draft.keep('Stats', `- ${from.label}: ${value}`, from.line);
      return true;
    default: {
      const day = readWhen(value)?.day;
      if (day && (field === 'date' || field === 'startedAt')) draft.day ??= day;
      draft.instants.push({ field, value, ...from });
      return true;
    }
  }
}

/** A stated duration; what is not one ("?", "N/A") says nothing. */
export function putStat(
  draft: Draft,
  name: StatName,
  value: string,
  line: number,
) {
  const duration = readDuration(value);
  if (duration) draft.stats[name] ??= { ...duration, line };
}

/** Whether a text is written as an entity ref, with its kind. */
export function isRef(text: string): boolean {
  return /^[a-z][a-z0-9]*:(?:[\w.-]+\/)?[\w.-]+$/i.test(text.slice(0, 300));
}

const LISTS = {
  affectedSystems: {
    limit: LIMITS.affectedSystems,
    what: 'an entity ref like component:default/name',
  },
  participants: {
    limit: LIMITS.people,
    what: 'an entity ref like user:default/name',
  },
  tags: { limit: LIMITS.tags, what: 'a tag' },
};

/** Adds what fits to a list of strings, and keeps what does not. */
export function putList(
  draft: Draft,
  field: keyof typeof LISTS,
  list: readonly string[],
  { label, line }: { label: string; line: number },
) {
  const schema = postmortemInputSchema.shape[field];
  const { limit, what } = LISTS[field];
  const all = new Set(draft.fields[field]);
  const rest: string[] = [];
  for (const one of list) {
    const good =
      field === 'tags' || isRef(one) ? schema.safeParse([one]) : undefined;
    if (good?.success && (all.size < limit || all.has(good.data[0])))
      all.add(good.data[0]);
    else rest.push(one);
  }
  draft.fields[field] = [...all];
  if (rest.length === 0) return;
  draft.keep(label, rest.join(', '), line);
  const why = all.size >= limit ? `more than ${limit}` : `not ${what}`;
  draft.warn(
    line,
    `${rest.join(', ').slice(0, 200)}: ${why}; kept under "${label}"`,
  );
}

/** "P1", "p1", "SEV-1", "Sev 1 (critical)", "1". */
function matchSeverity(value: string, ids: readonly string[]) {
  const same = (a: string, b: string) =>
    a.toLocaleLowerCase('en-US') === b.toLocaleLowerCase('en-US');
  if (ids.includes(value)) return { id: value, exact: true };
  const word = /^[\p{L}\p{N}-]+/u.exec(value.slice(0, 60))?.[0] ?? '';
  const id =
    ids.find(one => same(one, value)) ?? ids.find(one => same(one, word));
  if (id) return { id, exact: same(id, value) };
  const number = /^(?:sev(?:erity)?|s|p|priority|level)?[\s-]?(\d)\b/i.exec(
    value.slice(0, 60),
  )?.[1];
  const numbered =
    number && ids.find(one => one.replace(/^\D+/, '') === number);
  return numbered ? { id: numbered, exact: false } : undefined;
}
