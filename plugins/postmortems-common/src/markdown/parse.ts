import { newId as randomId, PostmortemDocument } from '../model';
import { ImportWarning } from '../PostmortemsClient';
import { readActions } from './actions';
import { readBlocks } from './blocks';
import { Draft, Note } from './Draft';
import { restore } from './exact';
import { FieldOptions, putList, putStat, takeFields } from './fields';
import { FrontMatter, putFrontMatter, readFrontMatter } from './frontMatter';
import { isGenericTitle } from './headings';
import { putInstants } from './instants';
import { fieldNamed, isPlaceholder, readLabel } from './labels';
import { toDocument } from './limits';
import { readPoints } from './points';
import { foreignOutline, Outline, ownOutline, Section } from './sections';
import { clean } from './text';
import { TimelineReader } from './timeline';
import { readWhen } from './times';
import { readAnalysis } from './whys';
import { findZone } from './zones';

/**
 * Options of {@link parseMarkdown}.
 *
 * @public
 */
export type ParseMarkdownOptions = {
  /** The name of the file, for documents without a title. */
  fileName?: string;
  /** Entity refs that are affected besides those that the document names. */
  affectedSystems?: string[];
  /** The ids of the configured severities; default P1, P2 and P3. */
  severities?: string[];
  /** Makes the ids of list items that have none. */
  newId?: () => string;
};

/**
 * What {@link parseMarkdown} answers.
 *
 * @public
 */
export type ParsedMarkdown = {
  /** Valid for `postmortemInputSchema`. */
  document: PostmortemDocument;
  /** What a person should look at, by 1-based line, in order. */
  warnings: ImportWarning[];
};

const SEVERITIES = ['P1', 'P2', 'P3'];

/**
 * Reads a postmortem from Markdown: our own template without loss, and other
 * people's documents as far as they can be understood. What is not understood
 * is kept in `otherSections` and reported; nothing is dropped and nothing is
 * guessed silently. Never throws.
 *
 * @public
 */
export function parseMarkdown(
  text: string,
  options: ParseMarkdownOptions = {},
): ParsedMarkdown {
  const { lines, replaced } = clean(text);
  const front = readFrontMatter(lines);
  const human = parseHuman(lines, front, options);
  const { notes } = human;
  const document = human.own
    ? restore(human.document, front.ids, front.exact)
    : human.document;
  if (replaced.length > 0)
    notes.push({
      line: replaced[0],
      message: `characters that cannot be stored were replaced by U+FFFD, in ${replaced.length} ${replaced.length === 1 ? 'line' : 'lines'} from here on`,
    });
  const severities = options.severities;
  if (
    severities &&
    document.severity &&
    !severities.includes(document.severity)
  ) {
    notes.push({
      line: 0,
      message: `the severity ${document.severity} is not configured here and was left out`,
    });
    document.severity = null;
  }
  return { document, warnings: toWarnings(notes) };
}

/** More than this nobody reads; the last one says how many are left out. */
const MAX_WARNINGS = 1000;

function toWarnings(notes: Note[]): ImportWarning[] {
  const all = notes
    .map(({ line, message }) => ({ line: line + 1, message }))
    .sort((a, b) => a.line - b.line);
  const rest = all.slice(MAX_WARNINGS);
  return rest.length === 0
    ? all
    : [
        ...all.slice(0, MAX_WARNINGS),
        { line: rest[0].line, message: `and ${rest.length} more from here on` },
      ];
}

/** Reads what a person sees; {@link restore} adds the rest. */
export function parseHuman(
  lines: readonly string[],
  front: FrontMatter,
  options: ParseMarkdownOptions,
) {
  const own = isOwn(lines, front.end);
  const draft = new Draft(lines, own, options.newId ?? randomId);
  const fieldOptions = { severities: options.severities ?? SEVERITIES };
  putFrontMatter(draft, front, fieldOptions);
  // Empty lines in place of the front matter keep all line numbers.
  const body = lines.map((line, index) => (index < front.end ? '' : line));
  const blocks = readBlocks(body);
  const outline = own
    ? ownOutline(blocks, lines.length)
    : foreignOutline(blocks, lines.length);
  new Reader(draft, outline, fieldOptions).read(options.fileName);
  putList(draft, 'affectedSystems', options.affectedSystems ?? [], {
    label: 'Affected systems',
    line: 0,
  });
  const document = toDocument(draft, draft.fields.title ?? '');
  return { document, notes: draft.notes, own };
}

