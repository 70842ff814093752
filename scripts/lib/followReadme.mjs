import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isCollection, isMap, isPair, parseDocument } from 'yaml';
import { readmeBlocks } from './readmeBlocks.mjs';

/** Where the parts of a block go in the files of a stock app: the first rule that a part begins like. */
const rules = [
  { begins: /^(import|const) /, put: afterImports },
  { begins: /^backend\.add\(/, put: before(/^backend\.start\(\);$/) },
  { begins: /^<Route /, put: before(/^\s*<\/FlatRoutes>$/, 2) },
  {
    begins: /^<SidebarItem/,
    put: after(/^ *<SidebarItem .* to="docs" .*\/>$/),
  },
  {
    begins: /^nav\.take\(/,
    put: after(/^ *nav\.take\('page:notifications'\);/),
  },
  {
    begins: /^<MyActionItemsSidebarItem/,
    put: after(/^ *\{nav\.take\('page:catalog'\)\}$/),
  },
  // a card, beside the graph on each overview
  { begins: /^<Grid|^\{\w*Card\}/, put: afterGraphs },
  // a tab, at the end of each page that README names
  { begins: /^<EntityLayout\.Route|^\{\w+\}/, put: inNamedPages },
];

/**
 * Does in a stock app what README says, and only that.
 *
 * @param options.readme - its text
 * @param options.app - the folder of the app
 * @param options.legacy - whether it has the legacy frontend
 * @returns the `commands` to run, the touched `files`, and how many `lines` were written into them: what has to be, and
 * what README says one may want
 */
export function followReadme({ readme, app, legacy }) {
  const blocks = readmeBlocks(readme).filter(block => isFor(legacy, block));
  const commands = blocks
    .filter(({ language }) => language === 'sh')
    .flatMap(({ lines }) => lines)
    .filter(line => line.startsWith('yarn --cwd packages/'));

  const files = new Set();
  const lines = { needed: 0, wanted: 0 };
  for (const block of blocks.filter(({ file }) => file)) {
    const path = join(app, block.file);
    if (!existsSync(path))
      throw new Error(`README names ${block.file}, which is not in this app.`);
    const old = readFileSync(path, 'utf8');
    const [text, count] = block.file.endsWith('.yaml')
      ? mergeYaml(old, block.lines.join('\n'))
      : insertBlock(old, block);
    lines[/may want/i.test(block.section) ? 'wanted' : 'needed'] += count;
    files.add(block.file);
    writeFileSync(path, text);
  }
  return { commands, files: [...files], lines };
}

/** Whether a block is about installing, and for a stock app with this frontend. */
function isFor(legacy, { file, section, paragraph, lines }) {
  if (!/add it|install/i.test(section)) return false;
  // what an app has to do that does not discover its plugins
  if (/where it has not/i.test(paragraph)) return false;
  return legacy
    ? // the legacy frontend has none of these
      !lines.includes('  extensions:') && !file?.includes('/src/modules/')
    : !/legacy/i.test(section);
}

const countOf = text => text.split('\n').filter(line => line.trim()).length;

/** The parts of a block: they are parted by empty lines and by lines that only comment. */
function partsOf(lines) {
  const parts = [[]];
  for (const line of lines) {
    if (/^\s*(\/\/|\{\/\*|$)/.test(line)) parts.push([]);
    else parts.at(-1).push(line);
  }
  return parts.filter(part => part.length > 0);
}

function insertBlock(text, { lines, paragraph }) {
  const pages = new Set(
    [paragraph, ...lines].join(' ').match(/\b\w+Page\b/g) ?? [],
  );
  const after = partsOf(lines).reduce(
    (so, part) => insert(so, part, pages),
    text,
  );
  return [after, countOf(after) - countOf(text)];
}

function insert(text, part, pages) {
  const rule = rules.find(({ begins }) => begins.test(part[0]));
  if (!rule) throw new Error(`Where does this line of README go? ${part[0]}`);
  const lines = text.split('\n');
  const after = rule.put(lines, part, pages);
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

function after(anchor) {
  return (lines, part) =>
    lines.flatMap(line =>
      anchor.test(line) ? [line, ...indented(part, indentOf(line))] : [line],
    );
}

function afterImports(lines, part) {
  const last = lines.findLastIndex(line => /^(import|\}) .*';$/.test(line));
  const gap = part[0].startsWith('import ') ? [] : [''];
  return lines.toSpliced(last + 1, 0, ...gap, ...part);
}

function inNamedPages(lines, part, pages) {
  let page;
  return lines.flatMap(line => {
    page = /^const (\w+) = \($/.exec(line)?.[1] ?? page;
    return line === '  </EntityLayout>' && pages.has(page)
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
  const written = () =>
    document.toString({ lineWidth: 0, flowCollectionPadding: false });
  const before = countOf(written());
  addTo(document.contents, parseDocument(more).contents);
  return [written(), countOf(written()) - before];
}

function addTo(there, node) {
  there.flow = false; // as `guest: {}` is
  for (const item of node.items) {
    const same = there.items.find(one => keyOf(one) === keyOf(item));
    const [inner, innerThere] = [item, same].map(one => one?.value ?? one);
    if (same === undefined) there.items.push(item);
    else if (isCollection(inner) && isCollection(innerThere))
      addTo(innerThere, inner);
    else if (isPair(item)) same.value = item.value;
  }
}

/** What an entry of a map or of a list is known by; `page:home: {…}` in the list of extensions by its only key. */
function keyOf(item) {
  if (isPair(item)) return String(item.key);
  if (isMap(item) && item.items.length === 1) return String(item.items[0].key);
  return isMap(item) ? item : String(item);
}
