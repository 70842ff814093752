/**
 * The front door: `npm start`, `npm test` and `npm run test:e2e` all come through here.
 *
 * It runs on any Node >= 20 with nothing installed, makes the machine ready (each step only when it is needed)
 * and hands over to the task's own script:
 *
 *   1. Node 24 and Yarn into `.toolchain/`, where the machine has no Node 22 or 24, or no Yarn 4 to install with
 *   2. `yarn install --immutable`, where yarn.lock or a package.json changed since the last time
 *   3. `node scripts/<task>.mjs`
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const toolchain = join(root, '.toolchain');
const stampFile = join(root, 'node_modules', '.installed');
const nodeMajor = read('.nvmrc').trim();
const { packageManager } = JSON.parse(read('package.json'));
const yarnVersion = packageManager.split('@')[1];
// These pack or install, for which they need Yarn.
const withYarn = ['pack', 'checkPackages', 'checkRelease', 'checkInstall'];
const tasks = [
  'start',
  'test',
  'e2e',
  'screenshots',
  'openapi',
  'apiReports',
  ...withYarn,
];
const shell = process.platform === 'win32';

function read(path) {
  return readFileSync(join(root, path), 'utf8');
}

function say(message) {
  console.log(`» ${message}`);
}

function fail(message) {
  console.error(`✗ ${message}`);
  process.exit(1);
}

/** What `command --version` prints, or an empty string where it does not run. */
function versionOf(command) {
  const env = { ...process.env, COREPACK_ENABLE_DOWNLOAD_PROMPT: '0' };
  const run = spawnSync(command, ['--version'], {
    cwd: root,
    env,
    shell,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return run.status === 0 ? run.stdout.trim() : '';
}

/** Runs a step with its output kept back; shows the output only when the step fails. */
async function quietly(what, command, args) {
  const child = spawn(command, args, {
    cwd: root,
    shell,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const started = Date.now();
  let output = '';
  child.stdout.on('data', chunk => (output += chunk));
  child.stderr.on('data', chunk => (output += chunk));
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const heartbeat = setInterval(() => say(`  … ${seconds()} s`), 30_000);
  const code = await new Promise(resolve => {
    child.on('error', error => {
      output += error.message;
      resolve(1);
    });
    child.on('close', resolve);
  });
  clearInterval(heartbeat);
  if (code !== 0) {
    console.error(output.split('\n').slice(-60).join('\n'));
    fail(`${what} failed; the end of its output is above.`);
  }
  say(`  done in ${seconds()} s`);
}

/** Puts Node and Yarn, which are ordinary packages of the npm registry, in front of the PATH. */
async function useToolchain() {
  const bin = join(toolchain, 'node_modules', '.bin');
  const isReady = () =>
    versionOf(join(bin, 'node')).startsWith(`v${nodeMajor}.`) &&
    existsSync(join(bin, 'yarn')) &&
    JSON.parse(read('.toolchain/node_modules/@yarnpkg/cli-dist/package.json'))
      .version === yarnVersion;

  if (!isReady()) {
    say(
      `Fetching Node ${nodeMajor} and Yarn ${yarnVersion} into .toolchain/ (once, a few seconds)`,
    );
    mkdirSync(toolchain, { recursive: true });
    const packages = [`node@${nodeMajor}`, `@yarnpkg/cli-dist@${yarnVersion}`];
    await quietly('npm install', 'npm', [
      'install',
      '--prefix',
      toolchain,
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      '--ignore-scripts=false', // "node" fetches its binary in one
      ...packages,
    ]);
    if (!isReady()) {
      fail(
        `Node ${nodeMajor} could not be fetched. Install Node ${nodeMajor} and Yarn ${yarnVersion} yourself and try again.`,
      );
    }
  }
  process.env.PATH = [bin, process.env.PATH].join(delimiter);
}

/** A hash of all that decides what is in node_modules. */
function installStamp() {
  const files = ['package.json', 'yarn.lock', '.yarnrc.yml'];
  for (const folder of ['packages', 'plugins']) {
    for (const name of readdirSync(join(root, folder)).sort()) {
      const path = `${folder}/${name}/package.json`;
      if (existsSync(join(root, path))) files.push(path);
    }
  }
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0${read(file)}\0`);
  return hash.digest('hex');
}

async function install() {
  say(
    'Installing the dependencies: yarn install --immutable (about two minutes the first time)',
  );
  await quietly('yarn install', 'yarn', ['install', '--immutable']);
  writeFileSync(stampFile, stamp);
}

const [task, ...args] = process.argv.slice(2);
if (!tasks.includes(task))
  fail(`Usage: node scripts/run.mjs ${tasks.join('|')} [arguments]`);

// Yarn does not read npm's configuration: behind a registry mirror, tell it where npm looks.
const mirror = process.env.npm_config_registry;
if (mirror) process.env.YARN_NPM_REGISTRY_SERVER ??= mirror.replace(/\/$/, '');

const stamp = installStamp();
const isInstalled =
  existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
const hasNode = /^v(22|24)\./.test(process.version);
const needsYarn = !isInstalled || withYarn.includes(task);
if (!hasNode || (needsYarn && !versionOf('yarn').startsWith('4.')))
  await useToolchain();
if (!isInstalled) await install();

process.env.PATH = [join(root, 'node_modules', '.bin'), process.env.PATH].join(
  delimiter,
);
if (!hasNode)
  process.env.PATH = [
    join(toolchain, 'node_modules', '.bin'),
    process.env.PATH,
  ].join(delimiter);
const child = spawn('node', [join(root, 'scripts', `${task}.mjs`), ...args], {
  cwd: root,
  stdio: 'inherit',
});
// A Ctrl+C reaches the task by itself; other signals are passed on. Either way the task decides when all is stopped.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) {
  process.on(signal, () => child.kill(signal));
}
// npm passes a signal on to the shell between it and us only, and that shell just ends.
const parent = process.ppid;
const watch = () => process.ppid !== parent && child.kill('SIGTERM');
if (process.env.npm_lifecycle_event) setInterval(watch, 1000).unref();
child.on('error', error => fail(error.message));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
