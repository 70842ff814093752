import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { allows, lowerOf, minimumOf } from './ranges.mjs';

const folder = new URL('../releases/', import.meta.url);
/** The oldest release that is supported: the one that `lowest` takes what is not declared from. */
const OLDEST = '1.55';

const readJson = path => JSON.parse(readFileSync(path, 'utf8'));

/** The releases that there is a list of, and the registry's. */
export function knownReleases() {
  const listed = readdirSync(folder).map(name => name.replace(/\.json$/, ''));
  return ['newest', ...listed];
}

/** What the plugins in a project depend on outside of it: `{ plugin, name, range }`. */
function declaredIn(root) {
  const names = readdirSync(join(root, 'plugins'));
  const plugins = names.map(name =>
    readJson(join(root, 'plugins', name, 'package.json')),
  );
  return plugins.flatMap(plugin =>
    Object.entries(plugin.dependencies)
      .filter(([, range]) => !range.startsWith('workspace:'))
      .map(([name, range]) => ({ plugin: plugin.name, name, range })),
  );
}

const isBackstage = name => name.startsWith('@backstage/');
/** What goes from one package to another, so that there may not be two versions: Material UI's styles, a connection. */
const isShared = name =>
  isBackstage(name) || name.startsWith('@material-ui/') || name === 'knex';

/** The version of each package in a release. */
export function listOf(release) {
  return readJson(new URL(`${release}.json`, folder));
}

/** The lowest that the plugins declare; what others bring too, in later versions, for the plugins alone. */
function minimums(root) {
  const versions = {};
  for (const { plugin, name, range } of declaredIn(root)) {
    const minimum = minimumOf(range);
    if (isShared(name))
      versions[name] =
        name in versions ? lowerOf(versions[name], minimum) : minimum;
    else versions[`${plugin}/${name}`] = minimum;
  }
  return versions;
}

/**
 * A package that came after a release, such as an adapter for a later one, brings to an app on that release what it
 * needs itself, beside what is there. These are the `resolutions` for that.
 */
function broughtBesides(list, root) {
  const lock = parse(readFileSync(join(root, 'yarn.lock'), 'utf8'));
  const entries = new Map(
    Object.entries(lock).flatMap(([key, entry]) =>
      key.split(', ').map(descriptor => [descriptor, entry]),
    ),
  );
  const brought = {};
  const bring = (name, range) => {
    const { version, dependencies } = entries.get(`${name}@npm:${range}`);
    for (const [needed, descriptor] of Object.entries(dependencies ?? {})) {
      const wanted = descriptor.replace('npm:', '');
      const key = `${name}@npm:${version}/${needed}`;
      if (!isBackstage(needed) || key in brought) continue;
      if (needed in list && allows(wanted, list[needed])) continue;
      brought[key] = wanted;
      bring(needed, wanted);
    }
  };
  for (const { name, range } of declaredIn(root))
    if (isBackstage(name) && !(name in list)) bring(name, range);
  return brought;
}

/**
 * The `resolutions` that put a project on a release.
 *
 * @param release - `lowest`, `newest` or one of `scripts/releases/`
 * @param root - the folder of the project
 */
export function resolutionsFor(release, root) {
  if (release !== 'newest') {
    const list = listOf(release === 'lowest' ? OLDEST : release);
    const lowest = release === 'lowest' ? minimums(root) : {};
    // What is said of a certain package comes first, since Yarn takes the first that fits.
    return { ...broughtBesides(list, root), ...list, ...lowest };
  }
  const lock = readFileSync(join(root, 'yarn.lock'), 'utf8');
  const names = lock.matchAll(/(@backstage\/[^@"]+)@npm:/g);
  return Object.fromEntries([...names].map(([, name]) => [name, 'latest']));
}

/** The declared ranges that what is installed in a project is outside of: an app on that release gets a second copy. */
export function excludedIn(root) {
  return declaredIn(root)
    .filter(({ name }) => isBackstage(name))
    .map(one => {
      const manifest = join(root, 'node_modules', one.name, 'package.json');
      return { ...one, version: readJson(manifest).version };
    })
    .filter(({ range, version }) => !allows(range, version));
}
