import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isSeq, parseDocument } from 'yaml';
import { readmeBlocks } from './readmeBlocks.mjs';

/** Where the parts of a block go in the files of a stock app: the first rule that a part begins like. */
const rules = [
  { begins: 'import ', put: afterImports },
  { begins: 'const ', put: afterImports },
  { begins: 'backend.add(', put: before(/^backend\.start\(\);$/) },
  { begins: '<Route ', put: before(/^\s*<\/FlatRoutes>$/, 2) },
  { begins: '<SidebarItem', put: before(/\{\/\* End global nav \*\/\}$/) },
  // a tab, at the end of each page that README names
  { begins: '<EntityLayout.Route', put: inNamedPages },
  { begins: '{', put: inNamedPages },
  // a card, beside the graph on each overview
  { begins: '<Grid', put: afterGraphs },
];

/**
 * Does in a stock app what README says, and only that.
 *
 * @param options.readme - its text
 * @param options.app - the folder of the app
 * @param options.legacy - whether it has the legacy frontend
 * @returns the `commands` to run, the touched `files`, and how many `lines` were written into them
 */
export function followReadme({ readme, app, legacy }) {
  const other = legacy ? /new (frontend )?system/i : /legacy/i;
  const blocks = readmeBlocks(readme).filter(
    ({ about }) =>
      /add it|install/i.test(about) &&
      // what is for the other frontend, or for apps that are not like the stock one
      !(other.test(about) || /otherwise/i.test(about)),
  );
  const commands = blocks
    .filter(({ language }) => language === 'sh')
    .flatMap(({ lines }) => lines)
    .filter(line => line.startsWith('yarn --cwd packages/'));

  const files = new Set();
  let lines = 0;
  for (const block of blocks.filter(({ file }) => file)) {
    const file = pathIn(app, block.file);
    const path = join(app, file);
    const old = readFileSync(path, 'utf8');
    const text = /ya?ml$/.test(file)
      ? mergeYaml(old, block.lines.join('\n'))
      : partsOf(block.lines).reduce(
          (before, part) => insert(before, part, block.about),
          old,
        );
    lines += countOf(text) - countOf(old);
    files.add(file);
    writeFileSync(path, text);
  }
  return { commands, files: [...files], lines };
}

const countOf = text => text.split('\n').filter(line => line.trim()).length;

/** README may name a file of the frontend without its folder. */
function pathIn(app, file) {
  const places = [
    '.',
    'packages/app/src',
    'packages/app/src/components/catalog',
    'packages/app/src/components/Root',
  ];
  const place = places.find(folder => existsSync(join(app, folder, file)));
  if (place === undefined)
    throw new Error(`README names ${file}, which a stock app does not have.`);
  return join(place, file);
}

/** The parts of a block: they are parted by empty lines and by lines that only comment. */
function partsOf(lines) {
  const parts = [[]];
  for (const line of lines) {
    if (/^\s*(\/\/|\{\/\*|$)/.test(line)) parts.push([]);
    else parts.at(-1).push(line);
  }
  return parts.filter(part => part.length > 0);
}

function insert(text, part, about) {
  const rule = rules.find(({ begins }) => part[0].startsWith(begins));
  if (!rule) throw new Error(`Where does this line of README go? ${part[0]}`);
  const lines = text.split('\n');
  const after = rule.put(lines, part, about);
  if (after.length === lines.length)
    throw new Error(`There is no place for this line of README: ${part[0]}`);
  return after.join('\n');
}

const indented = (part, spaces) =>
  part.map(line => (line ? ' '.repeat(spaces) + line : line));
const indentOf = line => line.search(/\S/);

function before(anchor, deeper = 0) {
  return (lines, part) =>
    lines.flatMap(line =>
      anchor.test(line)
        ? [...indented(part, indentOf(line) + deeper), line]
        : [line],
    );
}

function afterImports(lines, part) {
  const last = lines.findLastIndex(line => /^(import|\}) .*';$/.test(line));
  const gap = part[0].startsWith('import ') ? [] : [''];
  return lines.toSpliced(last + 1, 0, ...gap, ...part);
}

function inNamedPages(lines, part, about) {
  const named = new Set(about.match(/\b\w+Page\b/g));
  let page;
  return lines.flatMap(line => {
    page = /^const (\w+) = \($/.exec(line)?.[1] ?? page;
    return line === '  </EntityLayout>' && named.has(page)
      ? [...indented(part, 4), line]
      : [line];
  });
}

function afterGraphs(lines, part) {
  return lines.flatMap((line, index) =>
    lines[index - 1]?.trim() === '<EntityCatalogGraphCard height={400} />'
      ? [line, ...indented(part, indentOf(line))]
      : [line],
  );
}

/** Adds what is in one file to another: keys to keys, entries after entries, and the comments stay. */
function mergeYaml(text, more) {
  const document = parseDocument(text);
  const add = (path, node) => {
    const there = document.getIn(path);
    if (isMap(node) && isMap(there)) {
      for (const { key, value } of node.items) add([...path, key.value], value);
    } else if (isSeq(node) && isSeq(there)) {
      there.items.push(...node.items);
    } else document.setIn(path, node);
  };
  add([], parseDocument(more).contents);
  return document.toString({ lineWidth: 0 });
}
