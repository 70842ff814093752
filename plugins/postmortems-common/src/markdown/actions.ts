import {
  ActionItem,
  ActionItemPurpose,
  actionItemPurposeSchema,
  actionItemSchema,
  actionItemStatusSchema,
  ActionItemStatus,
  LIMITS,
} from '../model';
import { Block, readItems, readRows } from './blocks';
import { Draft } from './Draft';
import { plainName } from './headings';
import { isPlaceholder } from './labels';
import { join } from './text';
import { readWhen } from './times';

const REST = 'Action items: notes';

const COLUMNS: Array<[Column, RegExp]> = [
  ['status', /^(?:status|state|progress|done)\b/],
  [
    'owner',
    /^(?:owners?|assignees?|assigned(?: to)?|responsible|who|dri|lead|accountable)\b/,
  ],
  [
    'dueDate',
    /^(?:due|due date|deadline|date|target date|target|by when|when|eta|completion date)\b/,
  ],
  [
    'ticketUrl',
    /^(?:tickets?|issues?|links?|bugs?|jira|tracking|url|reference|tracker|ticket link)\b/,
  ],
  ['purpose', /^(?:purpose|type|category|kind)\b/],
  [
    'description',
    /^(?:actions?|action items?|descriptions?|items?|tasks?|what|todo|summary|follow up|title|improvement)\b/,
  ],
];
type Column =
  'description' | 'owner' | 'dueDate' | 'status' | 'purpose' | 'ticketUrl';

/** The words of others for our states. */
const STATUSES: Record<string, ActionItemStatus> = {
  'to do': 'open',
  todo: 'open',
  new: 'open',
  'not started': 'open',
  planned: 'open',
  pending: 'open',
  backlog: 'open',
  accepted: 'open',
  doing: 'in-progress',
  started: 'in-progress',
  ongoing: 'in-progress',
  wip: 'in-progress',
  'in progress': 'in-progress',
  complete: 'done',
  completed: 'done',
  closed: 'done',
  finished: 'done',
  fixed: 'done',
  resolved: 'done',
  yes: 'done',
  '✅': 'done',
  '✓': 'done',
  'won’t do': 'wont-do',
  "won't do": 'wont-do',
  wontfix: 'wont-do',
  "won't fix": 'wont-do',
  rejected: 'wont-do',
  cancelled: 'wont-do',
  canceled: 'wont-do',
};

const PURPOSES: Record<string, ActionItemPurpose> = {
  prevention: 'prevent',
  preventive: 'prevent',
  preventative: 'prevent',
  detection: 'detect',
  monitoring: 'detect',
  mitigation: 'mitigate',
  repairs: 'repair',
  fix: 'repair',
  processes: 'process',
};

/** Reads the blocks of a section of action items. */
export function readActions(draft: Draft, blocks: readonly Block[]) {
  new ActionReader(draft).read(blocks);
}

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
    const hint =
      (owner ? undefined : ownerHint(words)) ??
      (due ? undefined : dueHint(words));
    if (hint)
      this.#draft.warn(
        line,
        `"${hint}" may name an owner or a date; it stays in the description`,
      );
    this.#add(
      {
        description: this.#group ? `${this.#group}: ${words}` : words,
        status: done ? 'done' : 'open',
        ...(owner && { owner }),
        ...(due && { dueDate: due }),
      },
    );
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

const WANTED: Record<Column, string> = {
  description: 'a description',
  owner: 'an entity ref like user:default/name',
  dueDate: 'a date that can be read in one way only',
  status: 'a known status',
  purpose: 'a known purpose',
  ticketUrl: 'only an address',
};

function readColumns(header: readonly string[]): Array<Column | undefined> {
  const taken = new Set<Column>();
  const result: Array<Column | undefined> = header.map(cell => {
    const name = plainName(cell);
    const column = COLUMNS.find(
      ([key, pattern]) => !taken.has(key) && pattern.test(name),
    )?.[0];
    if (column) taken.add(column);
    return column;
  });
  if (!taken.has('description')) {
    const free = result.findIndex(
      (column, index) =>
        !column && !/^(?:#|no|nr|id|number)?$/.test(plainName(header[index])),
    );
    if (free >= 0) result[free] = 'description';
  }
  return result;
}

/** `done 2026-01-31`, `wont-do: reason`, `In progress`. */
function readStatus(
  item: Partial<ActionItem>,
  cell: string,
  own: boolean,
): boolean {
  const reason =
    /^(?:wont-do|won['’]t do|won['’]t fix)\s*[:–—-]\s*([^]+)$/i.exec(cell);
  if (reason) {
    item.status = 'wont-do';
    item.wontDoReason = own ? reason[1].replace(/<br>/g, '\n') : reason[1];
    return true;
  }
  const done =
    /^(?:done|completed|closed|fixed)[\s:(]+(?:on )?(\d{4}-\d{2}-\d{2})\)?$/i.exec(
      cell,
    );
  const when = done && readWhen(done[1]);
  if (when?.day) {
    item.status = 'done';
    // Only the day is written: its middle is right in most time zones.
    item.doneAt = `${when.day}T12:00:00.000Z`;
    return true;
  }
  const name = cell.toLocaleLowerCase('en-US').replace(/[*_]/g, '').trim();
  const status = actionItemStatusSchema.safeParse(name.replace(/\s+/g, '-'));
  const known = status.success ? status.data : STATUSES[name];
  if (known) item.status = known;
  return !!known;
}

function purposeNamed(text: string): ActionItemPurpose | undefined {
  const name = plainName(text);
  const exact = actionItemPurposeSchema.safeParse(name);
  return exact.success ? exact.data : PURPOSES[name];
}

function ownerHint(text: string): string | undefined {
  const owner =
    /\(owner:\s?[^()]{1,80}\)|\b(?:owner|assignee|assigned to):\s?[^\s,;][^,;\n]{0,60}|(?:^|\s)@[A-Za-z][\w.-]{1,60}|[—–]\s\p{L}[\p{L} .'-]{1,40}(?=,\s\d{4}-\d{2}-\d{2}\W?$)/iu.exec(
      text.slice(-300),
    );
  return owner?.[0].trim();
}

function dueHint(text: string): string | undefined {
  const due =
    /(?:—|–|,|\(| by | due )\s?\(?(?:due:? ?|by )?\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\)?[.\s]*$/i.exec(
      text.slice(-60),
    );
  return due?.[0].trim();
}

const OWNER_REF =
  /(?:\(owner:\s?|\bowner:\s?|\bassignee:\s?|@|[—–]\s?)((?:user|group):(?:[\w.-]{1,63}\/)?[\w.-]{1,63})\b/i;

function refIn(text: string): string | undefined {
  const ref = OWNER_REF.exec(text.slice(-300));
  const result = ref && actionItemSchema.shape.owner.safeParse(ref[1]);
  return result?.success ? (result.data ?? undefined) : undefined;
}

/** A day that stands behind "due", "by" or a dash at the end. */
function dueIn(text: string): string | undefined {
  const due =
    /(?:\bdue:?\s|\bdue date:?\s|\bdeadline:?\s|\bby\s|[—–,]\s)\(?(\d{4}-\d{2}-\d{2})\)?[.)\s]*$/i.exec(
      text.slice(-80),
    );
  const when = due && readWhen(due[1]);
  return when?.day;
}
