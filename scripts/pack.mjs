/**
 * `npm run pack:all`: builds the packages and packs them, and says how to install the tarballs in another Backstage.
 * `npm run pack:all -- <folder>` puts them there.
 */
import { packAll, packedFolder } from './packages.mjs';

try {
  const packages = await packAll(process.argv[2] ?? packedFolder);
  const fileOf = name => {
    const { tarball } = packages.find(each => each.name === name);
    return `file:${tarball.replaceAll('\\', '/')}`;
  };
  const add = (workspace, ...names) =>
    `yarn --cwd packages/${workspace} add ${names.map(name => `${name}@${fileOf(name)}`).join(' ')}`;
  // Nobody installs these two; the others ask for them by their version, which no registry has yet.
  const resolutions = [
    'backstage-plugin-postmortems-common',
    'backstage-plugin-postmortems-node',
  ].map(name => `    ${JSON.stringify(name)}: ${JSON.stringify(fileOf(name))}`);

  console.log(`
» ${packages.length} packages are packed. To install them in your Backstage:

1. In its root package.json (where "resolutions" are there already, add the two lines to them):

  "resolutions": {
${resolutions.join(',\n')}
  }

2. In its root folder:

  ${add(
    'backend',
    'backstage-plugin-postmortems-backend',
    'backstage-plugin-search-backend-module-postmortems',
  )}
  ${add('app', 'backstage-plugin-postmortems')}

The rest is as in README.md.`);
} catch (error) {
  console.error(`✗ ${error.message}`);
  process.exit(1);
}
