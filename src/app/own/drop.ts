/** What a reader drops or chooses → files with their paths. Files that are no digests by their names are counted only. */
import { isLeftAside } from '../../core/digest/aside.ts';

export type Found = { path: string; blob: Blob };
export type Gathered = { found: Found[]; aside: string[] };

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

function sort(all: readonly Found[]): Gathered {
  const isAside = ({ path }: Found) => {
    const parts = path.split('/');
    return nameOf(path) !== 'digest.json' && parts.some(isLeftAside);
  };
  return {
    found: all.filter((file) => !isAside(file)),
    aside: all.filter(isAside).map(({ path }) => path),
  };
}

/** Of a file or folder input. */
export const chosen = (list: FileList): Gathered =>
  sort([...list].map((file) => ({ path: file.webkitRelativePath || file.name, blob: file })));

const entriesOf = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
  new Promise((done, failed) => reader.readEntries(done, failed));

async function filesIn(entry: FileSystemEntry, into: Found[]): Promise<void> {
  if (entry.isFile) {
    const blob = await new Promise<File>((done, failed) => (entry as FileSystemFileEntry).file(done, failed));
    into.push({ path: entry.fullPath.replace(/^\//, ''), blob });
  } else if (entry.isDirectory && !isLeftAside(entry.name)) {
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    // A browser hands out a folder in parts, until a part is empty.
    for (let part = await entriesOf(reader); part.length > 0; part = await entriesOf(reader))
      for (const inner of part) await filesIn(inner, into);
  }
}

/** Must be called while the drop is handled: afterwards the browser has forgotten what was dropped. */
export function dropped(transfer: DataTransfer): Promise<Gathered> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const plain = [...transfer.files].map((file) => ({ path: file.name, blob: file }));
  return (async () => {
    if (entries.length === 0) return sort(plain);
    const into: Found[] = [];
    for (const entry of entries) await filesIn(entry, into);
    return sort(into);
  })();
}

export const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
