// SPDX-License-Identifier: Apache-2.0

// @ts-check

/**
 * What shows that an action item is done, and whether it worked.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('action_item', table => {
    table.text('evidence_url').notNullable().defaultTo('');
    table
      .string('verify_on', 10)
      .comment('the day on which its owner is asked, YYYY-MM-DD');
    table.string('verified', 16).comment('worked, did-not-work');
    table.text('verified_note').notNullable().defaultTo('');
    // Few wait for an answer: the owner and the day of these alone.
    table.index(['verify_on', 'owner'], 'action_item_verify_idx', {
      predicate: knex.whereNotNull('verify_on').whereNull('verified'),
    });
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('action_item', table => {
    table.dropIndex(['verify_on', 'owner'], 'action_item_verify_idx');
    table.dropColumns('evidence_url', 'verify_on', 'verified', 'verified_note');
  });
};
