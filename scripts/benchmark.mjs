/**
 * Measures similarity with many synthetic postmortems, while others save:
 *
 *   node scripts/benchmark.mjs [sqlite|postgres] [how many]
 *
 * The default is both databases and 100,000. They are written to a temporary
 * folder, which takes some minutes and about 3 GB, and removed at the end.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres } from './postgres.mjs';

const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');
const {
  createDocument,
  newId,
} = require('backstage-plugin-postmortems-common');
const { openStores, load } = require('./lib/stores.cjs');
const { indexTerms, removeTerms, systemTerm, EVERY } = load('store/terms');
const { insertAll } = load('store/sql');
const { toRow } = load('store/rows');
const { termsOf, ALGORITHM } = load('similarity/termsOf');
const { storedWeights } = load('similarity/weigh');

const only = process.argv.slice(2).find(arg => /^[a-z]/.test(arg));
const total = Number(process.argv.slice(2).find(arg => /^\d/.test(arg)) ?? 1e5);

const WORDS = 30_000;
const SYSTEMS = 1_000;
const ASKED = 300;
const SAVES = 100;

let seed = 42;
function random(below) {
  seed = (seed * 48271) % 2147483647;
  return Math.floor((seed / 2147483647) * below);
}

const SYLLABLES = 'ba ce di fo gu ka le mi no pu ra se ti vo zu'.split(' ');
const wordOf = index => {
  let word = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor(rest / 15))
    word += SYLLABLES[rest % 15];
  return `${word}x`;
};
/** Words as common as in a language: the n-th 1/n as often as the first. */
const word = () =>
  wordOf(Math.floor(Math.exp((random(1e6) / 1e6) * Math.log(WORDS))) - 1);
const text = length => Array.from({ length }, word).join(' ');

/** About as long as real ones are, and about one of a thousand systems. */
function draft() {
  const system = random(SYSTEMS);
  const own = () => wordOf(WORDS + system * 20 + random(20));
  const why = () => ({ id: newId(), question: 'Why?', answer: text(12) });
  return createDocument({
    title: `${text(4)} ${own()}`,
    summary: `${text(35)} ${own()} ${own()}. ${text(10)}`,
    rootCause: `${text(15)} ${own()}`,
    whys: [why(), why()],
    affectedSystems: [`component:default/s${system}`],
  });
}

const at = number =>
  new Date(Date.UTC(2020, 0) + number * 60_000).toISOString();
const stored = (number, document = draft()) => ({
  ...document,
  id: newId(),
  number,
  version: 1,
  status: 'published',
  createdBy: 'user:default/ann',
  createdAt: at(number),
  updatedBy: 'user:default/ann',
  updatedAt: at(number),
  publishedAt: at(number),
  causeIds: [],
});

/** As saves would have written it, in a fraction of the time. */
async function fill(knex, isPostgres) {
  const counts = new Map([[EVERY, total]]);
  await knex.schema.createTable('filling', table => {
    table.text('term');
    table.integer('number');
    table.integer('weight');
  });
  for (let start = 1; start <= total; start += 500) {
    const some = [];
    for (let number = start; number < start + 500 && number <= total; number++)
      some.push(stored(number));
    const terms = some.flatMap(one => {
      const weights = storedWeights(termsOf(one));
      for (const { term } of weights)
        counts.set(term, (counts.get(term) ?? 0) + 1);
      return [
        ...weights.map(({ term, weight }) => [term, one.number, weight]),
        ...one.affectedSystems.map(ref => [systemTerm(ref), one.number, 0]),
      ];
    });
    await knex.transaction(async trx => {
      await insertAll(
        trx,
        'postmortem',
        some.map(one => ({ ...toRow(one), number: one.number })),
      );
      await insertAll(
        trx,
        'postmortem_system',
        some.map(one => ({
          postmortem_id: one.id,
          entity_ref: one.affectedSystems[0],
          position: 0,
        })),
      );
      await insertAll(
        trx,
        'postmortem_indexed',
        some.map(({ number }) => ({
          number,
          algorithm: ALGORITHM,
          counted: true,
        })),
      );
      await insertRows(trx, 'filling', terms, isPostgres);
    });
    if (start % 10_000 === 1) process.stdout.write('.');
  }
  await knex.raw('DROP INDEX postmortem_term_number_idx');
  await knex.raw(
    'INSERT INTO postmortem_term (term, number, weight) SELECT term, number, weight FROM filling ORDER BY term, number',
  );
  await knex.raw(
    'CREATE INDEX postmortem_term_number_idx ON postmortem_term (number)',
  );
  await knex.schema.dropTable('filling');
  const rows = [...counts];
  for (let start = 0; start < rows.length; start += 5_000)
    await insertRows(
      knex,
      'term_count',
      rows.slice(start, start + 5_000),
      isPostgres,
    );
  if (isPostgres) {
    await knex.raw(
      `SELECT setval(pg_get_serial_sequence('postmortem', 'number'), ${total})`,
    );
    await knex.raw('VACUUM ANALYZE');
  } else await knex.raw('ANALYZE');
  process.stdout.write('\n');
}

