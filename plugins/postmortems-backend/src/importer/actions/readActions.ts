// SPDX-License-Identifier: Apache-2.0

import {
  ActionItem,
  ActionItemPurpose,
  actionItemSchema,
  ActionItemStatus,
  isPlaceholder,
  join,
  LIMITS,
} from 'backstage-plugin-postmortems-common';
import {
  Column,
  dueHint,
  dueIn,
  ownerHint,
  purposeNamed,
  readColumns,
  readVerified,
  readMarker,
  readStatus,
  refIn,
  saysDue,
  WANTED,
} from './actionCells';
import { readActionLabels, readMark } from './actionMarks';
import { Block, Item, readItems, readRows } from '../text/blocks';
import { Draft } from '../Draft';
import { plainName } from '../vocabulary/headings';
import { readWhen } from '../time/times';

const REST = 'Action items: notes';

class ActionReader {
  readonly #draft: Draft;
  readonly #items: ActionItem[];
  /** The words of a heading between the items, and what it says of them. */
  #group = '';
  #purpose: ActionItemPurpose | null = null;
  /** That heading, until an item has come below it. */
  #open: Block | undefined;

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
    this.#endGroup();
  }

  #heading(block: Block) {
    this.#endGroup();
    this.#purpose = purposeNamed(block.text) ?? null;
    this.#group = this.#purpose ? '' : block.text;
    this.#open = block;
  }

  /** Keeps a heading that no item has taken for its group. */
  #endGroup() {
    const heading = this.#open;
    this.#open = undefined;
    if (heading)
      this.#keep(this.#draft.source(heading.start, heading.end), heading.start);
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
    this.#endGroup();
    this.#draft.keep(REST, text, line, '\n\n');
    this.#draft.warn(line, `is not an action item and is kept under "${REST}"`);
  }

  #add(item: Partial<ActionItem>) {
    this.#open = undefined;
    this.#items.push({
      ...actionItemSchema.parse({ id: this.#draft.newId() }),
      purpose: this.#purpose,
      ...item,
    });
  }

  #list(list: Block) {
    for (const item of readItems(list, this.#draft.lines)) {
      const { start } = item.block;
      if (this.#isFull(start, list.end)) return;
      const { item: fields, text, unread } = this.#labels(item);
      this.#listItem(text, start, fields, unread);
    }
  }

  /** Reads the lines of an item that name its fields; answers the others. */
  #labels(entry: Item) {
    const item: Partial<ActionItem> = {};
    const taken = new Set<number>();
    const unread = new Set<Column>();
    for (const { column, value, start, end } of readActionLabels(entry)) {
      if (this.#cell(item, column, value))
        for (let line = start; line < end; line++) taken.add(line);
      else {
        unread.add(column);
        this.#staysIn(column, value, entry.block.start + start);
      }
    }
    const text = join(entry.lines.filter((_, index) => !taken.has(index)));
    return { item, text, unread };
  }

  /** Reports a value that has a column and does not fit it. */
  #staysIn(column: Column, value: string, line: number) {
    this.#draft.warn(
      line,
      `"${value.slice(0, 100)}" is not ${WANTED[column]}; it stays in the description`,
    );
  }

  #listItem(
    text: string,
    line: number,
    fields: Partial<ActionItem> = {},
    /** Columns whose values stay in the text, which was said. */
    unread = new Set<Column>(),
  ) {
    const box = /^\\?\[([ xX])\\?\](?=\s|$)\s*/.exec(text);
    const rest = box ? text.slice(box[0].length) : text;
    const words = [fields.description, rest].filter(Boolean).join('\n');
    if (!words || isPlaceholder(words)) return;
    const mark = readMark(words);
    let boxed: ActionItemStatus | undefined;
    if (box) boxed = box[1] === ' ' ? 'open' : 'done';
    if (boxed === 'open' && mark.status === 'done') mark.doubt = '[ ]';
    const status = fields.status ?? boxed ?? mark.status ?? 'open';
    const owner = fields.owner ?? refIn(words);
    const due = fields.dueDate ?? dueIn(words);
    const item = words.split('\n', 1)[0].slice(0, 200);
    // What looks like a date is only understood together with the whole item.
    const hint =
      (owner || unread.has('owner') ? undefined : ownerHint(words)) ??
      (!due && !unread.has('dueDate') && dueHint(words) ? item : undefined);
    if (hint)
      this.#draft.warn(
        line,
        `"${hint}" may name an owner or a date; it stays in the description`,
      );
    if (mark.doubt && !fields.status && boxed !== 'done')
      this.#draft.warn(
        line,
        `"${mark.doubt}" may say that this is done or will not be; it was read as open`,
      );
    const isStated = fields.dueDate !== undefined || saysDue(words);
    if (due && status === 'done' && !isStated)
      this.#draft.warn(
        line,
        `"${item}": ${due} was taken as the day when it was due, and may be the one when it was done`,
      );
    this.#add({
      ...fields,
      description: this.#group ? `${this.#group}: ${words}` : words,
      status,
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
          this.#staysIn(column, cell, line);
        }
      });
      const marked = cells.map(readMarker).findLast(Boolean);
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
      item.description = item.description
        ? `${item.description}\n\n${cell}`
        : cell;
      return true;
    }
    if (column === 'status') return readStatus(item, cell);
    if (column === 'purpose') {
      const purpose = purposeNamed(cell);
      if (purpose) item.purpose = purpose;
      return !!purpose;
    }
    if (column === 'verified') return readVerified(item, cell);
    if (column === 'dueDate' || column === 'verifyOn') {
      const when = readWhen(cell);
      if (!when?.day || when.problem || when.length < cell.length) return false;
      item[column] = when.day;
      return true;
    }
    const isUrl = column === 'ticketUrl' || column === 'evidenceUrl';
    const value = isUrl
      ? (/^(?:\[[^\]]{0,200}\]\()?<?(https?:\/\/[^\s<>()]{1,2000})>?\)?$/.exec(
          cell,
        )?.[1] ?? cell)
      : cell;
    const result = shape[column].safeParse(value);
    if (!result.success || !result.data || item[column]) return false;
    Object.assign(item, { [column]: result.data });
    // A link's own words are kept beside it.
    return !(isUrl && cell.startsWith('[') && !cell.startsWith(`[${value}]`));
  }
}

/** Reads the blocks of a section of action items. */
export function readActions(draft: Draft, blocks: readonly Block[]) {
  new ActionReader(draft).read(blocks);
}
