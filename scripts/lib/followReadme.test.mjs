import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { followReadme } from './followReadme.mjs';

const block = (file, ...lines) =>
  `In \`${file}\`, in \`servicePage\`:\n\n\`\`\`\n${lines.join('\n')}\n\`\`\`\n`;
const readme = [
  '## Install it',
  '```sh\nyarn --cwd packages/app add it\nnpm test\n```\n',
  block('backend.ts', '// optional', "backend.add(import('it'));"),
  '### What else you may want',
  block('app-config.yaml', 'auth:', '  guest:', '    as: me', 'list: [b]'),
  '### Legacy frontend',
  block('page.tsx', "import { tab } from 'it';", '', '{tab}'),
  '## Configure it',
  block('app-config.yaml', 'it: {}'),
].join('\n');

const files = {
  'backend.ts': 'const backend = create();\n\nbackend.start();\n',
  'app-config.yaml': '# who\nauth:\n  guest: {}\nlist:\n  - a\n',
  'page.tsx':
    "import {\n  one,\n} from 'one';\n\nconst servicePage = (\n  <EntityLayout>\n    {one}\n  </EntityLayout>\n);\n\nconst otherPage = (\n  <EntityLayout>\n  </EntityLayout>\n);\n",
};

function follow(t, options) {
  const app = mkdtempSync(join(tmpdir(), 'postmortems-follow-'));
  t.after(() => rmSync(app, { recursive: true }));
  for (const [file, text] of Object.entries(files)) {
    writeFileSync(join(app, file), text);
  }
  const followed = followReadme({ readme, app, ...options });
  return { ...followed, read: file => readFileSync(join(app, file), 'utf8') };
}

test('does and counts what README says for the new frontend', t => {
  const { commands, lines, read, ...rest } = follow(t, { legacy: false });
  assert.deepEqual(commands, ['yarn --cwd packages/app add it']);
  assert.deepEqual(rest.files, ['backend.ts', 'app-config.yaml']);
  assert.deepEqual(lines, { needed: 1, wanted: 2 });
  assert.equal(
    read('backend.ts'),
    "const backend = create();\n\nbackend.add(import('it'));\nbackend.start();\n",
  );
  assert.equal(
    read('app-config.yaml'),
    '# who\nauth:\n  guest:\n    as: me\nlist:\n  - a\n  - b\n',
  );
});

test('puts a tab of the legacy frontend on the pages that README names', t => {
  const { lines, read } = follow(t, { legacy: true });
  assert.equal(lines.needed, 3);
  assert.equal(
    read('page.tsx'),
    "import {\n  one,\n} from 'one';\nimport { tab } from 'it';\n\nconst servicePage = (\n  <EntityLayout>\n    {one}\n    {tab}\n  </EntityLayout>\n);\n\nconst otherPage = (\n  <EntityLayout>\n  </EntityLayout>\n);\n",
  );
});
