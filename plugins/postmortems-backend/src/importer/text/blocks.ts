// SPDX-License-Identifier: Apache-2.0

import MarkdownIt from 'markdown-it';
import { splitRow } from 'backstage-plugin-postmortems-common';

type Token = ReturnType<MarkdownIt['parse']>[number];

/**
 * The block structure of a Markdown text. Inline syntax is left alone: what
 * is kept of a document is its source, cut at the lines where blocks end.
 */
export type Block = {
  type:
    | 'heading'
    | 'paragraph'
    | 'list'
    | 'ordered'
    | 'item'
    | 'quote'
    | 'table'
    | 'code'
    | 'html'
    | 'rule';
  /** The first line, and the line after the last, from 0. */
  start: number;
  end: number;
  /** 1 to 6, of a heading. */
  level: number;
  /** Of headings and paragraphs: their text. */
  text: string;
  children: Block[];
};

/** How deep quotes are read; deeper ones are text, which is what is kept. */
const MAX_QUOTES = 10;
const DEEP_QUOTE = new RegExp(`^ {0,3}(?:> ?){${MAX_QUOTES}}`);

function createParser() {
  const parser = new MarkdownIt('default', { html: true });
  // A list is two levels: 50 lists in each other are read, deeper ones are
  // text. Link references stay paragraphs, so that they are kept.
  Object.assign(parser.options, { maxNesting: 104 });
  parser.block.ruler.disable('reference');
  parser.core.ruler.enableOnly(['block']);
  // Each block of the top level is taken as soon as it is read: a million
  // tokens that live until the end are slow to collect.
  parser.block.ruler.before('table', 'take', ({ level, tokens, env }) => {
    if (level === 0) (env as BlockTree).take(tokens.splice(0));
    return false;
  });
  return parser;
}

const parser = createParser();
const withoutQuotes = createParser();
withoutQuotes.block.ruler.disable('blockquote');

const TYPES: Record<string, Block['type']> = {
  heading_open: 'heading',
  paragraph_open: 'paragraph',
  bullet_list_open: 'list',
  ordered_list_open: 'ordered',
  list_item_open: 'item',
  blockquote_open: 'quote',
  table_open: 'table',
  fence: 'code',
  code_block: 'code',
  html_block: 'html',
  hr: 'rule',
};

/** Makes blocks of tokens. */
class BlockTree {
  readonly root: Block[] = [];
  readonly #open: Array<Block | undefined> = [];

  take(tokens: readonly Token[]) {
    for (const token of tokens) this.#take(token);
  }

  #take(token: Token) {
    const parent = this.#open.findLast(block => block !== undefined);
    if (token.type === 'inline' && parent && parent.type !== 'table')
      parent.text = token.content;
    const type = TYPES[token.type];
    const block: Block | undefined =
      type && token.map && parent?.type !== 'table'
        ? {
            type,
            start: token.map[0],
            end: token.map[1],
            level: type === 'heading' ? Number(token.tag.slice(1)) : 0,
            text: '',
            children: [],
          }
        : undefined;
    if (block) (parent ? parent.children : this.root).push(block);
    if (token.nesting === 1) this.#open.push(block);
    else if (token.nesting === -1) this.#open.pop();
  }
}

/** Reads the blocks of lines that hold no carriage return and no NUL. */
export function readBlocks(lines: readonly string[]): Block[] {
  const used = lines.some(line => DEEP_QUOTE.test(line))
    ? withoutQuotes
    : parser;
  const tree = new BlockTree();
  tree.take(used.parse(lines.join('\n'), tree));
  return tree.root;
}

/** Cuts up to `width` columns of leading space off every line. */
export function dedent(lines: readonly string[], width: number): string[] {
  return lines.map(line => {
    const blank = /^[ \t]*/.exec(line)![0];
    const space = blank.includes('\t') ? expandTabs(blank) : blank;
    return space.slice(width) + line.slice(blank.length);
  });
}

function expandTabs(blank: string): string {
  let result = '';
  for (const char of blank)
    result += char === '\t' ? ' '.repeat(4 - (result.length % 4)) : ' ';
  return result;
}

/** A list item without its marker. */
export type Item = {
  block: Block;
  /** Its lines from `block.start` on, without marker and indentation. */
  lines: string[];
};

const MARKER = /^([-*+]|\d{1,9}[.)])( {1,4}(?! )| (?= )|$)/;

/**
 * The items of a list, given the lines of what holds it.
 *
 * @param first - the line of the document that `lines` begin with
 */
export function readItems(
  list: Block,
  lines: readonly string[],
  first = 0,
): Item[] {
  return list.children.map(block => {
    const own = lines.slice(block.start - first, block.end - first);
    const head = dedent(own.slice(0, 1), 0)[0] ?? '';
    const indent = head.length - head.trimStart().length;
    const text = head.trimStart();
    const marker = MARKER.exec(text)?.[0] ?? '';
    const rest = dedent(
      own.slice(1),
      indent + (marker.trimEnd() === text ? marker.length + 1 : marker.length),
    );
    return { block, lines: [text.slice(marker.length), ...rest] };
  });
}

/**
 * The rows of a table, the header first. Cells beyond the header are kept,
 * which Markdown would drop.
 */
export function readRows(
  table: Block,
  lines: readonly string[],
): Array<{ line: number; cells: string[] }> {
  return lines
    .slice(table.start, table.end)
    .map((text, index) => ({
      line: table.start + index,
      cells: splitRow(text),
    }))
    .filter(({ line }) => line !== table.start + 1);
}
