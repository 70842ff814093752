/**
 * `npm test`: types, API reports, lint, formatting, license headers, the tests of the scripts, and all Jest tests on
 * SQLite and on a PostgreSQL 18 of its own.
 * Everything runs, even when something before it failed. The last line is `N passed, N failed`.
 *
 * With arguments (`npm test -- plugins/postmortems-common`) only Jest runs, with those arguments.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from './postgres.mjs';
import { finish, step } from './steps.mjs';

const jestArgs = process.argv.slice(2);
const totals = { passed: 0, failed: 0, skipped: 0 };
const checks = [
  // The order of keys in declarations, which API reports have, depends on what an incremental build knows.
  ['Types', 'tsc', ['--incremental', 'false']],
  ['API reports', 'node', ['scripts/apiReports.mjs', '--ci']],
  ['Lint', 'backstage-cli', ['repo', 'lint', '--max-warnings', '0']],
  ['Formatting', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['License headers', 'node', ['scripts/licenseHeaders.mjs', '--check']],
  ['Scripts', 'node', ['--test', 'scripts/**/*.test.mjs']],
];

for (const check of jestArgs.length > 0 ? [] : checks) {
  totals[(await step(...check)) ? 'passed' : 'failed'] += 1;
}

// Databases of a test run may be lost, so they need not wait for the disk.
const settings = {
  max_connections: 300,
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
};
const folder = mkdtempSync(join(tmpdir(), 'postmortems-test-'));
let postgres;
const cleanUp = async () => {
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => cleanUp().then(() => process.exit(1)));

try {
  console.log('\n» PostgreSQL 18 for the tests');
  postgres = await startPostgres({
    folder: join(folder, 'postgres'),
    settings,
  });
  add(await runJest());
} catch (error) {
  console.error(`✗ ${error.message}`);
  totals.failed += 1;
}
await cleanUp();
finish(totals);

async function runJest() {
  const outputFile = join(folder, 'jest.json');
  const args = [
    'repo',
    'test',
    '--watchAll=false',
    '--testTimeout=60000', // slow machines compile while they test
    '--json',
    `--outputFile=${outputFile}`,
    ...jestArgs,
  ];
  const env = {
    BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgres.url,
    BACKSTAGE_TEST_DISABLE_DOCKER: '1',
  };
  const succeeded = await step(
    'Tests on SQLite and PostgreSQL',
    'backstage-cli',
    args,
    env,
  );
  return { succeeded, results: JSON.parse(readFileSync(outputFile, 'utf8')) };
}

/** A suite that did not even load counts as one failed test; so does a run that found nothing to do. */
function add({ succeeded, results }) {
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  const ran = results.numPassedTests + failed;
  if (ran === 0) console.error('✗ No test was run.');
  totals.passed += results.numPassedTests;
  totals.skipped += results.numPendingTests + results.numTodoTests;
  totals.failed += failed === 0 && (ran === 0 || !succeeded) ? 1 : failed;
}
