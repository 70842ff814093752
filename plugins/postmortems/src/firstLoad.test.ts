/**
 * @jest-environment node
 */
// SPDX-License-Identifier: Apache-2.0

import path from 'node:path';
import { build, Plugin } from 'esbuild';

/** Our own sources, whole; everything else stays outside, under its name. */
const ourSources: Plugin = {
  name: 'our-sources',
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ kind, path: to }) => {
      if (kind === 'entry-point') return undefined;
      if (kind === 'dynamic-import') return { path: to, external: true };
      if (to === 'backstage-plugin-postmortems-common')
        return {
          path: path.resolve(
            __dirname,
            '../../postmortems-common/src/index.ts',
          ),
          sideEffects: false,
        };
      return to.startsWith('.') ? undefined : { path: to, external: true };
    });
  },
};

/**
 * The packages that a module loads with itself: what it imports through our
 * own modules after tree shaking, without what they leave to `import()`.
 */
async function packagesLoadedBy(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [path.join(__dirname, entry)],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    jsx: 'automatic',
    plugins: [ourSources],
    logLevel: 'error',
  });
  return Object.values(metafile.outputs).flatMap(({ imports }) =>
    imports.flatMap(({ kind, path: to }) =>
      kind === 'import-statement' ? [to] : [],
    ),
  );
}

const HEAVY =
  /^(?:luxon|zod|recharts|react-hook-form|yaml|markdown-it)(?:$|\/)/;

describe('what a portal loads of us on every page', () => {
  it.each([
    ['plugin.tsx', '@backstage/frontend-plugin-api'],
    ['legacy.ts', '@backstage/core-plugin-api'],
  ])('is nothing heavy: %s', async (entry, expected) => {
    const packages = await packagesLoadedBy(entry);
    expect(packages).toContain(expected);
    expect(packages.filter(name => HEAVY.test(name))).toEqual([]);
  });
});
