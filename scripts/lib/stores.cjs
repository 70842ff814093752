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
  const { PostmortemEditor } = load('service/PostmortemEditor');
  const {
    DEFAULT_POSTMORTEMS_CONFIG: config,
  } = require('backstage-plugin-postmortems-common');
  const postmortems = await PostmortemsStore.create({
    getClient: async () => database,
  });
  const stores = { postmortems };
  // One caller who may read whatever is internal.
  const access = {
    actor: 'user:default/ann',
    read: { ownershipRefs: ['user:default/ann'], criteria: 'all' },
  };
  const similar = new SimilarService({
    ...stores,
    config,
    occurrences: new OccurrencesStore(stores),
    store: new SimilarStore(stores),
    editor: new PostmortemEditor({ store: postmortems, config }),
    access: { of: async () => access },
  });
  return {
    knex: database,
    postmortems,
    similar,
    access,
    close: () => database.destroy(),
  };
}

module.exports = { load, openStores };
