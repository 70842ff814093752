import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { step } from './steps.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where tarballs go when nobody says otherwise; ignored by git. */
export const packedFolder = 'dist-packages';

/** The packages that are published: `{ name, folder, manifest }`. */
export const publicPackages = readdirSync(join(root, 'plugins'))
  .map(plugin => {
    const folder = join(root, 'plugins', plugin);
    const manifest = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    );
    return { name: manifest.name, folder, manifest };
  })
  .filter(({ manifest }) => !manifest.private);

/**
 * Builds all packages and makes the tarballs that would be published.
 *
 * @param target - the folder that they are written to; earlier tarballs of ours in it are
 *   replaced, and nothing else is touched
 * @returns the published packages, each with the path of its `tarball`
 * @throws Error with a message for people when a step fails
 */
export async function packAll(target = packedFolder) {
  const folder = resolve(root, target);
  const built =
    (await step('Types', 'tsc', [])) &&
    (await step('Packages', 'backstage-cli', ['repo', 'build']));
  if (!built) throw new Error('The packages could not be built.');

  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) {
    const isOurs = publicPackages.some(
      ({ name }) => file.startsWith(`${name}-`) && file.endsWith('.tgz'),
    );
    if (isOurs) rmSync(join(folder, file));
  }
  return publicPackages.map(each => {
    const tarball = join(folder, `${each.name}-${each.manifest.version}.tgz`);
    // Only Yarn turns `workspace:^` into the version.
    const run = spawnSync('yarn', ['pack', '--out', tarball], {
      cwd: each.folder,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    if (run.status !== 0)
      throw new Error(`${each.name} could not be packed:\n${run.stdout}`);
    return { ...each, tarball };
  });
}
