// SPDX-License-Identifier: Apache-2.0

// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('cause', table => {
    table
      .boolean('withheld')
      .notNullable()
      .defaultTo(false)
      .comment(
        'the last postmortem that it was taken from was restricted: its name may tell what of',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('cause', table => {
    table.dropColumn('withheld');
  });
};
