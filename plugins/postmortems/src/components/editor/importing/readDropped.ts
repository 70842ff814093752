// SPDX-License-Identifier: Apache-2.0

/** A document to import, by its path inside what was dropped. */
export type DroppedFile = { path: string; file: File };

const READABLE = /\.(md|markdown|txt)$/i;

// Hidden, and what tools put beside documents.
const IGNORED = /^\.|^(node_modules|__MACOSX)$/;

/** Markdown and text files, and files without an extension; none hidden. */
export function isDocument(path: string): boolean {
  const segments = path.split('/');
  if (segments.some(segment => IGNORED.test(segment))) return false;
  const name = segments.pop() ?? '';
  return READABLE.test(name) || !/\.[A-Za-z0-9]{1,8}$/.test(name);
}

/**
 * What lies beside documents and rarely is one: it can be chosen, and is not
 * unless somebody does.
 */
export function isBeside(path: string): boolean {
  const name = (path.split('/').pop() ?? '').toLocaleLowerCase('en-US');
  return /^(readme|license|licence|changelog|contributing|code_of_conduct|notice|makefile|dockerfile|codeowners)(\.|$)|template/.test(
    name,
  );
}

const inOrder = (files: DroppedFile[]) =>
  files.sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }));

/**
 * Those documents that are taken at once: at most `max`, not counting what
 * lies beside them, of which there are at most as many again.
 */
export function takeAtMost(
  documents: DroppedFile[],
  max: number,
): { taken: DroppedFile[]; tooMany: number } {
  let wanted = 0;
  let beside = 0;
  const taken = documents.filter(({ path }) => {
    if (isBeside(path)) {
      beside += 1;
      return beside <= max;
    }
    wanted += 1;
    return wanted <= max;
  });
  return { taken, tooMany: Math.max(0, wanted - max) };
}

/** What was chosen by a file input, also one for folders. */
export function readChosen(files: FileList): DroppedFile[] {
  const chosen = Array.from(files, file => ({
    path: file.webkitRelativePath || file.name,
    file,
  }));
  // As of what is dropped: nobody means the thousand files of a `.git`.
  return inOrder(
    chosen.filter(
      ({ path }) =>
        !path
          .split('/')
          .slice(0, -1)
          .some(folder => IGNORED.test(folder)),
    ),
  );
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

async function entriesOf(
  directory: FileSystemDirectoryEntry,
): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    // A browser hands out a hundred at a time, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return entries;
    entries.push(...some);
  }
}

async function walk(
  entry: FileSystemEntry,
  parent: string,
): Promise<DroppedFile[]> {
  const path = parent ? `${parent}/${entry.name}` : entry.name;
  if (entry.isFile)
    return [{ path, file: await fileOf(entry as FileSystemFileEntry) }];
  if (IGNORED.test(entry.name)) return [];
  const found: DroppedFile[] = [];
  for (const inner of await entriesOf(entry as FileSystemDirectoryEntry))
    found.push(...(await walk(inner, path)));
  return found;
}

/** What was dropped: files, and folders with everything below them. */
export async function readDropped(
  transfer: DataTransfer,
): Promise<DroppedFile[]> {
  // The entries must be asked for before anything is awaited.
  const entries = Array.from(transfer.items ?? []).flatMap(
    item => item.webkitGetAsEntry?.() ?? [],
  );
  if (entries.length === 0) return readChosen(transfer.files);
  const found = await Promise.all(entries.map(entry => walk(entry, '')));
  return inOrder(found.flat());
}
