import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readmeBlocks } from './readmeBlocks.mjs';

const readme = `# Name

## Install it

\`\`\`sh
yarn add it
\`\`\`

### Backend

Not \`this.ts\`.

Two lines in \`packages/backend/src/index.ts\`,
after all others:

<!-- prettier-ignore -->
\`\`\`ts
backend.add(import('it'));

// # no heading
\`\`\`

## Configure it

\`\`\`yaml
it: {}
\`\`\`
`;

test('blocks have the file that is named above them and the headings that they are under', () => {
  assert.deepEqual(readmeBlocks(readme), [
    {
      language: 'sh',
      file: undefined,
      section: 'Name / Install it',
      paragraph: '',
      lines: ['yarn add it'],
    },
    {
      language: 'ts',
      file: 'packages/backend/src/index.ts',
      section: 'Name / Install it / Backend',
      paragraph:
        'Two lines in `packages/backend/src/index.ts`, after all others:',
      lines: ["backend.add(import('it'));", '', '// # no heading'],
    },
    {
      language: 'yaml',
      file: undefined,
      section: 'Name / Configure it',
      paragraph: '',
      lines: ['it: {}'],
    },
  ]);
});
