// SPDX-License-Identifier: Apache-2.0

import { CauseEvent, newId } from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { addEvent, By, knownBy } from './CauseHistory';
import { lockCauses } from './causeLinks';
import { CauseFields, CauseRow, toCauseColumns } from './causeRows';
import { inTransaction } from '../inTransaction';
import { isUniqueViolation } from '../sql';

/** Writes causes, and what was decided of them. */
export class CauseWrites {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** @returns its id; `undefined` when its name is taken */
  async insert(
    fields: CauseFields,
    { actor, at }: By,
  ): Promise<string | undefined> {
    const id = newId();
    const written = await inTransaction(this.#db, async trx => {
      const rows = await trx('cause')
        .insert({
          ...toCauseColumns(fields),
          id,
          created_by: actor,
          created_at: new Date(at),
          updated_by: actor,
          updated_at: new Date(at),
        })
        .onConflict('name_key')
        .ignore()
        .returning('id');
      if (rows.length > 0)
        await addEvent(trx, id, { kind: 'created', actor, at });
      return rows.length > 0;
    });
    return written ? id : undefined;
  }

  async update(
    id: string,
    { patch, actor, at }: By & { patch: Partial<CauseFields> },
  ): Promise<'updated' | 'gone' | 'name-taken'> {
    try {
      return (await this.#update(id, { patch, actor, at }))
        ? 'updated'
        : 'gone';
    } catch (error) {
      if (isUniqueViolation(error)) return 'name-taken';
      throw error;
    }
  }

  async #update(
    id: string,
    { patch, actor, at }: By & { patch: Partial<CauseFields> },
  ): Promise<boolean> {
    return inTransaction(this.#db, async trx => {
      const row = await trx<CauseRow>('cause')
        .where({ id, merged_into: null })
        .forUpdate()
        .first();
      if (!row) return false;
      const { name, category, description } = row;
      const before: CauseFields = { name, category, description };
      const changes: CauseEvent['changes'] = {};
      for (const [field, to] of Object.entries(patch)) {
        const from = before[field as keyof CauseFields];
        if (from !== to) changes[field] = { from, to };
      }
      if (Object.keys(changes).length === 0) return true;
      await trx('cause')
        .where({ id })
        .update({
          ...toCauseColumns({ ...before, ...patch }),
          updated_by: actor,
          updated_at: new Date(at),
        });
      await addEvent(trx, id, {
        kind: 'changed',
        actor,
        at,
        data: { changes, ...(await knownBy(trx, row)) },
      });
      return true;
    });
  }

  /**
   * Moves everything that is said of `id` to `into`. The row of `id` stays and
   * says where it went.
   *
   * @returns false when one of the two is not there any more
   */
  async merge(
    id: string,
    { into, actor, at }: By & { into: string },
  ): Promise<boolean> {
    return inTransaction(this.#db, async trx => {
      const now = await lockCauses(trx, [id, into]);
      if (now.get(id) !== id || now.get(into) !== into) return false;
      const from = (await trx<CauseRow>('cause').where({ id }).first())!;
      const known = await knownBy(trx, from);
      for (const table of ['postmortem_cause', 'postmortem_cause_rejected']) {
        await trx(table)
          .where({ cause_id: id })
          .whereIn(
            'postmortem_id',
            trx(table).select('postmortem_id').where({ cause_id: into }),
          )
          .delete();
        await trx(table).where({ cause_id: id }).update({ cause_id: into });
      }
      // What is confirmed of either is not rejected.
      await trx('postmortem_cause_rejected')
        .where({ cause_id: into })
        .whereIn(
          'postmortem_id',
          trx('postmortem_cause')
            .select('postmortem_id')
            .where({ cause_id: into }),
        )
        .delete();
      const merged = { name_key: null, merged_into: into };
      await trx('cause')
        .where({ id })
        .orWhere({ merged_into: id })
        .update(merged);
      await trx('cause')
        .where({ id: into })
        .update({ updated_by: actor, updated_at: new Date(at) });
      const { name, category } = from;
      await addEvent(trx, into, {
        kind: 'merged',
        actor,
        at,
        data: {
          merged: { id, name, category },
          ...known,
        },
      });
      return true;
    });
  }

  /**
   * That the cause is not to be suggested for the postmortem any more.
   *
   * @returns false when one of the two is not there any more, or the postmortem
   * confirms the cause
   */
  async reject(
    postmortemId: string,
    { causeId, actor, at }: By & { causeId: string },
  ): Promise<boolean> {
    return inTransaction(this.#db, async trx => {
      const postmortem = await trx('postmortem')
        .select('id')
        .where({ id: postmortemId })
        .forUpdate()
        .first();
      const now = (await lockCauses(trx, [causeId])).get(causeId);
      const pair = { postmortem_id: postmortemId, cause_id: now };
      if (!postmortem || !now) return false;
      if (await trx('postmortem_cause').where(pair).first()) return false;
      await trx('postmortem_cause_rejected')
        .insert({ ...pair, rejected_by: actor, rejected_at: new Date(at) })
        .onConflict(['postmortem_id', 'cause_id'])
        .ignore();
      return true;
    });
  }
}