async function insertRows(db, table, rows, isPostgres) {
  const columns = Object.keys(rows[0]).length;
  if (isPostgres) {
    const types = columns === 3 ? ['text', 'int', 'int'] : ['text', 'int'];
    await db.raw(
      `INSERT INTO ${table} SELECT * FROM unnest(${types.map(type => `?::${type}[]`).join(', ')})`,
      types.map((_, index) => rows.map(row => row[index])),
    );
  } else
    await db.raw(
      `INSERT INTO ${table} SELECT ${rows[0].map((_, index) => `value ->> ${index}`).join(', ')} FROM json_each(?)`,
      [JSON.stringify(rows)],
    );
}

async function timed(times, action) {
  const start = performance.now();
  const result = await action();
  times.push(performance.now() - start);
  return result;
}

function show(name, times) {
  const sorted = [...times].sort((a, b) => a - b);
  const of = percent =>
    sorted[Math.ceil((sorted.length * percent) / 100) - 1].toFixed(1);
  console.log(
    `${name.padEnd(58)} n ${String(times.length).padStart(4)}   p50 ${of(50).padStart(7)} ms   p95 ${of(95).padStart(7)} ms   max ${of(100).padStart(7)} ms`,
  );
}

async function measure(client) {
  const folder = mkdtempSync(path.join(tmpdir(), 'postmortems-benchmark-'));
  const server =
    client === 'postgres' ? await startPostgres({ folder }) : undefined;
  const { knex, postmortems, similar, access, close } = await openStores(
    server?.url ?? path.join(folder, 'benchmark.sqlite'),
  );
  try {
    console.log(`\n${client}: writing ${total} postmortems`);
    await fill(knex, client === 'postgres');

    const times = {
      similar: [],
      draft: [],
      some: [],
      create: [],
      save: [],
      edited: [],
      created: [],
      rewritten: [],
    };
    let going = true;
    const saving = (async () => {
      while (going) {
        const one = stored(0);
        one.number = await timed(times.create, () => postmortems.insert(one));
        const next = {
          ...one,
          version: 2,
          summary: `${one.summary} ${text(5)}`,
        };
        await timed(times.save, () => postmortems.save(next));
        await new Promise(resolve => setTimeout(resolve, 200));
      }
    })();
    const ask = async (name, count, action) => {
      for (let index = 0; index < 10; index++) await action();
      for (let index = 0; index < count; index++) {
        await timed(times[name], action);
        // SQLite answers at once, so others get no turn by themselves.
        await new Promise(resolve => setTimeout(resolve, 10));
      }
    };
    const one = () => ({ id: String(1 + random(total)) });
    try {
      await ask('similar', ASKED, () => similar.of(one(), 10));
      await ask('draft', ASKED, () => similar.to(draft(), { limit: 10 }));
      // Who may read what one of ten systems was affected by.
      access.read.criteria = {
        key: 'system',
        values: Array.from(
          { length: SYSTEMS / 10 },
          (_, index) => `component:default/s${index}`,
        ),
      };
      await ask('some', 50, () => similar.to(draft(), { limit: 10 }));
    } finally {
      access.read.criteria = 'all';
      going = false;
      await saving;
    }
    for (let index = 0; index < SAVES; index++) {
      const number = 1 + random(total);
      const document = draft();
      const more = { ...document, summary: `${document.summary} ${text(8)}` };
      const write = (kind, one) =>
        timed(times[kind], () =>
          knex.transaction(trx => indexTerms(trx, number, one)),
        );
      await write('rewritten', document);
      await write('edited', more);
      await knex.transaction(trx => removeTerms(trx, number));
      await write('created', document);
    }
    show('similar to a postmortem, while others save', times.similar);
    show('similar to a draft, while others save', times.draft);
    show('the same for a reader of a tenth of all', times.some);
    show('to create one, while others ask', times.create);
    show('to save one, while others ask', times.save);
    show('the index of one with a sentence more, alone', times.edited);
    show('the index of a new one, alone', times.created);
    show('the index of one whose text is all new, alone', times.rewritten);
  } finally {
    await close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

console.log(`${cpus().length} cores, Node ${process.version}`);
for (const client of ['sqlite', 'postgres'])
  if (!only || only === client) await measure(client);
