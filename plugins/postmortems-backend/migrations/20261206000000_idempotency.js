// SPDX-License-Identifier: Apache-2.0

// @ts-check

/**
 * What was created by requests with an `Idempotency-Key`, so that the same
 * request sent again creates nothing. A key outlives the postmortem: sent once
 * more, it must not bring back what somebody deleted.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('postmortem_idempotency_key', table => {
    table.text('actor').notNullable();
    table.text('key').notNullable();
    table.text('fingerprint').notNullable();
    table.text('postmortem_id').notNullable();
    table.timestamp('created_at').notNullable();
    table.primary(['actor', 'key']);
    // For the purge.
    table.index(['created_at'], 'postmortem_idempotency_key_age_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('postmortem_idempotency_key');
};
