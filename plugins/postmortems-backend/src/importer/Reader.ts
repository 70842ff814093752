// SPDX-License-Identifier: Apache-2.0

import { isPlaceholder } from 'backstage-plugin-postmortems-common';
import { readActions } from './actions/readActions';
import { Draft } from './Draft';
import { takeFields } from './fields/takeFields';
import { isGenericTitle } from './vocabulary/headings';
import { fieldNamed, readLabel } from './vocabulary/labels';
import { readPoints } from './analysis/readPoints';
import { Outline, Section } from './sections';
import {
  dayIn,
  readStatedZone,
  readTimelines,
} from './timeline/timelineSections';
import { readWhen } from './time/times';
import { FieldOptions, putField, putList, putStat } from './fields/values';
import { readAnalysis } from './analysis/whys';

/** Reads the sections of a document into a draft. */
export class Reader {
  /** Sections that were read as a field. */
  readonly #taken = new Set<Section>();

  constructor(
    private readonly draft: Draft,
    private readonly outline: Outline,
    private readonly options: FieldOptions,
  ) {}

  read(fileName: string | undefined) {
    const { draft } = this;
    const { sections, title } = this.outline;
    if (title && isTitle(title.text)) {
      const text = withoutMarkup(title.text);
      if (!draft.fields.title) draft.fields.title = text;
      else if (![text, title.text].includes(draft.fields.title)) {
        draft.keepSection(title.text, '', title.line);
        draft.warn(
          title.line,
          'this is not the title that was stated before, and is kept as a section',
        );
      }
    }
    const ofKind = (...kinds: Array<Section['kind']>) =>
      sections.filter(({ kind }) => kinds.includes(kind));
    ofKind('intro').forEach(section =>
      this.#intro(section, ofKind('summary').length > 0),
    );
    ofKind('summary', 'details').forEach(section => this.#fields(section));
    ofKind('stats').forEach(section => this.#stats(section));
    ofKind('other').forEach(section => this.#fieldSection(section));
    if (!draft.fields.title) this.#fallbackTitle(fileName);
    const elsewhere = this.#dayElsewhere(fileName);
    draft.day ??= elsewhere?.day;
    if (!draft.zoneNamed) readStatedZone(draft, sections);
    readTimelines(draft, ofKind('timeline', 'other'));
    if (elsewhere && draft.assumedDayAt !== undefined)
      draft.warn(
        draft.assumedDayAt,
        `times without a date were taken to be on ${elsewhere.day}, which the ${elsewhere.what} names`,
      );
    for (const section of sections) this.#section(section);
    this.#winter();
  }

  /** "2018-02-22 NGINX crash": the day of times that have none. */
  #dayElsewhere(fileName = '') {
    if (this.draft.day) return undefined;
    const inName = readWhen(fileName)?.day;
    const inTitle = dayIn(this.draft.fields.title ?? '');
    // A document without a title has that of its file.
    if (inTitle && inTitle !== inName) return { day: inTitle, what: 'title' };
    return inName ? { day: inName, what: 'name of the file' } : undefined;
  }

  #fallbackTitle(fileName: string | undefined) {
    const name = fileName
      ?.split(/[\\/]/)
      .at(-1)
      ?.replace(/\.(?:md|markdown|mdx|txt)$/i, '')
      .trim();
    this.draft.fields.title = name || 'Untitled postmortem';
    this.draft.warn(
      0,
      `no title was found; "${this.draft.fields.title.slice(0, 100)}" was taken`,
    );
  }

  #intro(section: Section, hasSummary: boolean) {
    const rest = takeFields(this.draft, section.blocks, section, this.options);
    if (!rest || /^(?:[-*_]\s*)+$/.test(rest.slice(0, 200))) return;
    if (hasSummary || this.draft.fields.summary) {
      this.draft.keepSection('Introduction', rest, section.start);
      this.draft.warn(
        section.start,
        'the text above the first section is kept under "Introduction"',
      );
    } else {
      this.draft.addText('summary', rest);
      this.draft.warn(
        section.start,
        'the text above the first section was taken as the summary',
      );
    }
  }

  #fields(section: Section) {
    const rest = takeFields(this.draft, section.blocks, section, this.options);
    if (!rest || this.#isPlaceholder(rest, section.start)) return;
    if (section.kind === 'summary') this.draft.addText('summary', rest);
    else this.#keep(section, rest);
  }

