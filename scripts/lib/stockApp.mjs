import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { followReadme } from './followReadme.mjs';
import { listOf } from './releases.mjs';

/** The newest in the registry; its template is of the 1.55 release. */
const createApp = '@backstage/create-app@0.9.2';

/**
 * Makes an app as `create-app` does, installs the packed plugins in it and does what README says.
 *
 * @param options.app - the folder that it is made in
 * @param options.legacy - whether it gets the legacy frontend
 * @param options.release - `newest` or one of `scripts/releases/`
 * @param options.packages - the packed plugins, from `packAll`
 * @param options.ports - of the frontend and the backend
 * @param options.root - the folder of the project
 * @param options.stages - from `createStages`, in the folder of the app
 * @returns what `followReadme` answers, and the second `copies` that came with the plugins
 * @throws Error when a step fails
 */
export async function makeStockApp(options) {
  const { app, legacy, packages, ports, root, stages } = options;
  const run = async (title, command, args, more) => {
    const { passed } = await stages.run(title, command, args, more);
    if (!passed) throw new Error(`${title} failed.`);
  };
  mkdirSync(app, { recursive: true });
  await run(
    'create-app',
    'npx',
    ['-y', createApp, '--path', '.', '--skip-install'].concat(
      legacy ? ['--legacy'] : [],
    ),
    { env: { BACKSTAGE_APP_NAME: 'stock' } },
  );
  settle(options);
  await run(`Backstage ${options.release}`, 'yarn', [
    ...(options.release === 'newest' ? ['up', '@backstage/*'] : ['install']),
    '--mode=update-lockfile',
  ]);
  const before = secondCopiesIn(app);

  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const followed = followReadme({ readme, app, legacy });
  for (const command of followed.commands) {
    const [, ...args] = command.split(' ').map(word => {
      const packed = packages.find(({ name }) => name === word);
      return packed ? `${word}@file:${packed.tarball}` : word;
    });
    await run(command, 'yarn', args);
  }
  const copies = secondCopiesIn(app).filter(copy => !before.includes(copy));
  return { ...followed, copies };
}

/** What a stock app needs on this machine before README can be followed; none of it is counted. */
function settle({ app, packages, ports, release, root }) {
  const readManifest = folder =>
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const manifest = readManifest(app);
  Object.assign(
    manifest.resolutions,
    // what this project needs on Node 24 and behind a mirror of the registry, a stock app needs as well
    readManifest(root).resolutions,
    release === 'newest' ? {} : lockedOn(release),
    // While they are not published, the others' dependencies on them lead nowhere.
    Object.fromEntries(
      packages
        .filter(({ name }) => /-(common|node)$/.test(name))
        .map(({ name, tarball }) => [name, `file:${tarball}`]),
    ),
  );
  // The Yarn that this project has, instead of the one that is in the template.
  delete manifest.packageManager;
  rmSync(join(app, '.yarn'), { recursive: true, force: true });
  const write = (file, text) => writeFileSync(join(app, file), text);
  // The template's is empty but for the version of an older Yarn, which ours would migrate the app from.
  write('yarn.lock', '');
  write('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
  write(
    '.yarnrc.yml',
    // Native parts come with their binaries or are optional.
    'nodeLinker: node-modules\nenableScripts: false\nenableTelemetry: false\n',
  );
  write(
    'app-config.local.yaml',
    `app:
  baseUrl: http://localhost:${ports.frontend}
backend:
  baseUrl: http://localhost:${ports.backend}
  listen: { host: 127.0.0.1, port: ${ports.backend} }
  cors: { origin: 'http://localhost:${ports.frontend}' }
search:
  collators:
    postmortems: # sooner than after ten minutes
      schedule:
        initialDelay: { seconds: 5 }
        frequency: { seconds: 15 }
        timeout: { minutes: 1 }
`,
  );
}

/**
 * What the lock of an app on that release says of the ranges in it. Other ranges, such as those of the plugins, get the
 * newest, as Yarn does it.
 */
function lockedOn(release) {
  return Object.fromEntries(
    Object.entries(listOf(release)).map(([name, version]) => [
      `${name}@npm:^${version}`,
      version,
    ]),
  );
}

/** What an app gets a second copy of, of the packages that must be there once: `['name 1.0.0 + 2.0.0']`. */
function secondCopiesIn(app) {
  const lock = readFileSync(join(app, 'yarn.lock'), 'utf8');
  const names = [
    'frontend-plugin-api',
    'plugin-catalog-react',
    'plugin-catalog-node',
  ];
  return names
    .map(name => {
      const found = lock.matchAll(
        new RegExp(`^"@backstage/${name}@npm:.*\\n  version: (.*)$`, 'gm'),
      );
      return [name, [...new Set(Array.from(found, ([, version]) => version))]];
    })
    .filter(([, versions]) => versions.length > 1)
    .map(([name, versions]) => `${name} ${versions.join(' + ')}`);
}
