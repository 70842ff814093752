// SPDX-License-Identifier: Apache-2.0

// @ts-check

/** How many events are written at once. */
const PORTION = 50;

/**
 * What was promised first, how often that was moved, and every change since.
 * Nothing of it is about a draft. What is known of the past comes from the
 * versions that postmortems have.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('action_item', table => {
    table
      .string('first_due_date', 10)
      .comment('the first day that was promised, YYYY-MM-DD');
    table
      .integer('due_date_moves')
      .notNullable()
      .defaultTo(0)
      .comment('how often the day was moved since');
    table
      .text('published')
      .comment('JSON: the item as it was in the last published version');
  });
  await knex.schema.createTable('action_item_event', table => {
    table.increments('number');
    table.string('action_item_id', 36).notNullable();
    table
      .string('postmortem_id', 36)
      .notNullable()
      .references('id')
      .inTable('postmortem')
      .onDelete('CASCADE');
    table
      .string('kind', 16)
      .notNullable()
      .comment('published, changed, removed');
    table.text('data').notNullable().comment('JSON: what changed');
    table.text('actor').notNullable();
    table.dateTime('at', { precision: 3 }).notNullable();
    table.index(['action_item_id', 'number'], 'action_item_event_item_idx');
    table.index(['postmortem_id'], 'action_item_event_postmortem_idx');
  });

  const ids = await knex('postmortem_version')
    .distinct('postmortem_id')
    .where({ status: 'published' })
    .orderBy('postmortem_id')
    .pluck('postmortem_id');
  // One at a time: a postmortem may have many versions, and large ones.
  for (const id of ids) await replay(knex, id);
};

/**
 * @param {import('knex').Knex} knex
 * @param {string} postmortemId
 */
async function replay(knex, postmortemId) {
  const versions = await knex('postmortem_version')
    .select('document', 'actor', 'at')
    .where({
      postmortem_id: postmortemId,
      status: 'published',
      superseded: false,
    })
    .orderBy('version');
  // Items are as whatever release wrote them.
  /** @type {Map<string, {first: string | null, moves: number, item: any}>} */
  const known = new Map();
  const events = [];
  for (const { document, actor, at } of versions) {
    for (const item of JSON.parse(document).actionItems ?? []) {
      const before = known.get(item.id);
      const changes = changesOf(before?.item, item);
      if (before && !changes) continue;
      const { first = null, moves = 0 } = before ?? {};
      const promisedDay = before?.item.promisedDay ?? null;
      const isOpen = ['open', 'in-progress'].includes(item.status);
      const isPromise = isOpen && item.dueDate !== null;
      const isMoved =
        isPromise && promisedDay !== null && item.dueDate !== promisedDay;
      known.set(item.id, {
        first:
          first ?? (isOpen || item.status === 'done' ? item.dueDate : null),
        moves: moves + (isMoved ? 1 : 0),
        item: { ...item, promisedDay: isPromise ? item.dueDate : promisedDay },
      });
      events.push({
        action_item_id: item.id,
        postmortem_id: postmortemId,
        kind: before ? 'changed' : 'published',
        data: JSON.stringify(changes),
        actor,
        at,
      });
    }
  }
  for (let start = 0; start < events.length; start += PORTION)
    await knex('action_item_event').insert(
      events.slice(start, start + PORTION),
    );
  for (const [id, { first, moves, item }] of known)
    await knex('action_item')
      .where({ id, postmortem_id: postmortemId })
      .update({
        first_due_date: first,
        due_date_moves: moves,
        published: JSON.stringify(item),
      });
}

/**
 * @param {any} before
 * @param {any} after
 */
function changesOf(before, after) {
  /** @type {Record<string, { from: string | null; to: string | null }>} */
  const changes = {};
  for (const field of ['status', 'owner', 'dueDate'])
    if ((before?.[field] ?? null) !== (after[field] ?? null))
      changes[field] = {
        from: before?.[field] ?? null,
        to: after[field] ?? null,
      };
  const edited = before
    ? ['description', 'purpose', 'ticketUrl', 'wontDoReason'].filter(
        field => (before[field] ?? null) !== (after[field] ?? null),
      )
    : [];
  return Object.keys(changes).length + edited.length > 0 || !before
    ? { changes, edited }
    : undefined;
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('action_item_event');
  await knex.schema.alterTable('action_item', table => {
    table.dropColumns('first_due_date', 'due_date_moves', 'published');
  });
};
