/** `npm run openapi`: writes plugins/postmortems-backend/openapi.yaml from the schemas. A test fails when it is old. */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { stringify } from 'yaml';

const require = createRequire(import.meta.url);
const plugin = join(import.meta.dirname, '../plugins/postmortems-backend');
require('@backstage/cli/config/nodeTransform.cjs');
const { openapi } = require(join(plugin, 'src/http/openapi'));

const file = join(plugin, 'openapi.yaml');
// Through JSON, as a client gets it: without what is undefined, and without anchors for what is used twice.
const text = stringify(JSON.parse(JSON.stringify(openapi())));
const options = await resolveConfig(file);
writeFileSync(file, await format(text, { ...options, filepath: file }));
console.log('Written: plugins/postmortems-backend/openapi.yaml');
