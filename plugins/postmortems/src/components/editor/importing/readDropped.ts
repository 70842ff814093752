/** A document to import, by its path inside what was dropped. */
export type DroppedFile = { path: string; file: File };

const READABLE = /\.(md|markdown|txt)$/i;

/** Markdown and text files, and files without an extension; none hidden. */
export function isDocument(path: string): boolean {
  const name = path.split('/').pop() ?? '';
  if (name.startsWith('.')) return false;
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

/** What was chosen by a file input, also one for folders. */
export function readChosen(files: FileList): DroppedFile[] {
  return inOrder(
    Array.from(files, file => ({
      path: file.webkitRelativePath || file.name,
      file,
    })),
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
