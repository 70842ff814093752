// SPDX-License-Identifier: Apache-2.0

import {
  FrontMatter,
  ImportWarning,
  isOnlyText,
  isTemplate,
  LIMITS,
  newId as randomId,
  PostmortemDocument,
  readTemplate,
  restore,
  restrictions,
} from 'backstage-plugin-postmortems-common';
import { readBlocks } from './text/blocks';
import { Draft, Note } from './Draft';
import { putFrontMatter, readFrontMatter } from './frontMatter/frontMatter';
import { toDocument } from './toDocument';
import { fromJira } from './text/jira';
import { Reader } from './Reader';
import { foreignOutline } from './sections';
import { clean, storable } from './text/text';
import { unfold, withHeadings } from './text/unmarked';
import { matchSeverity, putList } from './fields/values';

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
  const { lines: written, replaced } = clean(text);
  const jira = fromJira(written);
  const lines = jira?.lines ?? unfold(written);
  const front = readFrontMatter(lines);
  const ours = readTemplate(lines, front, options.newId);
  const { document, notes } = ours
    ? withDuration(ours, lines, options)
    : readForeign(lines, front, options);
  addSystems(document, notes, options);
  for (const note of notes) note.line = jira?.origin[note.line] ?? note.line;
  restrict(document, notes, {
    lines: written,
    front,
    exact: isTemplate(lines, front.end) ? front.exact : undefined,
  });
  if (replaced.length > 0)
    notes.push({
      line: replaced[0],
      message: `characters that cannot be stored were replaced by U+FFFD, in ${replaced.length} ${replaced.length === 1 ? 'line' : 'lines'} from here on`,
    });
  if (options.severities) checkSeverity(document, notes, options);
  return { document, warnings: toWarnings(notes) };
}

/** Who may read a document is not left to what can be read of it. */
function restrict(
  document: PostmortemDocument,
  notes: Note[],
  from: { lines: readonly string[]; front: FrontMatter; exact: unknown },
) {
  const { lines, front, exact } = from;
  const restricting = restrictions(lines, front);
  if (restricting.length === 0 || isOnlyText(restricting, exact)) return;
  document.visibility = 'restricted';
  const [readers] = front.pairs.filter(([key]) => /^readers$/i.test(key));
  if (readers && document.readers.length === 0)
    notes.push({
      line: lineOf(lines, /readers/i),
      message:
        'the readers could not be read, so that only its author and those whom it names may read the draft',
    });
  if (front.broken || front.data.visibility !== 'restricted')
    notes.push({
      line: front.broken ? 0 : lineOf(lines, /visib|restrict|readers/i),
      message: `the draft is restricted, since it may have been meant to be: ${restricting[0].slice(0, 100)}`,
    });
}

function lineOf(lines: readonly string[], words: RegExp): number {
  return Math.max(
    0,
    lines.findIndex(line => words.test(line)),
  );
}

/**
 * Adds a section. With all of them in use, the warning has to do.
 *
 * @returns whether there was room
 */
function addSection(
  document: PostmortemDocument,
  section: PostmortemDocument['otherSections'][number],
  place: 'first' | 'last',
): boolean {
  const { otherSections } = document;
  if (otherSections.length >= LIMITS.otherSections) return false;
  document.otherSections =
    place === 'first'
      ? [section, ...otherSections]
      : [...otherSections, section];
  return true;
}

/** A severity of another portal is a word and no severity here. */
function checkSeverity(
  document: PostmortemDocument,
  notes: Note[],
  { severities = [], newId = randomId }: ParseMarkdownOptions,
) {
  const { severity } = document;
  if (severity === null || severities.includes(severity)) return;
  const match = matchSeverity(severity, severities);
  document.severity = match?.id ?? null;
  const section = { id: newId(), heading: 'Severity', body: severity };
  addSection(document, section, 'last');
  notes.push({
    line: 0,
    message: match
      ? `the severity "${severity}" was read as ${match.id}`
      : `the severity "${severity}" is not configured here and is kept under "Severity"`,
  });
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

/** Keeps the stated duration of a document whose times say another. */
function withDuration(
  { document, duration }: NonNullable<ReturnType<typeof readTemplate>>,
  lines: readonly string[],
  { newId = randomId }: ParseMarkdownOptions,
): { document: PostmortemDocument; notes: Note[] } {
  const notes: Note[] = [];
  if (duration === undefined) return { document, notes };
  notes.push({
    line: lineOf(lines, /^- \*\*Duration:/),
    message: 'this duration contradicts start and end',
  });
  const section = { id: newId(), heading: 'Duration', body: duration };
  if (addSection(document, section, 'first'))
    notes[0].message += '; it is kept under "Duration"';
  return { document, notes };
}

/** Reads a document that is not, or no longer, in our template to the letter. */
function readForeign(
  lines: readonly string[],
  front: FrontMatter,
  options: ParseMarkdownOptions,
): { document: PostmortemDocument; notes: Note[] } {
  const draft = new Draft(lines, options.newId ?? randomId);
  const fieldOptions = { severities: options.severities ?? SEVERITIES };
  putFrontMatter(draft, front, fieldOptions);
  // Empty lines in place of the front matter keep all line numbers.
  const body = lines.map((line, index) => (index < front.end ? '' : line));
  const outline = foreignOutline(readBlocks(withHeadings(body)), lines.length);
  new Reader(draft, outline, fieldOptions).read(
    options.fileName && storable(options.fileName),
  );
  const document = toDocument(draft, draft.fields.title ?? '');
  return {
    // What reads as it did when we wrote it is still that.
    document: isTemplate(lines, front.end)
      ? restore(document, front.ids, front.exact)
      : document,
    notes: draft.notes,
  };
}

/** Adds the systems that the caller names; keeps what is not an entity ref. */
function addSystems(
  document: PostmortemDocument,
  notes: Note[],
  { affectedSystems = [], newId = randomId }: ParseMarkdownOptions,
) {
  const draft = new Draft([], newId);
  draft.fields.affectedSystems = document.affectedSystems;
  putList(draft, 'affectedSystems', affectedSystems.map(storable), {
    label: 'Affected systems',
    line: 0,
  });
  document.affectedSystems = draft.fields.affectedSystems;
  notes.push(...draft.notes);
  for (const { heading, body } of draft.kept)
    addSection(document, { id: newId(), heading, body }, 'first');
}