  /** "### Severity" above one line, as forms write their fields. */
  #fieldSection(section: Section) {
    const { draft } = this;
    const { heading, blocks } = section;
    const [{ type, text, start } = { type: 'rule', text: '', start: 0 }] =
      blocks;
    const field = fieldNamed(heading);
    if (!field || field === 'title') return;
    if (blocks.length !== 1 || type !== 'paragraph' || text.includes('\n'))
      return;
    putField(draft, heading, text, start, this.options);
    this.#taken.add(section);
  }

  #isPlaceholder(text: string, line: number) {
    if (!isPlaceholder(text)) return false;
    this.draft.warn(
      line,
      `"${text}" is a part of the template and was left out`,
    );
    return true;
  }

  /** Kept whole; durations in it are read. */
  #stats(section: Section) {
    for (let line = section.start; line < section.end; line++) {
      const text = this.draft.lines[line];
      if (text.length > 300) continue;
      const label = readLabel(
        text
          .replace(/^\s*(?:[-*+|]\s*)?/, '')
          .replace(/^([^|:]{1,40}\S) *\| */, '$1: '),
      );
      const field = label && fieldNamed(label.label);
      if (
        field === 'toDetect' ||
        field === 'toAcknowledge' ||
        field === 'toMitigate' ||
        field === 'toResolve'
      )
        putStat(
          this.draft,
          field,
          label!.value.replace(/\|\s*$/, '').trim(),
          line,
        );
    }
    this.#keep(section, this.draft.source(section.start, section.end));
  }

  #section(section: Section) {
    const { draft } = this;
    const { kind, heading, blocks } = section;
    if (this.#taken.has(section)) return;
    const text = draft.source(section.start, section.end);
    switch (kind) {
      case 'impact':
      case 'rootCause':
      case 'trigger':
      case 'lessonsLearned':
        if (text && isOnlyComments(text)) {
          draft.keepSection(heading, text, section.line);
          draft.warn(
            section.start,
            `there are only comments here, which are kept under "${heading.slice(0, 100)}"`,
          );
        } else if (
          text &&
          text !== '-' &&
          !this.#isPlaceholder(text, section.start)
        )
          draft.addText(kind, text);
        break;
      case 'analysis':
        readAnalysis(draft, blocks, heading);
        break;
      case 'wentWell':
      case 'wentWrong':
      case 'contributingFactors':
        draft.fields[kind] = readPoints(
          draft,
          blocks,
          heading,
          draft.fields[kind],
        );
        break;
      case 'actionItems':
        readActions(draft, blocks);
        break;
      case 'people':
        if (!this.#people(section)) this.#keep(section, text);
        break;
      case 'usual':
      case 'other':
        this.#keep(section, text);
        break;
      default:
    }
  }

  /** Entity refs become participants; other names stay words. */
  #people({ blocks, heading, line }: Section): boolean {
    const refs = blocks
      .map(({ start, end }) => this.draft.source(start, end))
      .join('\n')
      .split(/[\n,]/)
      .map(one => one.replace(/^\s*[-*]\s+/, '').trim())
      .filter(Boolean);
    if (
      refs.length === 0 ||
      !refs.every(ref => /^user:(?:[\w.-]+\/)?[\w.-]+$/i.test(ref))
    )
      return false;
    putList(this.draft, 'participants', refs, { label: heading, line });
    return true;
  }

  #keep({ heading, line, kind }: Section, text: string) {
    const { draft } = this;
    // A heading that names no field is content, even with nothing below it.
    if (kind !== 'other' && (!text || text === '-')) return;
    draft.keepSection(heading, text, line);
    draft.warn(
      line,
      `"${heading.slice(0, 100)}" has no field of its own and is kept as a section`,
    );
  }

  #winter() {
    const [first] = this.draft.winterTimes;
    if (!first) return;
    const { written, summer } = first.zone.winter!;
    const count = this.draft.winterTimes.length;
    this.draft.warn(
      first.line,
      `${written} was read as written (${first.zone.name}), but ${summer} was in force then and may have been meant (${count} ${count === 1 ? 'time' : 'times'})`,
    );
  }
}

/** What a template tells its author is not what the author says. */
function isOnlyComments(text: string): boolean {
  let rest = text;
  while (rest.startsWith('<!--')) {
    const end = rest.indexOf('-->');
    if (end < 0) return false;
    rest = rest.slice(end + 3).trimStart();
  }
  return rest === '';
}

/** A title without bold and escapes: "**Postmortem \\#42**". */
function withoutMarkup(title: string): string {
  if (title.length > 500) return title;
  return title
    .replace(/(\*\*|__)(?=\S)(.+?)\1/g, '$2')
    .replace(/ *\{#[^{}]*\}$/, '')
    .replace(/\\([-#.!()[\]+~_*])/g, '$1');
}

/** Whether a first heading is the title of an incident. */
function isTitle(text: string): boolean {
  return (
    text !== '' && !isGenericTitle(text) && !/^incident title$/i.test(text)
  );
}
