// SPDX-License-Identifier: Apache-2.0

import { isPlaceholder, join, Why } from 'backstage-plugin-postmortems-common';
import { Block, Item, readItems } from '../text/blocks';
import { Draft } from '../Draft';
import { plainName } from '../vocabulary/headings';
import { readLabel } from '../vocabulary/labels';
import {
  addAsked,
  isNumberedWhy,
  MAX_DEPTH,
  readAsked,
  readAskedRows,
  splitSentence,
} from './whyForms';

const MAX_WHYS = 200;
const EVIDENCE = /^\[Evidence\]\(<?([^\s<>]{1,2000}?)>?\)$/i;

/**
 * Reads the blocks of a root cause analysis: the whys, the root cause and the
 * trigger. What is none of these goes to the root cause when no label names
 * one, and is kept otherwise.
 */
export function readAnalysis(
  draft: Draft,
  blocks: readonly Block[],
  heading: string,
) {
  const whys = (draft.fields.whys ??= []);
  const isWhys = /\bwhys?$|\bwhys analysis$/.test(plainName(heading));
  // One question that begins a text, without a number, is a part of it.
  const asking = blocks.filter(block => readAsked(block).length > 0);
  const asksOften =
    isWhys ||
    asking.length > 1 ||
    asking.some(({ text }) => isNumberedWhy(text));
  const rest: Array<{ text: string; line: number }> = [];
  const labelled = { rootCause: '', trigger: '' };
  let field: 'rootCause' | 'trigger' | undefined;
  /** A why whose answer is below it: all there is below a heading. */
  let open: { why: Why; heading: boolean; answers: string[] } | undefined;
  const close = () => {
    if (open)
      open.why.answer = [open.why.answer, ...open.answers]
        .filter(Boolean)
        .join('\n\n');
    open = undefined;
  };
  for (const block of blocks) {
    const text = draft.source(block.start, block.end);
    if (block.type === 'rule' && !field) continue;
    const found = block.type === 'paragraph' ? causeLabel(text) : undefined;
    const questions = field || !asksOften ? [] : readAsked(block);
    if (found || block.type === 'heading' || questions.length > 0) close();
    if (found && !labelled[found.field]) {
      field = found.field;
      labelled[field] = found.value;
    } else if (field) {
      // What follows a label belongs to it, with the empty lines between.
      labelled[field] = labelled[field]
        ? `${labelled[field]}\n\n${text}`
        : text;
    } else if (questions.length > 0 && !isChain(block, text)) {
      for (const question of questions) {
        const why = addAsked(draft, whys, question);
        open = why && { why, heading: block.type === 'heading', answers: [] };
      }
    } else if (
      open &&
      (open.heading || (!open.why.answer && open.answers.length === 0))
    ) {
      open.answers.push(text);
    } else if (isPlaceholder(text)) {
      draft.warn(
        block.start,
        `"${text}" is a part of the template and was left out`,
      );
    } else if (isChain(block, text)) {
      const left = readChain(draft, text.split('\n'), whys);
      for (const line of left) {
        const cause = causeLabel(line);
        if (cause) labelled[cause.field] ||= cause.value;
        else rest.push({ text: line, line: block.start });
      }
    } else if (!readWhys(draft, block, whys, isWhys)) {
      rest.push({ text, line: block.start });
    }
  }
  close();
  if (labelled.rootCause) draft.addText('rootCause', labelled.rootCause);
  if (labelled.trigger) draft.addText('trigger', labelled.trigger);
  for (const { text, line } of rest) {
    if (!labelled.rootCause && whys.length === 0) {
      draft.addText('rootCause', text);
    } else {
      draft.keep(`${heading}: notes`, text, line);
      draft.warn(line, `is not a why and is kept under "${heading}: notes"`);
    }
  }
}

function isChain({ type }: Block, text: string): boolean {
  return type === 'paragraph' && /^[ \t]*(?:→|->|=>)/m.test(text);
}

function causeLabel(text: string) {
  const labelled = readLabel(text);
  if (!labelled) return undefined;
  const name = plainName(labelled.label);
  if (/^(?:root )?causes?$/.test(name))
    return { field: 'rootCause' as const, value: labelled.value };
  if (name === 'trigger')
    return { field: 'trigger' as const, value: labelled.value };
  return undefined;
}

const isList = (block: Block) => block.type === 'list';
const isOrdered = (block: Block) => block.type === 'ordered';

