// SPDX-License-Identifier: Apache-2.0

// @ts-check

/**
 * Whom a restricted postmortem is open to, apart from who has which role in
 * any postmortem: these are few, so that a database can ask for a postmortem
 * first and then whether it is open, instead of reading all of them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('restricted_reader', table => {
    table
      .string('postmortem_id', 36)
      .notNullable()
      .references('id')
      .inTable('postmortem')
      .onDelete('CASCADE');
    table.text('entity_ref').notNullable();
    table.primary(['postmortem_id', 'entity_ref']);
    table.index(['entity_ref', 'postmortem_id'], 'restricted_reader_ref_idx');
  });
  await knex('restricted_reader').insert(
    knex('postmortem_reader')
      .distinct('postmortem_id', 'entity_ref')
      .whereIn(
        'postmortem_id',
        knex('postmortem').select('id').where({ visibility: 'restricted' }),
      ),
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('restricted_reader');
};
