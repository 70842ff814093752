/**
 * `npm run check:install -- [release]`: do the plugins work where people install them?
 *
 * Packs them, makes apps with create-app, one with the new and one with the legacy frontend, on `newest` (the
 * registry's, also without an argument) or one of `scripts/releases/`, and does in each what README says. A browser
 * walks through them, and through the first on PostgreSQL as well. The last lines are rows for docs/operating.md.
 */
import {
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { complaintsIn } from './lib/complaintsIn.mjs';
import { knownReleases } from './lib/releases.mjs';
import { createStages, table } from './lib/stages.mjs';
import { makeStockApp } from './lib/stockApp.mjs';
import { packAll } from './packages.mjs';
import { startPortal } from './portal.mjs';
import { finish } from './steps.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const release = process.argv[2] ?? 'newest';
if (!knownReleases().includes(release)) {
  console.error(
    `✗ Usage: npm run check:install -- ${knownReleases().join('|')}`,
  );
  process.exit(1);
}
const ports = {
  frontend: Number(process.env.POSTMORTEMS_PORT ?? 3056),
  backend: Number(process.env.POSTMORTEMS_BACKEND_PORT ?? 7056),
};
const folder = mkdtempSync(join(tmpdir(), 'postmortems-install-'));
const logFile = join(folder, 'check.log');
const totals = { passed: 0, failed: 0, skipped: 0 };
const rows = [];
const stopping = new AbortController();
const running = { stages: undefined, portal: undefined };

const cleanUp = async () => {
  stopping.abort();
  await running.stages?.stop();
  await running.portal?.stop();
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () =>
    cleanUp().then(() => {
      rmSync(folder, { recursive: true, force: true });
      process.exit(1);
    }),
  );

try {
  const packages = await packAll(join(folder, 'packages'));
  for (const legacy of [false, true]) {
    await checkFrontend(packages, legacy).catch(failed);
  }
} catch (error) {
  failed(error);
}
await cleanUp();
console.log();
console.log(
  table(
    [
      'release',
      'frontend',
      'database',
      'steps walked',
      'commands, lines, optional lines of README',
      'console errors of ours',
      'second copies',
      'seconds',
    ],
    ...rows,
  ),
);
if (totals.failed === 0) rmSync(folder, { recursive: true, force: true });
else console.log(`\n» The apps and the log of all steps are kept in ${folder}`);
finish(totals);

function failed(error) {
  console.error(`✗ ${error.message}`);
  totals.failed += 1;
}

async function checkFrontend(packages, legacy) {
  const frontend = legacy ? 'legacy' : 'new';
  const started = Date.now();
  const app = join(folder, frontend);
  console.log(`\n» Backstage ${release}, ${frontend} frontend, in ${app}`);
  const stages = createStages({ cwd: app, logFile });
  running.stages = stages;
  const options = { app, legacy, release, packages, ports, root, stages };
  const { commands, copies, files, lines } = await makeStockApp(options);
  const count = step => {
    totals[step.passed ? 'passed' : 'failed'] += 1;
  };

  const sources = files.filter(file => /\.tsx?$/.test(file));
  count(await stages.run("The app's types", 'yarn', ['tsc']));
  count(await stages.run("The app's format", 'yarn', ['prettier:check']));
  count(await stages.run("The app's lint", 'eslint', sources));
  count(
    await stages.run("The app's test", 'yarn', [
      ...['test', '--watchAll=false', 'packages/app/src/App.test.tsx'],
    ]),
  );
  // On an older release what came after it brings its own.
  if (release === 'newest') count({ passed: copies.length === 0 });

  const seconds = () => Math.round((Date.now() - started) / 1000);
  for (const postgres of legacy ? [false] : [false, true]) {
    const walked = await walk({ app, stages, postgres });
    count(walked);
    rows.push([
      release,
      frontend,
      postgres ? 'PostgreSQL' : 'SQLite',
      walked.steps,
      `${commands.length}, ${lines.needed}, ${lines.wanted}`,
      walked.complaints,
      copies.join(', ') || 'none',
      seconds(),
    ]);
  }
}

/** Starts the app and has a browser walk through it. */
async function walk({ app, stages, postgres }) {
  const database = postgres ? 'PostgreSQL' : 'SQLite';
  const dataFolder = join(app, '.data', database);
  const appLog = join(folder, `${database}.log`);
  running.portal = await startPortal({
    cwd: app,
    ports,
    dataFolder,
    postgres,
    output: openSync(appLog, 'a'),
    env: {
      PATH: [join(app, 'node_modules', '.bin'), process.env.PATH].join(
        delimiter,
      ),
    },
    signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(300_000)]),
  });
  const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  const report = join(folder, 'walk.json');
  const { passed, output } = await stages.run(
    `The walk on ${database}`,
    join(root, 'node_modules', '.bin', 'playwright'),
    ['test', '--config=playwright.install.config.ts'],
    {
      cwd: root,
      env: {
        // "" is Playwright's own
        CHROMIUM_PATH: existsSync(chromium) ? chromium : '',
        PLAYWRIGHT_URL: `http://localhost:${ports.frontend}`,
        PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      },
    },
  );
  await running.portal.stop();
  const { suites } = JSON.parse(readFileSync(report, 'utf8'));
  const { steps = [] } = suites[0].specs[0].tests[0].results[0];
  const done = steps.filter(({ error }) => !error).length;
  return {
    passed,
    steps: passed ? done : `${done} (FAILED)`,
    complaints: complaintsIn(output),
  };
}
