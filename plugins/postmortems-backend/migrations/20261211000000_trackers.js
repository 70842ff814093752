// SPDX-License-Identifier: Apache-2.0

// @ts-check

/**
 * The tickets of action items in issue trackers: what both sides had when they
 * last agreed, and since when something waits to be told to the tracker. Which
 * tracker a ticket is of is found out later, by its address.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('action_item_ticket', table => {
    table.string('action_item_id', 36).primary();
    table.string('postmortem_id', 36).notNullable();
    table
      .text('url')
      .notNullable()
      .comment('as the action item has it; empty: it is being created');
    table
      .string('tracker', 64)
      .comment('null: none that is known here has such a ticket');
    table.string('ticket_key', 255);
    table.string('project', 255);
    table
      .boolean('created_here')
      .notNullable()
      .defaultTo(false)
      .comment('made from the action item, so both have one title');
    table.text('base').comment('JSON: the action item when both agreed');
    table.text('seen').comment('JSON: the ticket as it was last seen');
    table
      .dateTime('seen_at', { precision: 3 })
      .comment('when it had changed then, by the tracker');
    table.dateTime('synced_at', { precision: 3 });
    table.dateTime('failing_since', { precision: 3 });
    table.text('failure').notNullable().defaultTo('');
    table
      .dateTime('push_at', { precision: 3 })
      .comment('the tracker is to be asked or told something, not before');
    table.integer('tries').notNullable().defaultTo(0);
    table.string('claimed_by', 36).comment('which replica does that now');
    table.dateTime('claimed_until', { precision: 3 });
    table.dateTime('created_at', { precision: 3 }).notNullable();
    table
      .integer('revision')
      .notNullable()
      .defaultTo(0)
      .comment('grows with each change of the row');
    table.index(['postmortem_id'], 'action_item_ticket_postmortem_idx');
    table.index(['tracker', 'ticket_key'], 'action_item_ticket_key_idx');
    table.index(['tracker', 'project'], 'action_item_ticket_project_idx');
    table.index(['push_at'], 'action_item_ticket_push_idx');
    table.index(['claimed_by'], 'action_item_ticket_claim_idx');
  });
  await knex.schema.createTable('tracker_project', table => {
    table.string('tracker', 64).notNullable();
    table
      .string('project', 255)
      .notNullable()
      .comment('empty: the tracker as a whole');
    table.text('cursor').comment('where the tracker goes on telling changes');
    table
      .dateTime('paused_until', { precision: 3 })
      .comment('the tracker wants to be left alone');
    table
      .dateTime('failing_since', { precision: 3 })
      .comment('it does not tell what changed there');
    table.text('failure').notNullable().defaultTo('');
    table.primary(['tracker', 'project']);
  });
  await knex.schema.createTable('tracker_delivery', table => {
    table.string('tracker', 64).notNullable();
    table.string('delivery', 255).notNullable();
    table.dateTime('at', { precision: 3 }).notNullable();
    table.primary(['tracker', 'delivery']);
    // For the purge.
    table.index(['at'], 'tracker_delivery_at_idx');
  });

  // What is published already has addresses of tickets.
  const isPostgres = knex.client.config.client === 'pg';
  const now = knex.raw(isPostgres ? '?::timestamptz' : '?', [new Date()]);
  await knex(
    knex.raw(
      'action_item_ticket (action_item_id, postmortem_id, url, push_at, created_at)',
    ),
  ).insert(
    knex('action_item')
      .join('postmortem', 'postmortem.id', 'action_item.postmortem_id')
      .where('postmortem.status', 'published')
      .whereNot('action_item.ticket_url', '')
      .select(
        'action_item.id',
        'action_item.postmortem_id',
        'action_item.ticket_url',
        now,
        now,
      ),
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('tracker_delivery');
  await knex.schema.dropTable('tracker_project');
  await knex.schema.dropTable('action_item_ticket');
};
