// SPDX-License-Identifier: Apache-2.0

import {
  fieldsOfKind,
  isPlaceholder,
  LIMITS,
  postmortemInputSchema,
} from 'backstage-plugin-postmortems-common';
import { Draft, StatName } from '../Draft';
import { readDuration } from '../text/durationText';
import { sectionKind } from '../vocabulary/headings';
import { LabeledField, fieldNamed } from '../vocabulary/labels';
import { readWhen } from '../time/times';
import { findZone, zoneNamed } from '../time/zones';

/** What the reader of fields must know about configured severities. */
export type FieldOptions = { severities: readonly string[] };

const TEXTS = fieldsOfKind('markdown');
type TextName = (typeof TEXTS)[number];

/** The field of Markdown text that a label names. */
export function textNamed(label: string): TextName | undefined {
  const kind = sectionKind(label);
  return TEXTS.find(name => name === kind);
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
  field: LabeledField,
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
      const zone =
        zoneNamed(value) ?? findZone(value) ?? findZone(`in ${value}`);
      if (!zone) return false;
      draft.zone = zone;
      draft.zoneNamed = true;
      draft.doubt(zone, from.line);
      return true;
    }
    case 'toDetect':
    case 'toAcknowledge':
    case 'toMitigate':
    case 'toResolve':
      if (!putStat(draft, field, value, from.line))
        draft.warn(
          from.line,
          `"${value.slice(0, 100)}" is not a duration; it is kept under "Stats"`,
        );
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

/** A stated duration; what is not one ("?", "N/A") says nothing. Answers whether it is. */
export function putStat(
  draft: Draft,
  name: StatName,
  value: string,
  line: number,
): boolean {
  // "Detection time: 10:05" may be the time of day.
  const duration = /^\d{1,2}:\d{2}$/.test(value.trim())
    ? undefined
    : readDuration(value);
  if (duration) draft.stats[name] ??= { ...duration, line };
  return duration !== undefined;
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
export function matchSeverity(written: string, ids: readonly string[]) {
  const value = written
    .replace(/[\u2010\u2011]|\\-/g, '-')
    .replace(/^(?:\p{Extended_Pictographic}\uFE0F?\s*)+/u, '');
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
