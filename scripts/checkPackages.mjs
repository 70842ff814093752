/**
 * `npm run check:packages`: packs the packages and looks at the tarballs as npm would publish them. Prints a table,
 * and every problem below it. The last line is `N passed, N failed`, one for each package and one for the manifests.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import {
  checkPackage,
  createPackageFromTarballData,
} from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import ts from 'typescript';
import { packAll } from './packages.mjs';
import { finish, step } from './steps.mjs';

const MAX_BYTES = 1_000_000;

const byBackstage = 'every package that Backstage builds has it';
/** Rules of publint and arethetypeswrong that do not hold here: why. One that nothing breaks any more is a problem. */
const IGNORED = {
  CJS_WITH_ESMODULE_DEFAULT_EXPORT: `backend.add(import(…)) unwraps the default export; ${byBackstage}`,
  CJSOnlyExportsDefault: `backend.add(import(…)) unwraps the default export; ${byBackstage}`,
  EXPORTS_TYPES_SHOULD_BE_FIRST: `the types are beside what they describe and found in any order; ${byBackstage}`,
  EXPORTS_VALUE_INVALID: `"backstage" is no path but the kind of feature, for discovery; ${byBackstage}`,
  FallbackCondition: `the types are the right ones for each condition; ${byBackstage}`,
  FILE_INVALID_FORMAT: `.esm.js is for bundlers, which go by the syntax; ${byBackstage}`,
  TYPES_NOT_EXPORTED: `the types are those of "types"; ${byBackstage}`,
  UnexpectedModuleSyntax: `.esm.js is for bundlers, which go by the syntax; ${byBackstage}`,
};
const ignored = new Set();

const read = path => readFileSync(path, 'utf8');
const rootManifest = JSON.parse(read('package.json'));
const repository = rootManifest.homepage.replace('#readme', '');
const nameOfPackage = specifier =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** The packages that a file of code or types imports. */
function importsOf(text) {
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter(name => !name.startsWith('.') && !isBuiltin(name))
    .map(nameOfPackage);
}

/** What the sources import, types included, which are not all left in what is built. */
function importsOfSources(folder) {
  return readdirSync(join(folder, 'src'), { recursive: true })
    .filter(name => /\.tsx?$/.test(name) && !isForTests(name))
    .flatMap(name => importsOf(read(join(folder, 'src', name))));
}

function isForTests(name) {
  return /\.test\.|__testUtils__|__fixtures__|setupTests/.test(name);
}

/** Whether people add it to their Backstage by its README, unlike a library. */
function isInstalled({ backstage }) {
  return !backstage.role.endsWith('-library');
}

/** The packages that a dependency asks whoever installs it for. */
function peersOf(name, folder) {
  const file = [folder, '.']
    .map(base => join(base, 'node_modules', name, 'package.json'))
    .find(existsSync);
  const { peerDependencies = {}, peerDependenciesMeta } = JSON.parse(
    read(file),
  );
  return Object.keys(peerDependencies).filter(
    peer => !peerDependenciesMeta?.[peer]?.optional,
  );
}

function dependencyProblems({ folder, manifest, files, textOf }) {
  const { dependencies = {}, peerDependencies = {} } = manifest;
  const declared = { ...dependencies, ...peerDependencies };
  const isOptional = name => manifest.peerDependenciesMeta?.[name]?.optional;
  const needed = [
    ...files
      .filter(name => /^dist\/.*\.(js|d\.ts)$/.test(name))
      .flatMap(name => importsOf(textOf(name))),
    ...Object.keys(dependencies).flatMap(name => peersOf(name, folder)),
  ];
  const used = new Set([...needed, ...importsOfSources(folder)]);
  return [
    ...[...new Set(needed)]
      .filter(name => !(name in declared) && name !== manifest.name)
      .map(name => `needs ${name}, which it does not declare`),
    ...Object.keys(declared)
      .filter(name => !used.has(name) && !isOptional(name))
      .map(name => `declares ${name}, which nothing of it needs`),
  ];
}

function fileProblems({ files, textOf, size }) {
  const problems = files
    .filter(isForTests)
    .map(name => `${name} is for tests only`);
  for (const name of ['LICENSE', 'NOTICE', 'README.md', 'CHANGELOG.md'])
    if (!files.includes(name)) problems.push(`has no ${name}`);
  for (const name of ['LICENSE', 'NOTICE'])
    if (files.includes(name) && textOf(name) !== read(name))
      problems.push(`${name} is not the one of the repository`);
  if (size > MAX_BYTES)
    problems.push(`is ${size} bytes, more than ${MAX_BYTES}`);
  return problems;
}

/** What is said twice, for readers of npm and of the repository, is the same: each block of code of a README. */
function installProblems({ files, textOf }) {
  const readme = files.includes('README.md') ? textOf('README.md') : '';
  const places = ['README.md', 'docs/operating.md', 'docs/trackers.md'];
  const said = places.map(read).join('');
  return [...readme.matchAll(/^```\w+\n(.*?)^```/gms)]
    .map(([, code]) => code)
    .filter(code => !said.includes(code))
    .map(
      code =>
        `README.md says what none of ${places.join(', ')} says: ${code.split('\n')[0]} …`,
    );
}

