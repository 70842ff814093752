// SPDX-License-Identifier: Apache-2.0

// @ts-check

/**
 * Which reminders were sent to whom, for which day and about which action
 * items; and the index by which the action items that are due are found.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('reminder', table => {
    table.text('recipient').notNullable().comment('entity ref of a user');
    table
      .string('day', 10)
      .notNullable()
      .comment('YYYY-MM-DD in the time zone of the portal');
    table
      .text('items')
      .notNullable()
      .comment('JSON: the action items that it is about');
    table.string('claim', 36).notNullable().comment('of the one who sends it');
    table.dateTime('claimed_at', { precision: 3 }).notNullable();
    table
      .dateTime('sent_at', { precision: 3 })
      .comment('null: nobody knows whether it was sent');
    table.primary(['recipient', 'day']);
    table.index(['day'], 'reminder_day_idx');
    table.index(['claim'], 'reminder_claim_idx');
  });
  await knex.schema.createTable('reminder_day', table => {
    table
      .string('day', 10)
      .primary()
      .comment('a day on which everything was sent');
  });
  await knex.raw(
    "CREATE INDEX action_item_open_due_idx ON action_item (due_date, id) WHERE status IN ('open', 'in-progress')",
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX action_item_open_due_idx');
  await knex.schema.dropTable('reminder_day');
  await knex.schema.dropTable('reminder');
};
