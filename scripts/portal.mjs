import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from './postgres.mjs';

/** Where the portal listens; the same variables and ports as in app-config.yaml. */
const portalPorts = {
  frontend: Number(process.env.POSTMORTEMS_PORT ?? 3000),
  backend: Number(process.env.POSTMORTEMS_BACKEND_PORT ?? 7007),
};
export const portalUrl = `http://localhost:${portalPorts.frontend}`;
/** Also the portal itself, where the app is `built`. */
export const backendUrl = `http://localhost:${portalPorts.backend}`;
const appBuild = resolve('packages', 'app', 'dist');

/**
 * Starts the development portal (frontend and backend) and waits until both answer.
 *
 * @param options.cwd - where another Backstage is, if it is not this portal; its configuration has the `ports`
 * @param options.dataFolder - holds the databases; made where it is missing
 * @param options.postgres - keep the data in an embedded PostgreSQL of its own instead of SQLite files
 * @param options.built - the app is built and served by the backend, as in production; without it a development server
 *   compiles it
 * @param options.large - with a catalog of the size that companies have: app-config.large.yaml
 * @param options.output - where the portal's output goes: `'inherit'` or an open file's descriptor
 * @param options.signal - an AbortSignal that gives up waiting and stops what has been started
 * @returns `exited`, a promise of the moment when the portal ends by itself, and `stop()`
 * @throws Error with a message for people when it cannot start
 */
export async function startPortal({
  dataFolder,
  postgres = false,
  built = false,
  large = false,
  output = 'inherit',
  env = {},
  signal,
  cwd,
  ports = portalPorts,
}) {
  const parts = partsOn(ports).filter(
    ({ port }) => !built || port === ports.backend,
  );
  for (const part of parts) {
    const owner = await ownerOfPort(part.port);
    if (owner !== undefined) throw new Error(portTaken(part, owner));
  }

  if (built) await buildApp(output, signal);
  const folder = resolve(dataFolder);
  mkdirSync(join(folder, 'sqlite'), { recursive: true });
  const database = postgres
    ? await startPostgres({ folder: join(folder, 'postgres') })
    : undefined;

  const packages = built ? ['packages/backend'] : [];
  const child = spawn('backstage-cli', ['repo', 'start', ...packages], {
    // A process group of its own, so that all of it can be ended at once.
    detached: process.platform !== 'win32',
    shell: process.platform === 'win32',
    stdio: ['ignore', output, output],
    cwd,
    env: {
      ...process.env,
      NODE_ENV: 'development',
      BROWSER: process.env.BROWSER ?? 'none', // opened by the CLI it would be there before the backend is
      POSTMORTEMS_DATA_DIR: folder,
      ...(large && { BACKSTAGE_ENV: 'large' }),
      ...(built && { APP_CONFIG_app_baseUrl: backendUrl }),
      ...(database && {
        APP_CONFIG_backend_database: databaseConfig(database.connection),
      }),
      ...env,
    },
  });
  const exited = new Promise(done => {
    child.on('exit', done);
    child.on('error', done);
  });
  const portal = {
    exited,
    async stop() {
      await endGroup(child, exited);
      // the backend of a development portal would serve it, long after it is true
      if (built) rmSync(appBuild, { recursive: true, force: true });
      await database?.stop();
    },
  };

  try {
    await Promise.race([
      whenReady(parts, signal),
      exited.then(() =>
        Promise.reject(
          new Error(
            'The portal ended before it was ready; its output says why.',
          ),
        ),
      ),
    ]);
  } catch (error) {
    await portal.stop();
    throw error;
  }
  return portal;
}

function buildApp(output, signal) {
  const build = spawn('backstage-cli', ['package', 'build'], {
    cwd: dirname(appBuild),
    shell: process.platform === 'win32',
    stdio: ['ignore', output, output],
    signal,
  });
  return new Promise((resolve, reject) => {
    build.on('error', reject);
    build.on('exit', code =>
      code === 0
        ? resolve()
        : reject(new Error('The app could not be built; its output says why.')),
    );
  });
}

function partsOn({ frontend, backend }) {
  const part = (name, port, path) => ({
    name,
    port,
    url: `http://localhost:${port}${path}`,
  });
  return [
    part('the frontend', frontend, '/'),
    part('the backend', backend, '/.backstage/health/v1/readiness'),
  ];
}

/** Backstage's configuration for the embedded PostgreSQL; the environment wins over app-config.yaml. */
function databaseConfig(connection) {
  return JSON.stringify({ client: 'pg', connection });
}

async function whenReady(parts, signal) {
  const missing = new Set(parts);
  for (let seconds = 1; missing.size > 0; seconds++) {
    await sleep(1000, undefined, { signal });
    for (const part of missing) {
      if (await answers(part.url)) missing.delete(part);
    }
    if (seconds % 60 === 0) {
      console.log(
        `» Still waiting for ${[...missing].map(part => `${part.name} (port ${part.port})`).join(' and ')}`,
      );
    }
  }
}

async function answers(url) {
  try {
    // The dev server holds its answer back until the first build is there.
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    return response.ok;
  } catch {
    return false;
  }
}

/** Asks the whole group to end, and insists after ten seconds. */
async function endGroup(child, exited) {
  const send = name => {
    try {
      if (process.platform === 'win32')
        spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
      else process.kill(-child.pid, name);
      return true;
    } catch {
      return false; // nobody of the group is left
    }
  };
  if (child.pid === undefined || !send('SIGTERM')) return;
  await Promise.race([exited, sleep(10_000, undefined, { ref: false })]);
  for (let tries = 0; tries < 20 && send(0); tries++) await sleep(100);
  send('SIGKILL');
}

function portTaken(part, owner) {
  const by = owner ? ` by ${owner}` : '';
  return (
    `Port ${part.port}, which ${part.name} of the portal needs, is taken${by}.\n` +
    `  Is the portal running already? Then open it in the browser. If not, end that program and try again.`
  );
}

/** Undefined for a free port; else who listens on it, as far as this machine tells ("" where it does not). */
async function ownerOfPort(port) {
  const isTaken = (
    await Promise.all(['127.0.0.1', '::1'].map(host => accepts(host, port)))
  ).includes(true);
  if (!isTaken) return undefined;
  const output = (command, ...args) =>
    spawnSync(command, args, { encoding: 'utf8' }).stdout?.trim() ?? '';
  const pid =
    output('lsof', '-nP', '-t', `-iTCP:${port}`, '-sTCP:LISTEN').split(
      '\n',
    )[0] || /pid=(\d+)/.exec(output('ss', '-ltnpH', `sport = :${port}`))?.[1];
  if (!pid) return '';
  const command = output('ps', '-o', 'args=', '-p', pid).slice(0, 100);
  return `process ${pid} (${command})`;
}

function accepts(host, port) {
  return new Promise(done => {
    const socket = connect({ host, port, timeout: 2000 });
    socket.on('connect', () => done(true) || socket.destroy());
    socket.on('timeout', () => done(false) || socket.destroy());
    socket.on('error', () => done(false));
  });
}