/** Reads one block as whys; `false` when it holds none. */
function readWhys(
  draft: Draft,
  block: Block,
  whys: Why[],
  /** Whether the heading says that these are whys. */
  isWhys: boolean,
): boolean {
  const { lines } = draft;
  if (block.type === 'list' || block.type === 'ordered') {
    const items = readItems(block, lines);
    if (!isWhys && !items.every(item => isWhy(join(item.lines)))) return false;
    const nested = items.some(item =>
      item.block.children.some(list => isList(list) || isOrdered(list)),
    );
    let parent: string | null = whys.at(-1)?.id ?? null;
    for (const item of items) {
      const id = nested
        ? addNested(draft, item, null, whys, 1)
        : addNested(draft, item, parent, whys, whys.length + 1);
      // A flat list asks each why about the answer before it.
      if (!nested) parent = id;
    }
    return true;
  }
  if (block.type === 'table') {
    const rows = readAskedRows(block, lines);
    rows.forEach(row => addAsked(draft, whys, row));
    return rows.length > 0;
  }
  return false;
}

function isWhy(text: string): boolean {
  return (
    /^[\s*_]*(?:why|what|how)\b[^\n]{0,2000}\?/i.test(text) ||
    /^[ \t]*(?:→|->|=>)/m.test(text) ||
    /^[\s*_]*why ?#?\d\b/i.test(text)
  );
}

/** Adds a list item and the whys nested in it; answers its id. */
function addNested(
  draft: Draft,
  { block, lines }: Item,
  parentId: string | null,
  whys: Why[],
  depth: number,
): string | null {
  const nested = block.children.filter(
    list =>
      isList(list) ||
      (isOrdered(list) &&
        readItems(list, lines, block.start).every(item =>
          isWhy(join(item.lines)),
        )),
  );
  const own = lines.filter((_, index) => {
    const line = block.start + index;
    return !nested.some(list => line >= list.start && line < list.end);
  });
  if (whys.length >= MAX_WHYS || depth > MAX_DEPTH) {
    draft.keep(
      'More whys',
      lines.map(line => `  ${line}`).join('\n'),
      block.start,
    );
    draft.warn(
      block.start,
      'is beyond the limit for whys and is kept under "More whys"',
    );
    return parentId;
  }
  const why = { id: draft.newId(), parentId, ...split(own) };
  whys.push(why);
  for (const list of nested)
    for (const item of readItems(list, lines, block.start))
      addNested(draft, item, why.id, whys, depth + 1);
  return why.id;
}

/** Splits the lines of a why into question, answer and evidence. */
function split(lines: readonly string[]) {
  const rest = [...lines];
  while (rest.length > 0 && rest.at(-1)!.trim() === '') rest.pop();
  const evidence = EVIDENCE.exec(rest.at(-1)?.trim() ?? '')?.[1] ?? '';
  if (evidence) rest.pop();
  const arrow = rest.findIndex(line => /^\s{0,3}(?:→|->|=>)/.test(line));
  if (arrow < 0) {
    const text = join(rest);
    const [question, answer] = splitSentence(text);
    return { question, answer, evidenceUrl: evidence };
  }
  const answer = join([
    rest[arrow].replace(/^\s*(?:→|->|=>) ?/, ''),
    ...rest.slice(arrow + 1),
  ]);
  return {
    question: join(rest.slice(0, arrow)),
    answer,
    evidenceUrl: evidence,
  };
}

/**
 * Lines in turn: a question, its answer behind an arrow, the next question.
 * Other lines between them are answered.
 */
function readChain(
  draft: Draft,
  lines: readonly string[],
  whys: Why[],
): string[] {
  const arrow = (line: string | undefined) =>
    /^\s{0,8}(?:→|->|=>) {0,3}(.*)$/.exec(line ?? '')?.[1].trim();
  const rest: string[] = [];
  let open: Why | undefined;
  lines.forEach((line, index) => {
    const answer = arrow(line);
    if (answer !== undefined && open) {
      open.answer = join([open.answer, answer]);
    } else if (
      // Each asks about the one before, so that their number is the depth.
      whys.length < MAX_DEPTH &&
      (answer !== undefined || arrow(lines[index + 1]) !== undefined)
    ) {
      open = {
        id: draft.newId(),
        parentId: whys.at(-1)?.id ?? null,
        question: answer === undefined ? line.trim() : '',
        answer: answer ?? '',
        evidenceUrl: '',
      };
      whys.push(open);
    } else {
      open = undefined;
      rest.push(line);
    }
    // The answer ends where the next line asks again.
    if (answer !== undefined && arrow(lines[index + 1]) === undefined)
      open = undefined;
  });
  return rest;
}
