// SPDX-License-Identifier: Apache-2.0

// @ts-check

/**
 * When a postmortem was published for the first time, whatever became of it
 * since, and whether it came from a document.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('postmortem', table => {
    table.dateTime('first_published_at', { precision: 3 });
    table
      .boolean('imported')
      .notNullable()
      .defaultTo(false)
      .comment('made of a document');
    table.index(['severity', 'resolved_at'], 'postmortem_resolved_idx');
    table.index(['updated_at'], 'postmortem_updated_idx');
    table.index(['first_published_at'], 'postmortem_published_idx');
  });
  // A version may have taken the place of the one that was published, minutes
  // before; what one session wrote has one status.
  await knex.raw(`
    update postmortem set first_published_at = (
      select min(postmortem_version.session_at) from postmortem_version
      where postmortem_version.postmortem_id = postmortem.id
        and postmortem_version.status = 'published'
    )`);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('postmortem', table => {
    table.dropIndex([], 'postmortem_resolved_idx');
    table.dropIndex([], 'postmortem_updated_idx');
    table.dropIndex([], 'postmortem_published_idx');
  });
  // Knex would make the table anew in SQLite, and with the old one all that
  // refers to it would be deleted.
  await knex.raw('alter table postmortem drop column first_published_at');
  await knex.raw('alter table postmortem drop column imported');
};
