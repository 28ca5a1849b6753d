/** The worker that names, describes and zips a dataset, so that the page stays quick meanwhile. */
import { datasetOf, zipOf, type DatasetFile, type Said, type TableFile } from './dataset.ts';

export type ToPack = { tables: TableFile[]; said: Said; folder: string | null };
/** A zip where a folder was named, else the files. */
export type Packed = { zip: Uint8Array } | { files: DatasetFile[] };

async function pack({ tables, said, folder }: ToPack): Promise<void> {
  const files = await datasetOf(tables, said);
  if (folder === null) postMessage({ files } satisfies Packed);
  else {
    const zip = zipOf(folder, files);
    postMessage({ zip } satisfies Packed, { transfer: [zip.buffer] });
  }
}

self.addEventListener('message', ({ data }: MessageEvent<ToPack>) => {
  pack(data).catch((error: unknown) => {
    // As an error event, which the page hears.
    setTimeout(() => {
      throw error;
    });
  });
});