/** Whether we wrote it, or somebody after our example. */
function isOwn(lines: readonly string[], from: number): boolean {
  const heading = lines.indexOf('## Incident Summary', from);
  return (
    heading >= 0 &&
    lines
      .slice(heading + 1, heading + 4)
      .some(line => line.startsWith('- **Title:**'))
  );
}

class Reader {
  constructor(
    private readonly draft: Draft,
    private readonly outline: Outline,
    private readonly options: FieldOptions,
  ) {}

  read(fileName: string | undefined) {
    const { draft } = this;
    const { sections, title } = this.outline;
    if (title && isTitle(title.text)) {
      if (!draft.fields.title) draft.fields.title = title.text;
      else if (draft.fields.title !== title.text)
        draft.keepSection(title.text, '', title.line);
    }
    const of = (...kinds: Array<Section['kind']>) =>
      sections.filter(({ kind }) => kinds.includes(kind));
    this.#ownZone(of('timeline'));
    of('intro').forEach(section =>
      this.#intro(section, of('summary').length > 0),
    );
    of('summary', 'details').forEach(section => this.#fields(section));
    of('stats').forEach(section => this.#stats(section));
    if (!draft.fields.title) this.#fallbackTitle(fileName);
    if (!draft.day) draft.day = readWhen(fileName ?? '')?.day;
    this.#timeline(of('timeline'));
    for (const section of sections) this.#section(section);
    this.#winter();
  }

  /** In our own template the zone is named above the table, by its full name. */
  #ownZone(timelines: Section[]) {
    const { draft } = this;
    if (!draft.own || draft.zoneNamed) return;
    for (const { blocks } of timelines)
      for (const { type, text } of blocks) {
        const zone =
          type === 'paragraph' && /^All times in (\S{1,64})\.$/.test(text)
            ? findZone(text)
            : undefined;
        if (zone) {
          draft.zone = zone;
          draft.zoneNamed = true;
          return;
        }
      }
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
    if (hasSummary || this.draft.own || this.draft.fields.summary) {
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
    if (!this.draft.own)
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

  #timeline(sections: Section[]) {
    const { draft } = this;
    const reader = new TimelineReader(draft);
    for (const { heading, line, blocks } of sections) {
      const zone = draft.own ? undefined : findZone(heading);
      if (zone) reader.setZone(zone, line);
      reader.read(blocks);
    }
    const first = reader.entries.find(({ at }) => at);
    if (!draft.own && first && !draft.zoneNamed)
      draft.warn(
        first.line,
        'no time zone is named; times without one were read as UTC',
      );
    // The zone may be the one that a Date/Time field names.
    draft.fields.timeZone ??= draft.zone.name;
    putInstants(draft, reader.entries);
    draft.fields.timeline = reader.entries.map(
      ({ line, guessed, ...entry }) => entry,
    );
  }

  #section(section: Section) {
    const { draft } = this;
    const { kind, heading, blocks } = section;
    const text = draft.source(section.start, section.end);
    switch (kind) {
      case 'impact':
      case 'rootCause':
      case 'trigger':
      case 'lessonsLearned':
        if (text && text !== '-' && !this.#isPlaceholder(text, section.start))
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
    if (this.draft.own) return false;
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

  #keep({ heading, line }: Section, text: string) {
    const { draft } = this;
    if (!draft.own && (!text || text === '-')) return;
    draft.keepSection(heading, text, line);
    if (!draft.own)
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

/** Whether a first heading is the title of an incident. */
function isTitle(text: string): boolean {
  return (
    text !== '' && !isGenericTitle(text) && !/^incident title$/i.test(text)
  );
}
