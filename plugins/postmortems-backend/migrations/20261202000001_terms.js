// SPDX-License-Identifier: Apache-2.0

// @ts-check

/** @param {import('knex').Knex} knex */
const isSqlite = knex => knex.client.config.client.includes('sqlite');

/**
 * The terms by which postmortems are found to be alike. The tables begin
 * empty; what is not indexed yet, or was by another version of the algorithm,
 * is indexed when the plugin starts.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (isSqlite(knex)) {
    // Clustered by term, which is how it is asked for.
    await knex.raw(`
      CREATE TABLE postmortem_term (
        term TEXT NOT NULL,
        number INTEGER NOT NULL
          REFERENCES postmortem (number) ON DELETE CASCADE,
        weight INTEGER NOT NULL,
        PRIMARY KEY (term, number)
      ) WITHOUT ROWID`);
    await knex.raw(
      'CREATE INDEX postmortem_term_number_idx ON postmortem_term (number)',
    );
  } else {
    await knex.raw(`
      CREATE TABLE postmortem_term (
        term text COLLATE "C" NOT NULL,
        number integer NOT NULL
          REFERENCES postmortem (number) ON DELETE CASCADE,
        weight integer NOT NULL,
        PRIMARY KEY (term, number) INCLUDE (weight)
      )`);
    await knex.raw(
      'CREATE INDEX postmortem_term_number_idx ON postmortem_term (number)',
    );
  }

  await knex.schema.createTable('postmortem_indexed', table => {
    table
      .integer('number')
      .primary()
      .references('number')
      .inTable('postmortem')
      .onDelete('CASCADE');
    table.integer('algorithm').notNullable();
    table
      .boolean('counted')
      .notNullable()
      .comment('whether its terms are in term_count: it is internal');
    table.index(['algorithm'], 'postmortem_indexed_algorithm_idx');
  });

  // In how many internal postmortems a term is; the empty term is in each.
  await knex.schema.createTable('term_count', table => {
    const term = isSqlite(knex)
      ? table.text('term')
      : table.specificType('term', 'text COLLATE "C"');
    term.primary();
    table.integer('postmortems').notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of ['term_count', 'postmortem_indexed', 'postmortem_term'])
    await knex.schema.dropTable(table);
};
