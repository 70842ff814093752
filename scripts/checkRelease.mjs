/**
 * `npm run check:release -- <release> [browser tests…]`: does the project work on another release of Backstage?
 *
 * The release is `lowest` (the minimums that the plugins declare), `newest` (the registry's) or one of
 * `scripts/releases/`. A copy of the project is put on it, installed, type-checked and built, and the browser tests
 * walk through its portal, which has ports of its own. The last lines are the row for docs/operating.md.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { complaintsIn } from './lib/complaintsIn.mjs';
import { copyProject } from './lib/copyProject.mjs';
import { excludedIn, knownReleases, resolutionsFor } from './lib/releases.mjs';
import { createStages, table } from './lib/stages.mjs';
import { finish } from './steps.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [release, ...tests] = process.argv.slice(2);
const releases = ['lowest', ...knownReleases()];
if (!releases.includes(release)) {
  console.error(
    `✗ Usage: npm run check:release -- ${releases.join('|')} [browser tests…]`,
  );
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), `postmortems-${release}-`));
const copy = join(folder, 'project');
const logFile = join(folder, 'check.log');
const stages = createStages({
  cwd: copy,
  logFile,
  env: {
    // beside a portal that is running
    POSTMORTEMS_PORT: process.env.POSTMORTEMS_PORT ?? '3055',
    POSTMORTEMS_BACKEND_PORT: process.env.POSTMORTEMS_BACKEND_PORT ?? '7055',
  },
});
const cleanUp = () => rmSync(folder, { recursive: true, force: true });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, async () => {
    await stages.stop();
    cleanUp();
    process.exit(1);
  });

console.log(`» Backstage ${release}, in ${copy}`);
copyProject(root, copy);
const manifestFile = join(copy, 'package.json');
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
Object.assign(manifest.resolutions, resolutionsFor(release, copy));
writeFileSync(manifestFile, JSON.stringify(manifest, null, 2));

const installed = await stages.run('Installation', 'yarn', [
  'install',
  '--no-immutable',
]);
if (!installed.passed) finish({ passed: 0, failed: 1, skipped: 0 });
const types = await stages.run('Types', 'tsc', []);
const built = await stages.run('Build', 'backstage-cli', ['repo', 'build']);
const walked = await stages.run('Browser tests', 'node', [
  'scripts/e2e.mjs',
  ...tests,
]);

const [, passed = 0, failed = 1] =
  /^(\d+) passed, (\d+) failed$/m.exec(walked.output) ?? [];
const excluded = excludedIn(copy);
for (const { plugin, name, range, version } of excluded)
  console.log(`» ${plugin} wants ${name} ${range}, but here is ${version}`);

const told = ({ passed: ok, seconds }) => `${ok ? '' : 'FAILED, '}${seconds} s`;
console.log();
console.log(
  table(
    [
      'release',
      'installation',
      'types',
      'build',
      'browser tests passed',
      'console errors of ours',
      'declared ranges that exclude it',
    ],
    [
      release,
      told(installed),
      told(types),
      told(built),
      `${passed} of ${Number(passed) + Number(failed)}, ${walked.seconds} s`,
      complaintsIn(walked.output),
      excluded.length,
    ],
  ),
);
const steps = [
  installed,
  types,
  built,
  { passed: walked.passed },
  { passed: excluded.length === 0 },
];
const bad = steps.filter(step => !step.passed).length;
if (bad === 0) cleanUp();
else console.log(`\n» The copy and the log of all steps are kept in ${folder}`);
finish({ passed: steps.length - bad, failed: bad, skipped: 0 });
