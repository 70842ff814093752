// SPDX-License-Identifier: Apache-2.0

// @ts-check

/**
 * Everything that a read filter asks of a postmortem, so that who may read
 * what is found without its texts.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('postmortem', table => {
    table.index(
      ['id', 'number', 'visibility', 'status', 'severity', 'created_by'],
      'postmortem_read_idx',
    );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('postmortem', table => {
    table.dropIndex([], 'postmortem_read_idx');
  });
};
