// SPDX-License-Identifier: Apache-2.0

import { Knex } from 'knex';
import { inTransaction } from '../inTransaction';
import { inList } from '../sql';

/** An action item of which somebody was told. */
export type ToldItem = {
  id: string;
  /** Its due date at that time, `YYYY-MM-DD`. */
  due: string;
  /** Whether it was one of the recipient's own, or of their groups. */
  own: boolean;
};

/** What a person was told last. */
export type Told = {
  /** `YYYY-MM-DD`, or empty: nothing that is known to be sent. */
  day: string;
  items: ToldItem[];
  /**
   * What was to be sent after that, by one that never said whether it was:
   * the recipient may have been told of it, or not.
   */
  unknown?: ToldItem[];
  /** Whether another one is sending to this recipient right now. */
  isBusy: boolean;
};

/** A reminder that is to be sent. */
export type Reminder = { recipient: string; items: readonly ToldItem[] };

/** Some reminders that are being sent, by one replica. */
export type Claim = { id: string; recipients: string[] };

type Row = {
  recipient: string;
  day: string;
  items: string;
  claim: string;
  claimed_at: Date | number;
  sent_at: Date | number | null;
};

const TABLE = 'reminder';
const DAYS = 'reminder_day';
/** How many rows are read at a time. */
const PORTION = 500;
/**
 * For how long what is being sent is left to whoever sends it; longer than
 * anything is waited for, and shorter than the time to the next pass.
 */
const CLAIMED_MS = 5 * 60_000;

/** Another row of the same recipient that was sent after `reminder`. */
const LATER = `select 1 from ${TABLE} later
  where later.recipient = ${TABLE}.recipient and later.day > ${TABLE}.day
  and later.sent_at is not null`;

/**
 * What was sent to whom. A reminder is claimed before it is sent, so that each
 * person gets one a day, whatever the number of replicas; one that was claimed
 * and never marked as sent is to be sent again.
 */
export class ReminderLedger {
  readonly #db: Knex;
  readonly #now: () => Date;

  constructor(options: { db: Knex; now: () => Date }) {
    this.#db = options.db;
    this.#now = options.now;
  }

  /** Whether everything of a day was sent. */
  async isFinished(day: string): Promise<boolean> {
    return (await this.#db(DAYS).where({ day }).first()) !== undefined;
  }

  /**
   * Says that everything of a day was sent, if nobody is still sending.
   *
   * @returns whether that is so
   */
  async finish(day: string): Promise<boolean> {
    const open = await this.#db<Row>(TABLE)
      .where({ day })
      .whereNull('sent_at')
      .first();
    if (open) return false;
    await this.#db(DAYS).insert({ day }).onConflict('day').ignore();
    return true;
  }

  /** What each person was told last, by recipient. */
  async told(signal?: AbortSignal): Promise<Map<string, Told>> {
    const all = new Map<string, Told>();
    let last: Row | undefined;
    for (;;) {
      signal?.throwIfAborted();
      const after: Row | undefined = last;
      const rows: Row[] = await this.#db<Row>(TABLE)
        .whereRaw(`not exists (${LATER})`)
        .modify(
          query =>
            after &&
            query.whereRaw('(recipient, day) > (?, ?)', [
              after.recipient,
              after.day,
            ]),
        )
        .orderBy(['recipient', 'day'])
        .limit(PORTION);
      for (const row of rows) this.#add(all, row);
      last = rows.at(-1);
      if (rows.length < PORTION) return all;
    }
  }

  /**
   * Takes reminders of a day to send them. What was sent that day, or is being
   * sent by another one, is not among those that were taken.
   *
   * @param claim - a new id
   */
  async claim(
    day: string,
    claim: string,
    reminders: readonly Reminder[],
  ): Promise<Claim> {
    const now = this.#now();
    const rows = await inTransaction(this.#db, trx =>
      trx<Row>(TABLE)
        .insert(
          // In one order, so that two that bring the same wait for each other.
          [...reminders]
            .sort((a, b) => (a.recipient < b.recipient ? -1 : 1))
            .map(({ recipient, items }) => ({
              recipient,
              day,
              items: written(items),
              claim,
              claimed_at: now,
            })),
        )
        .onConflict(['recipient', 'day'])
        .merge(['items', 'claim', 'claimed_at'])
        .whereNull(`${TABLE}.sent_at`)
        .where(`${TABLE}.claimed_at`, '<', expired(now))
        .returning('recipient'),
    );
    return { id: claim, recipients: rows.map(row => row.recipient) };
  }

  /** They were sent. */
  async sent(claim: Claim, recipients: readonly string[]): Promise<void> {
    await this.#change(claim, recipients, rows =>
      rows.update({ sent_at: this.#now() }),
    );
  }

  /** They were not sent, and that is certain. */
  async notSent(claim: Claim, recipients: readonly string[]): Promise<void> {
    await this.#change(claim, recipients, rows => rows.delete());
  }

  /** Nobody knows whether they were sent: whoever comes next sends them. */
  async perhapsSent(
    claim: Claim,
    recipients: readonly string[],
  ): Promise<void> {
    await this.#change(claim, recipients, rows =>
      rows.update({ claimed_at: new Date(0) }),
    );
  }

  /**
   * Deletes what is older than a day and says nothing any more.
   *
   * @returns how many reminders were deleted
   */
  async purge(before: string): Promise<number> {
    return inTransaction(this.#db, async trx => {
      await trx(DAYS).where('day', '<', before).delete();
      return trx<Row>(TABLE)
        .where('day', '<', before)
        .where(old =>
          old
            .whereRaw(`exists (${LATER})`)
            .orWhere(nothing =>
              nothing.where({ items: written([]) }).whereNotNull('sent_at'),
            ),
        )
        .delete();
    });
  }

  /** Unless another one took them over meanwhile. */
  async #change(
    { id }: Claim,
    recipients: readonly string[],
    change: (rows: Knex.QueryBuilder<Row>) => Knex.QueryBuilder,
  ): Promise<void> {
    if (recipients.length === 0) return;
    // One that claims may lock the same rows in another order.
    await inTransaction(this.#db, async trx => {
      await change(
        trx<Row>(TABLE)
          .where({ claim: id })
          .whereNull('sent_at')
          .where(inList(trx, 'recipient', recipients)),
      );
    });
  }

  #add(all: Map<string, Told>, row: Row): void {
    const known = all.get(row.recipient);
    const items = read(row.items);
    if (row.sent_at !== null) {
      all.set(row.recipient, { day: row.day, items, isBusy: false });
      return;
    }
    all.set(row.recipient, {
      day: '',
      items: [],
      ...known,
      unknown: [...(known?.unknown ?? []), ...items],
      isBusy:
        known?.isBusy === true ||
        new Date(row.claimed_at) >= expired(this.#now()),
    });
  }
}

function expired(now: Date): Date {
  return new Date(now.getTime() - CLAIMED_MS);
}

/** Short, since a person may have many. */
function written(items: readonly ToldItem[]): string {
  return JSON.stringify(
    items.map(({ id, due, own }) => [id, due, own ? 1 : 0]),
  );
}

function read(items: string): ToldItem[] {
  return (JSON.parse(items) as Array<[string, string, number]>).map(
    ([id, due, own]) => ({ id, due, own: own === 1 }),
  );
}
