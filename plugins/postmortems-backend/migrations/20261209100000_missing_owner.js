// SPDX-License-Identifier: Apache-2.0

// @ts-check

/**
 * Owners and commanders whom the catalog was asked for and did not have.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('missing_owner', table => {
    table.text('entity_ref').primary();
    table
      .dateTime('since', { precision: 3 })
      .notNullable()
      .comment('the first check that missed it, with none since that found it');
    table
      .boolean('gone')
      .notNullable()
      .defaultTo(false)
      .comment('a check at least a day after the first missed it too');
    table.index(['gone', 'entity_ref'], 'missing_owner_gone_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('missing_owner');
};
