/**
 * `node scripts/licenseHeaders.mjs`: gives every source file of the packages its license header where it has none.
 * With `--check` it writes nothing, names the files without one, and fails when there are any.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const header = '// SPDX-License-Identifier: Apache-2.0\n';
const isCheck = process.argv.includes('--check');

/** Every source file below a folder, without what is built or installed. */
function sourcesIn(folder) {
  const skipped = ['node_modules', 'dist', 'dist-types', 'coverage', 'public'];
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return skipped.includes(entry.name) ? [] : sourcesIn(path);
    return /\.(tsx?|[cm]?js)$/.test(entry.name) ? [path] : [];
  });
}

const missing = ['packages', 'plugins']
  .flatMap(folder => sourcesIn(join(root, folder)))
  .filter(path => !readFileSync(path, 'utf8').includes(header));

for (const path of isCheck ? [] : missing) {
  const text = readFileSync(path, 'utf8');
  // Jest reads its settings from a comment only where it is the first.
  const [first = ''] =
    /^(#!.*\n|\/\*\*[^/]*@jest-[^/]*\*\/\n)/.exec(text) ?? [];
  writeFileSync(path, `${first}${header}\n${text.slice(first.length)}`);
}
const names = missing.slice(0, 5).map(path => relative(root, path));
if (!isCheck) console.log(`${missing.length} files have a license header now`);
else if (missing.length > 0)
  console.error(
    `✗ ${missing.length} files have no license header (node scripts/licenseHeaders.mjs writes it):\n  ${names.join('\n  ')}`,
  );
process.exit(isCheck && missing.length > 0 ? 1 : 0);
