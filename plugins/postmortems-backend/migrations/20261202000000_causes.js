// SPDX-License-Identifier: Apache-2.0

// @ts-check

/** @param {import('knex').Knex} knex */
const isSqlite = knex => knex.client.config.client.includes('sqlite');

/**
 * @param {import('knex').Knex.CreateTableBuilder} table
 * @param {string} name
 */
const instant = (table, name) => table.dateTime(name, { precision: 3 });

/**
 * @param {import('knex').Knex.CreateTableBuilder} table
 * @param {string} [name]
 */
const ofPostmortem = (table, name = 'postmortem_id') =>
  table
    .string(name, 36)
    .notNullable()
    .references('id')
    .inTable('postmortem')
    .onDelete('CASCADE');

/**
 * @param {import('knex').Knex.CreateTableBuilder} table
 */
const ofCause = table =>
  table
    .string('cause_id', 36)
    .notNullable()
    .references('id')
    .inTable('cause')
    .onDelete('CASCADE');

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('cause', table => {
    table.string('id', 36).primary();
    table.text('name').notNullable();
    // Ordered the same on both databases.
    (isSqlite(knex)
      ? table.text('name_key')
      : table.specificType('name_key', 'text COLLATE "C"')
    )
      .unique({ indexName: 'cause_name_idx' })
      .comment('the name as it is compared; none for one that was merged');
    table.string('category', 50).notNullable();
    table.text('description').notNullable();
    table.text('words').notNullable().comment('of the name, for q');
    table
      .string('merged_into', 36)
      .references('id')
      .inTable('cause')
      .comment('the cause that took its place: links to it still lead there');
    table.text('created_by').notNullable();
    instant(table, 'created_at').notNullable();
    table.text('updated_by').notNullable();
    instant(table, 'updated_at').notNullable();
    table.index(['category'], 'cause_category_idx');
    table.index(['merged_into'], 'cause_merged_idx');
  });

  await knex.schema.createTable('cause_event', table => {
    table.increments('number');
    ofCause(table);
    table.string('kind', 16).notNullable();
    table.text('data').notNullable().comment('JSON');
    table.text('actor').notNullable();
    instant(table, 'at').notNullable();
    table.index(['cause_id', 'number'], 'cause_event_idx');
  });

  await knex.schema.createTable('postmortem_cause', table => {
    ofPostmortem(table);
    ofCause(table);
    table.text('confirmed_by').notNullable();
    instant(table, 'confirmed_at').notNullable();
    table.primary(['postmortem_id', 'cause_id']);
    table.index(['cause_id', 'postmortem_id'], 'postmortem_cause_idx');
  });

  await knex.schema.createTable('postmortem_cause_rejected', table => {
    ofPostmortem(table);
    ofCause(table);
    table.text('rejected_by').notNullable();
    instant(table, 'rejected_at').notNullable();
    table.primary(['postmortem_id', 'cause_id']);
    table.index(['cause_id'], 'postmortem_cause_rejected_idx');
  });

  await knex.schema.createTable('postmortem_similar_rejected', table => {
    // Either way it is one pair: the smaller id comes first.
    ofPostmortem(table);
    ofPostmortem(table, 'other_id');
    table.text('rejected_by').notNullable();
    instant(table, 'rejected_at').notNullable();
    table.primary(['postmortem_id', 'other_id']);
    table.index(['other_id'], 'postmortem_similar_rejected_idx');
  });

  await knex.schema.alterTable('postmortem_version', table => {
    table.text('causes').comment('JSON: the ids of the confirmed causes');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('postmortem_version', table => {
    table.dropColumn('causes');
  });
  for (const table of [
    'postmortem_similar_rejected',
    'postmortem_cause_rejected',
    'postmortem_cause',
    'cause_event',
    'cause',
  ])
    await knex.schema.dropTable(table);
};
