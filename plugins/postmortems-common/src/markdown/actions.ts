import {
  ActionItem,
  ActionItemPurpose,
  actionItemSchema,
  LIMITS,
} from '../model';
import {
  Column,
  dueHint,
  dueIn,
  ownerHint,
  purposeNamed,
  readColumns,
  readMarker,
  readStatus,
  refIn,
  saysDue,
  WANTED,
} from './actionCells';
import { Block, readItems, readRows } from './blocks';
import { Draft } from './Draft';
import { plainName } from './headings';
import { isPlaceholder } from './labels';
import { join } from './text';
import { readWhen } from './times';

const REST = 'Action items: notes';

class ActionReader {
  readonly #draft: Draft;
  readonly #items: ActionItem[];
  /** The words of a heading between the items, and what it says of them. */
  #group = '';
  #purpose: ActionItemPurpose | null = null;

  constructor(draft: Draft) {
    this.#draft = draft;
    this.#items = draft.fields.actionItems ??= [];
  }

  read(blocks: readonly Block[]) {
    for (const block of blocks) {
      if (block.type === 'table') this.#table(block);
      else if (block.type === 'list' || block.type === 'ordered')
        this.#list(block);
      else if (block.type === 'heading') this.#heading(block);
      else if (block.type !== 'rule') this.#other(block);
    }
  }

  #heading({ text }: Block) {
    this.#purpose = purposeNamed(text) ?? null;
    this.#group = this.#purpose ? '' : text;
  }

  #other(block: Block) {
    const text = this.#draft.source(block.start, block.end);
    const none = /^No action items:\s+([^]+)$/i.exec(text);
    if (
      none &&
      none[1].length <= LIMITS.item &&
      !this.#draft.fields.noActionReason
    ) {
      this.#draft.fields.noActionReason = none[1];
      return;
    }
    if (isPlaceholder(text)) return;
    this.#keep(text, block.start);
  }

  /** Keeps what is beyond the limit, from a line of a block on. */
  #isFull(line: number, end: number): boolean {
    if (this.#items.length < LIMITS.actionItems) return false;
    const heading = 'Action items: continued';
    this.#draft.keep(heading, this.#draft.source(line, end), line);
    this.#draft.warn(
      line,
      `there are at most ${LIMITS.actionItems} action items; the rest is kept under "${heading}"`,
    );
    return true;
  }

  #keep(text: string, line: number) {
    this.#draft.keep(REST, text, line);
    if (!this.#draft.own)
      this.#draft.warn(
        line,
        `is not an action item and is kept under "${REST}"`,
      );
  }

  #add(item: Partial<ActionItem>) {
    this.#items.push({
      ...actionItemSchema.parse({ id: this.#draft.newId() }),
      purpose: this.#purpose,
      ...item,
    });
  }

  #list(list: Block) {
    for (const { block, lines } of readItems(list, this.#draft.lines)) {
      if (this.#isFull(block.start, list.end)) return;
      this.#listItem(join(lines), block.start);
    }
  }

  #listItem(text: string, line: number) {
    const box = /^\[([ xX])\](?=\s|$)\s*/.exec(text);
    const words = box ? text.slice(box[0].length) : text;
    if (!words || isPlaceholder(words)) return;
    const done = box
      ? box[1] !== ' '
      : /\((?:done|completed|fixed)\)[.\s]*$/i.test(words.slice(-40));
    const owner = refIn(words);
    const due = dueIn(words);
    const item = words.split('\n', 1)[0].slice(0, 200);
    // What looks like a date is only understood together with the whole item.
    const hint =
      (owner ? undefined : ownerHint(words)) ??
      (!due && dueHint(words) ? item : undefined);
    if (hint)
      this.#draft.warn(
        line,
        `"${hint}" may name an owner or a date; it stays in the description`,
      );
    if (due && done && !this.#draft.own && !saysDue(words))
      this.#draft.warn(
        line,
        `"${item}": ${due} was taken as the day when it was due, and may be the one when it was done`,
      );
    this.#add({
      description: this.#group ? `${this.#group}: ${words}` : words,
      status: done ? 'done' : 'open',
      ...(owner && { owner }),
      ...(due && { dueDate: due }),
    });
  }

  #table(table: Block) {
    const [header, ...rows] = readRows(table, this.#draft.lines);
    const columns = readColumns(header.cells);
    for (const { line, cells } of rows) {
      if (this.#isFull(line, table.end)) return;
      const item: Partial<ActionItem> = {};
      const more: string[] = [];
      const keep = (index: number, cell: string) =>
        more.push(
          header.cells[index] ? `${header.cells[index]}: ${cell}` : cell,
        );
      cells.forEach((cell, index) => {
        const column = columns[index];
        if (!cell || isPlaceholder(cell)) return;
        if (!column) {
          if (
            !/^#?\d{1,4}\.?$/.test(cell) ||
            plainName(header.cells[index] ?? '') !== ''
          )
            keep(index, cell);
        } else if (!this.#cell(item, column, cell)) {
          keep(index, cell);
          this.#draft.warn(
            line,
            `"${cell.slice(0, 100)}" is not ${WANTED[column]}; it stays in the description`,
          );
        }
      });
      const marked = this.#draft.own
        ? undefined
        : cells.map(readMarker).findLast(Boolean);
      if (marked) item.status ??= marked;
      if (this.#group && Object.keys(item).length > 0)
        item.description = `${this.#group}: ${item.description ?? ''}`;
      // A row that only has a status is an empty row of the template.
      const filled = Object.keys(item).some(key => key !== 'status');
      if (filled || more.length > 0) {
        item.description = [item.description, more.join('\n')]
          .filter(Boolean)
          .join('\n\n');
        this.#add(item);
      }
    }
  }

  /** Puts a cell into its field; `false` when it does not fit. */
  #cell(item: Partial<ActionItem>, column: Column, cell: string): boolean {
    const { shape } = actionItemSchema;
    if (column === 'description') {
      const text = this.#draft.own ? cell.replace(/<br>/g, '\n') : cell;
      item.description = item.description
        ? `${item.description}\n\n${text}`
        : text;
      return true;
    }
    if (column === 'status') return readStatus(item, cell, this.#draft.own);
    if (column === 'purpose') {
      const purpose = purposeNamed(cell);
      if (purpose) item.purpose = purpose;
      return !!purpose;
    }
    if (column === 'dueDate') {
      const when = readWhen(cell);
      if (!when?.day || when.problem || when.length < cell.length) return false;
      item.dueDate = when.day;
      return true;
    }
    const value =
      column === 'ticketUrl'
        ? (/^(?:\[[^\]]{0,200}\]\()?<?(https?:\/\/[^\s<>()]{1,2000})>?\)?$/.exec(
            cell,
          )?.[1] ?? cell)
        : cell;
    const result = shape[column].safeParse(value);
    if (!result.success || item[column]) return false;
    Object.assign(item, { [column]: result.data });
    // A link's own words are kept beside it.
    return !(
      column === 'ticketUrl' &&
      cell.startsWith('[') &&
      !cell.startsWith(`[${value}]`)
    );
  }
}

/** Reads the blocks of a section of action items. */
export function readActions(draft: Draft, blocks: readonly Block[]) {
  new ActionReader(draft).read(blocks);
}