/** Whether a link is to the repository, and to a file and a heading that it has. */
function leadsSomewhere(url) {
  const raw = repository.replace('github.com', 'raw.githubusercontent.com');
  const [path, anchor] = url
    .replace(`${repository}/blob/`, `${raw}/`)
    .replace(`${raw}/main/`, '')
    .split('#');
  if (path.startsWith('https:')) return path.startsWith(repository);
  if (!existsSync(path) || !anchor) return existsSync(path);
  return [...read(path).matchAll(/^#+ (.+)$/gm)].some(
    ([, heading]) =>
      heading
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-') === anchor,
  );
}

/** npm shows a README without the files around it, and links to a repository that is named in one place. */
function textProblems({ files, textOf, manifest }) {
  const problems = [];
  const readme = files.includes('README.md') ? textOf('README.md') : '';
  for (const [, target] of readme.matchAll(/\]\(([^)]+)\)/g))
    if (!/^(https:|#)/.test(target))
      problems.push(`README.md links to ${target}, which npm does not have`);
  for (const [url] of readme.matchAll(/https:\/\/[^\s)]*postmortems[^\s)]*/g))
    if (!leadsSomewhere(url))
      problems.push(`README.md links to ${url}, which is not there`);
  if (!readme.includes(manifest.name))
    problems.push('README.md does not name the package');
  for (const [field, value] of Object.entries({
    homepage: manifest.homepage,
    bugs: manifest.bugs,
    'repository.url': manifest.repository?.url.replace(/^git\+/, ''),
  }))
    if (!value?.startsWith(repository))
      problems.push(`"${field}" in package.json is not in ${repository}`);
  for (const field of ['description', 'keywords', 'license', 'author'])
    if (!manifest[field]) problems.push(`package.json has no "${field}"`);
  return problems;
}

/** Keeps back what is ignored, and remembers that it was there. */
function withoutIgnored(tool, findings) {
  return findings
    .filter(({ rule }) => !(rule in IGNORED) || !ignored.add(rule))
    .map(({ rule, text = '' }) => `${tool}: ${rule} ${text}`);
}

async function inspect({ name, folder, tarball }) {
  const data = readFileSync(tarball);
  const contents = createPackageFromTarballData(new Uint8Array(data));
  const prefix = `/node_modules/${name}/`;
  const files = contents.listFiles().map(path => path.slice(prefix.length));
  const textOf = file => contents.readFile(prefix + file);
  const manifest = JSON.parse(textOf('package.json'));
  const about = { folder, manifest, files, textOf, size: data.length };

  const lint = await publint({
    level: 'warning',
    pack: { tarball: new Uint8Array(data).buffer },
  });
  const types = await checkPackage(contents);
  const found = {
    dependencies: dependencyProblems(about),
    contents: fileProblems(about),
    texts: [
      ...textProblems(about),
      ...(isInstalled(manifest) ? installProblems(about) : []),
    ],
    publint: withoutIgnored(
      'publint',
      lint.messages.map(message => ({
        rule: message.code,
        text: formatMessage(message, manifest, { color: false }),
      })),
    ),
    types: withoutIgnored(
      'arethetypeswrong',
      types.types
        ? types.problems.map(({ kind, entrypoint }) => ({
            rule: kind,
            text: entrypoint,
          }))
        : [{ rule: 'no types' }],
    ),
  };
  const unpacked = files.reduce((sum, file) => sum + textOf(file).length, 0);
  return {
    name,
    problems: Object.values(found).flat(),
    row: {
      package: name,
      'packed kB': Math.round(data.length / 1000),
      'unpacked kB': Math.round(unpacked / 1000),
      files: files.length,
      ...Object.fromEntries(
        Object.entries(found).map(([what, problems]) => [
          what,
          problems.length === 0 ? 'ok' : `${problems.length} ✗`,
        ]),
      ),
    },
  };
}

const totals = { passed: 0, failed: 0, skipped: 0 };
try {
  const inSync = await step('Manifests', 'backstage-cli', [
    'repo',
    'fix',
    '--publish',
    '--check',
  ]);
  totals[inSync ? 'passed' : 'failed'] += 1;

  const packages = await Promise.all((await packAll()).map(inspect));
  console.table(packages.map(({ row }) => row));
  for (const { name, problems } of packages) {
    for (const problem of problems) console.error(`✗ ${name} ${problem}`);
    totals[problems.length === 0 ? 'passed' : 'failed'] += 1;
  }
  console.log('Ignored rules:');
  for (const [rule, reason] of Object.entries(IGNORED)) {
    console.log(`  ${rule}: ${reason}`);
    if (ignored.has(rule)) continue;
    console.error(`✗ ${rule} need not be ignored any more`);
    totals.failed += 1;
  }
} catch (error) {
  console.error(`✗ ${error.message}`);
  totals.failed += 1;
}
finish(totals);
