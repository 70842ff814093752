/**
 * The stores of the backend on a database of their own, for the scripts that
 * measure them.
 */
const knex = require('knex');
const path = require('node:path');

const source = path.resolve(__dirname, '../../plugins/postmortems-backend/src');
const load = file => require(path.join(source, file));

/** @param {string} [connection] to PostgreSQL, or a file; else in memory */
async function openStores(connection = ':memory:') {
  const database = connection.startsWith('postgres')
    ? knex({ client: 'pg', connection })
    : knex({
        client: 'better-sqlite3',
        connection: { filename: connection },
        useNullAsDefault: true,
      });
  const { PostmortemsStore } = load('store/PostmortemsStore');
  const { OccurrencesStore } = load('store/OccurrencesStore');
  const { SimilarStore } = load('store/SimilarStore');
  const { SimilarService } = load('service/SimilarService');
  const postmortems = await PostmortemsStore.create({
    getClient: async () => database,
  });
  const stores = { postmortems };
  const similar = new SimilarService({
    ...stores,
    occurrences: new OccurrencesStore(stores),
    store: new SimilarStore(stores),
  });
  return {
    knex: database,
    postmortems,
    similar,
    close: () => database.destroy(),
  };
}

module.exports = { openStores };
