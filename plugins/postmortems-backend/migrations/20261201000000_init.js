// SPDX-License-Identifier: Apache-2.0

// @ts-check

/** @param {import('knex').Knex} knex */
const isSqlite = knex => knex.client.config.client.includes('sqlite');

/**
 * Instants are to the millisecond on both databases.
 *
 * @param {import('knex').Knex.CreateTableBuilder} table
 * @param {string} name
 */
const instant = (table, name) => table.dateTime(name, { precision: 3 });

/**
 * @param {import('knex').Knex.CreateTableBuilder} table
 */
const ofPostmortem = table =>
  table
    .string('postmortem_id', 36)
    .notNullable()
    .references('id')
    .inTable('postmortem')
    .onDelete('CASCADE');

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('postmortem', table => {
    // Both databases hand out a number once, also after a row is deleted.
    table.increments('number');
    table.string('id', 36).notNullable().unique();
    table.integer('version').notNullable();
    table.string('status', 16).notNullable();
    table.string('visibility', 16).notNullable();
    table.text('title').notNullable();
    table.string('severity', 50);
    instant(table, 'started_at');
    instant(table, 'detected_at');
    instant(table, 'acknowledged_at');
    instant(table, 'mitigated_at');
    instant(table, 'resolved_at');
    table
      .text('content')
      .notNullable()
      .comment('JSON: the whole document, so that a read is one row');
    table.text('created_by').notNullable();
    instant(table, 'created_at').notNullable();
    table.text('updated_by').notNullable();
    instant(table, 'updated_at').notNullable();
    instant(table, 'published_at');
    instant(table, 'sort_at')
      .notNullable()
      .comment('started_at, or created_at where it has none');

    table.index(['sort_at', 'number'], 'postmortem_order_idx');
    table.index(['status', 'sort_at'], 'postmortem_status_idx');
    table.index(['severity', 'sort_at'], 'postmortem_severity_idx');
    table.index(['created_by'], 'postmortem_author_idx');
  });

  await knex.schema.createTable('postmortem_system', table => {
    ofPostmortem(table);
    table.text('entity_ref').notNullable();
    table.integer('position').notNullable();
    table.primary(['postmortem_id', 'entity_ref']);
    table.index(['entity_ref', 'postmortem_id'], 'postmortem_system_ref_idx');
  });

  await knex.schema.createTable('postmortem_reader', table => {
    ofPostmortem(table);
    table.text('entity_ref').notNullable();
    table
      .string('role', 16)
      .notNullable()
      .comment('author, commander, participant, owner, reader');
    table.primary(['postmortem_id', 'entity_ref', 'role']);
    table.index(['entity_ref', 'postmortem_id'], 'postmortem_reader_ref_idx');
  });

  await knex.schema.createTable('action_item', table => {
    table.string('id', 36).primary();
    ofPostmortem(table);
    table.integer('position').notNullable();
    table.text('description').notNullable();
    table.text('owner');
    table.string('due_date', 10).comment('YYYY-MM-DD');
    table.string('status', 16).notNullable();
    table.string('purpose', 16);
    table.text('ticket_url').notNullable();
    table.text('wont_do_reason').notNullable();
    instant(table, 'done_at');
    table.text('words').notNullable().comment('of the description, for q');
    instant(table, 'created_at').notNullable();
    instant(table, 'updated_at').notNullable();
    table.text('updated_by').notNullable();

    table.index(['postmortem_id', 'position'], 'action_item_postmortem_idx');
    table.index(['owner', 'status'], 'action_item_owner_idx');
    table.index(['status', 'due_date'], 'action_item_due_idx');
  });

  await knex.schema.createTable('postmortem_version', table => {
    ofPostmortem(table);
    table.integer('version').notNullable();
    table.string('status', 16).notNullable();
    table.text('document').notNullable().comment('JSON: all that was written');
    table.text('actor').notNullable();
    instant(table, 'at').notNullable();
    instant(table, 'session_at')
      .notNullable()
      .comment('when the autosaves that this one belongs to began');
    table
      .boolean('superseded')
      .notNullable()
      .comment('a later autosave of the same session took its place');
    table.primary(['postmortem_id', 'version']);
  });

  if (isSqlite(knex)) {
    await knex.raw(
      "CREATE VIRTUAL TABLE postmortem_words USING fts5(words, tokenize = 'ascii')",
    );
  } else {
    await knex.schema.createTable('postmortem_words', table => {
      table
        .integer('rowid')
        .primary()
        .references('number')
        .inTable('postmortem')
        .onDelete('CASCADE');
      table.specificType('words', 'tsvector').notNullable();
      table.index(['words'], 'postmortem_words_idx', 'gin');
    });
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'postmortem_words',
    'postmortem_version',
    'action_item',
    'postmortem_reader',
    'postmortem_system',
    'postmortem',
  ])
    await knex.schema.dropTable(table);
};
