/**
 * Measures how well similar postmortems are found, on real ones whose groups
 * of recurrences are known:
 *
 *   node scripts/similarity.mjs [folder] [file with the groups]
 *
 * The folder has Markdown files whose names begin with an id (`PM2020-002`).
 * The other file names the groups in braces: `{PM2020-002, PM2020-009}`, or
 * `{PM2021-005, -006}` for ids that begin the same. Where
 * `POSTMORTEMS_DATABASE` is a connection string of an empty PostgreSQL
 * database, that is used, else SQLite in memory.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const root = path.resolve(import.meta.dirname, '..');
require('@backstage/cli/config/nodeTransform.cjs');
const { openStores } = require('./lib/stores.cjs');
const { parseMarkdown, newId, createDocument } = require(
  path.join(root, 'plugins/postmortems-common/src'),
);

const folder = path.resolve(
  process.argv[2] ?? path.join(root, '../shared/data/dfds'),
);
const groupsFile = process.argv[3] ?? path.join(folder, '../README.md');

const idOf = name => /^[A-Za-z]*[\d-]+\d/.exec(name)?.[0];

const groups = [...readFileSync(groupsFile, 'utf8').matchAll(/\{([^{}]+)\}/g)]
  .map(([, list]) => {
    const ids = list.split(',').map(id => id.trim());
    return ids.map(id =>
      id.startsWith('-') ? ids[0].slice(0, -id.length) + id : id,
    );
  })
  .filter(ids => ids.length > 1);

const { postmortems, similar, close } = await openStores(
  process.env.POSTMORTEMS_DATABASE,
);
const stored = new Map();
for (const name of readdirSync(folder).sort()) {
  const id = idOf(name);
  if (!id) continue;
  const text = readFileSync(path.join(folder, name), 'utf8');
  const { document } = parseMarkdown(text, { fileName: name });
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
  stored.set(id, { ...postmortem, number });
}
const nameOf = new Map([...stored].map(([id, each]) => [each.id, id]));

const read = { ownershipRefs: [], criteria: 'all' };
const rows = [];
for (const group of groups)
  for (const id of group) {
    const self = stored.get(id);
    if (!self) throw new Error(`There is no postmortem ${id} in ${folder}`);
    const found = await similar.find(
      { document: { ...self, systems: self.affectedSystems }, self },
      { read },
      { limit: stored.size },
    );
    const place =
      found.findIndex(other => group.includes(nameOf.get(other.id))) + 1;
    const [first] = found;
    rows.push({
      postmortem: id,
      place: place || '-',
      'first of all': first && nameOf.get(first.id),
      score: first?.score,
      because: first?.parts[0].terms.slice(0, 4).join(', '),
    });
  }
await close();

console.table(rows);
const mean = values => values.reduce((a, b) => a + b, 0) / values.length;
const percent = value => `${(value * 100).toFixed(1)} %`;
console.log(
  `${stored.size} postmortems, ${groups.length} groups, ${rows.length} asked`,
);
console.log(
  `One of its group is among the first three: ${percent(mean(rows.map(({ place }) => (place <= 3 ? 1 : 0))))}`,
);
console.log(
  `Mean reciprocal rank: ${mean(rows.map(({ place }) => (place > 0 ? 1 / place : 0))).toFixed(3)}`,
);
