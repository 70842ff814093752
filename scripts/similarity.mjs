/**
 * Measures how well similar postmortems are found, on real ones whose groups
 * of recurrences are known:
 *
 *   node scripts/similarity.mjs [folder] [set …]
 *
 * The folder holds a folder of documents for each set, and
 * `recurrences.json` with their groups: lists of ids, each the beginning of a
 * file's name. Its `doubtful` pairs, neither right nor wrong, are left out of
 * every count. Where `POSTMORTEMS_DATABASE` is a connection string of an empty
 * PostgreSQL database, that is used (with one set), else SQLite in memory.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const root = path.resolve(import.meta.dirname, '..');
require('@backstage/cli/config/nodeTransform.cjs');
const { openStores } = require('./lib/stores.cjs');
const { newId, createDocument } = require(
  path.join(root, 'plugins/postmortems-common/src'),
);
const { parseMarkdown } = require(
  path.join(root, 'plugins/postmortems-backend/src'),
);

const folder = path.resolve(
  process.argv[2] ?? path.join(root, '../shared/data'),
);
const known = JSON.parse(
  readFileSync(path.join(folder, 'recurrences.json'), 'utf8'),
);
const named = process.argv.slice(3);
const sets = named.length > 0 ? named : Object.keys(known.groups);
if (process.env.POSTMORTEMS_DATABASE && sets.length > 1)
  throw new Error('Name one set: the database can only be empty for the first');

const figures = {};
const all = [];
for (const set of sets) {
  const { asked, ...counts } = await measure(set);
  console.log(`\n${set}`);
  console.table(asked);
  figures[set] = { ...counts, ...summary(asked) };
  all.push(...asked);
}
if (sets.length > 1) figures['all of them'] = summary(all);
console.table(figures);

/** Asks for what is similar to each document that is in a group. */
async function measure(set) {
  const groups = known.groups[set] ?? [];
  if (groups.length === 0)
    throw new Error(`recurrences.json has no groups for ${set}`);
  const doubtful = known.doubtful?.[set] ?? [];
  const ids = new Set([...groups, ...doubtful].flat());

  const { postmortems, similar, close } = await openStores(
    process.env.POSTMORTEMS_DATABASE,
  );
  const stored = new Map();
  for (const name of readdirSync(path.join(folder, set)).sort()) {
    // The licence, a README and an empty template are no postmortems.
    if (!/^[A-Za-z]*\d/.test(name)) continue;
    const id = longestPrefix(ids, name) ?? name;
    if (stored.has(id)) throw new Error(`${set} has two documents ${id}`);
    stored.set(id, await store(postmortems, path.join(folder, set, name)));
  }
  const nameOf = new Map([...stored].map(([id, each]) => [each.id, id]));

  const read = { ownershipRefs: [], criteria: 'all' };
  const asked = [];
  for (const id of new Set(groups.flat())) {
    const self = stored.get(id);
    if (!self) throw new Error(`${set} has no document ${id}`);
    const of = pairs => pairs.filter(pair => pair.includes(id)).flat();
    const right = new Set(of(groups));
    const unsure = new Set(of(doubtful).filter(other => !right.has(other)));
    const found = await similar.find(
      { document: { ...self, systems: self.affectedSystems }, self },
      { read },
      { limit: stored.size },
    );
    const ranked = found.filter(other => !unsure.has(nameOf.get(other.id)));
    const place = ranked.findIndex(other => right.has(nameOf.get(other.id)));
    const [first] = ranked;
    asked.push({
      postmortem: id,
      place: place < 0 ? '-' : place + 1,
      'first of all': first && nameOf.get(first.id),
      score: first?.score,
      because: first?.parts[0].terms.slice(0, 4).join(', '),
    });
  }
  await close();
  return { asked, postmortems: stored.size, groups: groups.length };
}

function longestPrefix(ids, name) {
  return [...ids]
    .filter(id => name.startsWith(id))
    .sort((a, b) => b.length - a.length)[0];
}

async function store(postmortems, file) {
  const { document } = parseMarkdown(readFileSync(file, 'utf8'), {
    fileName: path.basename(file),
  });
  const at = new Date().toISOString();
  const postmortem = {
    ...createDocument(document),
    id: newId(),
    version: 1,
    status: 'draft',
    createdBy: 'user:default/measure',
    createdAt: at,
    updatedBy: 'user:default/measure',
    updatedAt: at,
    publishedAt: null,
    causeIds: [],
  };
  const number = await postmortems.insert(postmortem);
  return { ...postmortem, number };
}

/** How often, and how far up, one of the same group is found. */
function summary(asked) {
  const mean = score =>
    asked.reduce((sum, { place }) => sum + score(place), 0) / asked.length;
  return {
    asked: asked.length,
    'among the first three': mean(place => (place <= 3 ? 1 : 0)).toFixed(2),
    'mean reciprocal rank': mean(place => (place > 0 ? 1 / place : 0)).toFixed(
      2,
    ),
  };
}
