/**
 * `npm run test:e2e`: Playwright in a real Chromium against a portal of its own, with fresh data every time and a
 * catalog of the size that companies have. The app is built as for production: pages open ten times as fast as from a
 * development server, and what is tried is what people run. `npm run test:firefox` walks the main journeys in a stock
 * Firefox instead. `-- --postgres` runs the portal on PostgreSQL; other arguments go to Playwright.
 */
import {
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backendUrl, startPortal } from './portal.mjs';
import { finish, step } from './steps.mjs';

const args = process.argv.slice(2);
const postgres = args.includes('--postgres');
const firefox = args.includes('--firefox');
const playwrightArgs = args.filter(
  arg => arg !== '--postgres' && arg !== '--firefox',
);

const folder = mkdtempSync(join(tmpdir(), 'postmortems-e2e-'));
const logFile = join(folder, 'portal.log');
const resultFile = join(folder, 'playwright.json');
const stopping = new AbortController();
let portal;
const cleanUp = async () => {
  stopping.abort();
  await portal?.stop();
  rmSync(folder, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => cleanUp().then(() => process.exit(1)));

const totals = { passed: 0, failed: 0, skipped: 0 };
try {
  const env = firefox
    ? { FIREFOX_PATH: findFirefox() }
    : { FIREFOX_PATH: '', CHROMIUM_PATH: await findChromium() };
  console.log(
    `» Starting the portal on ${postgres ? 'PostgreSQL' : 'SQLite'}, with data of its own`,
  );
  const output = openSync(logFile, 'a');
  portal = await startPortal({
    dataFolder: folder,
    postgres,
    built: true,
    large: true,
    output,
    // A backend that fails at its start leaves the dev server waiting for a change.
    signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(300_000)]),
  });
  console.log(`» The portal is ready: ${backendUrl}`);
  const succeeded = await step(
    'Playwright',
    'playwright',
    ['test', ...playwrightArgs],
    {
      ...env,
      PLAYWRIGHT_URL: backendUrl,
      PLAYWRIGHT_BACKEND_URL: backendUrl,
      PLAYWRIGHT_JSON_OUTPUT_FILE: resultFile,
    },
  );
  add(succeeded, JSON.parse(readFileSync(resultFile, 'utf8')).stats);
} catch (error) {
  console.error(
    `✗ ${error.name === 'AbortError' ? 'The portal was not ready in five minutes.' : error.message}`,
  );
  totals.failed += 1;
}
if (totals.failed > 0 && existsSync(logFile)) {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
  const told = lines.filter(line => !line.includes('incomingRequest'));
  console.error("\n» The end of the portal's log, without its requests");
  console.error(told.slice(-40).join('\n'));
}
await cleanUp();
finish(totals);

/** The machine's own Chromium, or "" for Playwright's, which is fetched where it is missing. */
async function findChromium() {
  const path = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  if (existsSync(path)) return path;
  if (
    !(await step("Playwright's own Chromium", 'playwright', [
      'install',
      'chromium',
    ]))
  ) {
    throw new Error(
      'There is no Chromium. Install it, or say where it is in CHROMIUM_PATH.',
    );
  }
  return '';
}

/** The machine's own Firefox. */
function findFirefox() {
  const path = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr';
  if (existsSync(path)) return path;
  throw new Error(
    'There is no Firefox. Install it, or say where it is in FIREFOX_PATH.',
  );
}

function add(succeeded, { expected, flaky, unexpected, skipped }) {
  const ran = expected + flaky + unexpected;
  if (ran === 0) console.error('✗ No test was run.');
  totals.passed += expected + flaky;
  totals.skipped += skipped;
  totals.failed +=
    unexpected === 0 && (ran === 0 || !succeeded) ? 1 : unexpected;
}
