// SPDX-License-Identifier: Apache-2.0

// @ts-check

/** @param {import('knex').Knex} knex */
const isSqlite = knex => knex.client.config.client.includes('sqlite');

const milliseconds = (/** @type {Date | number} */ at) =>
  new Date(at).getTime();

/**
 * With what happened to a cause it is now kept by which postmortems the cause
 * was known then. For changes of before this is what can still be known: the
 * postmortems that have it now and had it then, by their own history, since
 * links may come from a cause that was merged into it later. A change of one
 * that none of them has is told to who made it, and to who made the cause.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const events = await knex('cause_event')
    .select('number', 'cause_id', 'kind', 'data', 'at')
    .whereIn('kind', ['changed', 'merged'])
    .orderBy('number');
  const links = await knex('postmortem_cause').select(
    'postmortem_id',
    'cause_id',
    'confirmed_at',
  );
  /** @type {Map<string, Array<{ at: number, visibility: string, causes: string[] }>>} */
  const versions = new Map();
  /** @param {string} id */
  const versionsOf = async id => {
    const known = versions.get(id);
    if (known) return known;
    const rows = await knex('postmortem_version')
      .select(
        'at',
        'causes',
        knex.raw(
          isSqlite(knex)
            ? "json_extract(document, '$.visibility') as visibility"
            : "document::json ->> 'visibility' as visibility",
        ),
      )
      .where({ postmortem_id: id })
      .orderBy('version');
    const all = rows.map(row => ({
      at: milliseconds(row.at),
      visibility: row.visibility,
      causes: JSON.parse(row.causes ?? '[]'),
    }));
    versions.set(id, all);
    return all;
  };
  // Steps within a session are not kept, so something was so for sure only where
  // it was before and is after.
  /**
   * @param {string} id
   * @param {number} at
   * @param {(version: { visibility: string, causes: string[] }) => boolean} is
   */
  const was = async (id, at, is) => {
    const all = await versionsOf(id);
    const before = all.filter(version => version.at <= at).at(-1);
    if (!before) return false;
    return is(before) && is(all.find(version => version.at > at) ?? before);
  };

  for (const { number, cause_id: causeId, kind, data, at } of events) {
    const stored = JSON.parse(data);
    // A merged one that everybody could know has none.
    if (kind === 'merged' && !stored.of) continue;
    const time = milliseconds(at);
    const of = stored.of ?? [];
    if (!stored.of)
      for (const { postmortem_id: id, cause_id: now, confirmed_at } of links)
        if (
          now === causeId &&
          milliseconds(confirmed_at) <= time &&
          (await was(id, time, ({ causes }) => causes.includes(causeId)))
        )
          of.push(id);
    const restricted = [];
    for (const id of of)
      if (!(await was(id, time, ({ visibility }) => visibility === 'internal')))
        restricted.push(id);
    await knex('cause_event')
      .where({ number })
      .update({ data: JSON.stringify({ ...stored, of, restricted }) });
  }
};

/** Nothing to take back: releases of before withhold by `of` too. */
exports.down = async function down() {};
