// SPDX-License-Identifier: Apache-2.0

// @ts-check

/**
 * @param {import('knex').Knex.CreateTableBuilder} table
 * @param {string} name
 */
const instant = (table, name) => table.dateTime(name, { precision: 3 });

/** @param {import('knex').Knex.CreateTableBuilder} table */
const ofReview = table =>
  table
    .string('review_id', 36)
    .notNullable()
    .references('id')
    .inTable('team_review')
    .onDelete('CASCADE');

/** @param {import('knex').Knex.CreateTableBuilder} table */
const ofActionItem = table => {
  // No reference: the item may be taken out of its postmortem.
  table.string('action_item_id', 36).notNullable();
  table
    .string('postmortem_id', 36)
    .notNullable()
    .references('id')
    .inTable('postmortem')
    .onDelete('CASCADE');
};

/**
 * Team reviews: who went through the action items of a group, what was decided
 * and what was left.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('team_review', table => {
    table.string('id', 36).primary();
    table.text('group_ref').notNullable();
    table
      .text('systems')
      .notNullable()
      .comment('JSON: entity refs of what the group owned when it began');
    instant(table, 'started_at').notNullable();
    instant(table, 'since').notNullable().comment('what recurred after that');
    instant(table, 'ended_at');
    table.string('previous_id', 36).references('id').inTable('team_review');
    table.index(['group_ref', 'started_at', 'id'], 'team_review_group_idx');
  });
  // One at a time for each group.
  await knex.raw(
    'create unique index team_review_running_idx on team_review (group_ref) where ended_at is null',
  );

  await knex.schema.createTable('team_review_facilitator', table => {
    ofReview(table);
    table.text('entity_ref').notNullable();
    instant(table, 'joined_at').notNullable();
    table.primary(['review_id', 'entity_ref']);
  });

  await knex.schema.createTable('team_review_item', table => {
    ofReview(table);
    table.integer('position').notNullable();
    ofActionItem(table);
    table.integer('reason').notNullable().comment('why it is on the agenda');
    table
      .text('description')
      .notNullable()
      .comment('when it began; none of a restricted postmortem');
    table
      .boolean('waited')
      .notNullable()
      .comment('left by the review before it');
    table
      .boolean('waits')
      .notNullable()
      .defaultTo(false)
      .comment('left when it ended');
    table.primary(['review_id', 'action_item_id']);
    table.unique(['review_id', 'position'], {
      indexName: 'team_review_item_position_idx',
    });
    table.index(['postmortem_id'], 'team_review_item_postmortem_idx');
  });

  await knex.schema.createTable('team_review_decision', table => {
    table.increments('number');
    table.string('id', 36).notNullable();
    ofReview(table);
    ofActionItem(table);
    table.string('kind', 16).notNullable().comment('changed, split, skipped');
    table.text('data').notNullable().comment('JSON: what it changed');
    table.text('actor').notNullable();
    instant(table, 'at').notNullable();
    instant(table, 'undone_at');
    table.text('undone_by');
    table.unique(['id'], { indexName: 'team_review_decision_id_idx' });
    table.index(
      ['review_id', 'action_item_id'],
      'team_review_decision_item_idx',
    );
    table.index(['postmortem_id'], 'team_review_decision_postmortem_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'team_review_decision',
    'team_review_item',
    'team_review_facilitator',
    'team_review',
  ])
    await knex.schema.dropTable(table);
};
