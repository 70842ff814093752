/**
 * `npm run api-reports`: writes what each package exports to its `report.api.md`, from the declarations that `tsc` has
 * made. With `--ci` it only fails where a report is not what is exported; `npm test` does that.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { step } from './steps.mjs';

const ci = process.argv.includes('--ci');
const written =
  (ci || (await step('Types', 'tsc', ['--incremental', 'false']))) &&
  (await step('API reports', 'backstage-repo-tools', [
    'api-reports',
    ...(ci ? ['--ci'] : []),
    // not everything needs a sentence; types of other packages are read from their sources
    '--omit-messages=ae-undocumented,ae-wrong-input-file-type',
    ...readdirSync('plugins').map(name => join('plugins', name)),
  ]));
process.exit(written ? 0 : 1);
