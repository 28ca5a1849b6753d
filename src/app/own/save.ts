/** The dataset on the page, with the reader's own part, as files that `npm start` opens. */
import { saveTables } from '../../db/save.ts';
import { packDataset } from '../../worker/client.ts';
import { builtManifest, data, theEngine } from '../data.svelte.ts';

/** All tables pass through this page's memory. */
export const MOST_BUILT_BYTES = 400 * 1024 * 1024;
export const FOLDER = 'papertide-dataset';

export const builtBytes = (): number =>
  Object.values(builtManifest()?.tables ?? {})
    .flatMap(({ files }) => files)
    .reduce((sum, { bytes }) => sum + bytes, 0);

type Handle = {
  getFileHandle(
    name: string,
    options: { create: true },
  ): Promise<{
    createWritable(): Promise<{ write(bytes: Uint8Array): Promise<void>; close(): Promise<void> }>;
  }>;
};
type Picker = { showDirectoryPicker?: (options: { mode: 'readwrite'; id: string }) => Promise<Handle> };
const picker = () => (globalThis as Picker).showDirectoryPicker;
/** Some browsers let a page write into a folder that the reader chooses. */
export const canChooseFolder = (): boolean => picker() !== undefined;

async function written(folder: string | null, told: (done: number, total: number) => void) {
  const manifest = data.manifest;
  if (!manifest) throw new Error('The dataset is not open.');
  const { tables, engineVersion } = await saveTables(await theEngine(), told);
  const { sources, areas, built_with } = manifest;
  const said = { sources, areas, built_with: { ...built_with, saved_by: 'page', duckdb: engineVersion } };
  return packDataset({ tables, said, folder });
}

/** A zip that the browser saves. Gives its size in bytes. */
export async function saveZip(told: (done: number, total: number) => void): Promise<number> {
  const packed = await written(FOLDER, told);
  if (!('zip' in packed)) throw new Error('the worker gave no zip');
  const url = URL.createObjectURL(
    new Blob([packed.zip as Uint8Array<ArrayBuffer>], { type: 'application/zip' }),
  );
  const link = document.createElement('a');
  [link.href, link.download] = [url, `${FOLDER}.zip`];
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return packed.zip.length;
}

/** Into a folder that the reader chooses; the manifest last. Gives the bytes written, or null where none was chosen. */
export async function saveFolder(told: (done: number, total: number) => void): Promise<number | null> {
  let folder: Handle | undefined;
  try {
    folder = await picker()?.({ mode: 'readwrite', id: 'papertide' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
  if (!folder) return null;
  const packed = await written(null, told);
  if (!('files' in packed)) throw new Error('the worker gave no files');
  for (const { name, bytes } of packed.files) {
    const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await file.write(bytes);
    await file.close();
  }
  return packed.files.reduce((sum, { bytes }) => sum + bytes.length, 0);
}
