// SPDX-License-Identifier: Apache-2.0

import {
  ImportWarning,
  LIMITS,
  newId as randomId,
  PostmortemDocument,
} from '../model';
import { readBlocks } from './text/blocks';
import { Draft, Note } from './Draft';
import { isOnlyText, restore } from '../template/exact';
import {
  FrontMatter,
  putFrontMatter,
  readFrontMatter,
} from './frontMatter/frontMatter';
import { toDocument } from './toDocument';
import { fromJira } from './text/jira';
import { Reader } from './Reader';
import { foreignOutline, ownOutline } from './sections';
import { clean, storable } from './text/text';
import { unfold, withHeadings } from './text/unmarked';
import { matchSeverity, putList } from './fields/values';
import { restrictions } from './frontMatter/visibility';

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
  const human = parseHuman(lines, front, options);
  const notes = human.notes.map(({ line, message }) => ({
    line: jira?.origin[line] ?? line,
    message,
  }));
  const document = human.own
    ? restore(human.document, front.ids, front.exact)
    : human.document;
  restrict(document, notes, {
    lines: written,
    front,
    exact: human.own ? front.exact : undefined,
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
  const asked = restrictions(lines, front);
  if (asked.length === 0 || isOnlyText(asked, exact)) return;
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
      message: `the draft is restricted, since it may have been meant to be: ${asked[0].slice(0, 100)}`,
    });
}

function lineOf(lines: readonly string[], words: RegExp): number {
  return Math.max(
    0,
    lines.findIndex(line => words.test(line)),
  );
}

/** A severity of another portal is a word and no severity here. */
function checkSeverity(
  document: PostmortemDocument,
  notes: Note[],
  { severities = [], newId = randomId }: ParseMarkdownOptions,
) {
  const { severity, otherSections } = document;
  if (severity === null || severities.includes(severity)) return;
  const match = matchSeverity(severity, severities);
  document.severity = match?.id ?? null;
  // With all sections in use, the warning has to do.
  if (otherSections.length < LIMITS.otherSections)
    document.otherSections = [
      ...otherSections,
      { id: newId(), heading: 'Severity', body: severity },
    ];
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
  const blocks = readBlocks(own ? body : withHeadings(body));
  const outline = own
    ? ownOutline(blocks, lines.length)
    : foreignOutline(blocks, lines.length);
  new Reader(draft, outline, fieldOptions).read(
    options.fileName && storable(options.fileName),
  );
  const affected = options.affectedSystems?.map(storable) ?? [];
  putList(draft, 'affectedSystems', affected, {
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
