/** Parquet files → a dataset as the build lays it out: names by content, and the manifest that names them. */
import { zipSync } from 'fflate';
import { hash64 } from '../core/papers/hash.ts';
import { tables as schema, type Manifest, type TableName } from '../core/tables/schema.ts';

export type TableFile = {
  table: TableName;
  bytes: Uint8Array;
  rows: number;
  min_date: string | null;
  max_date: string | null;
};
/** What the manifest says that the files do not. */
export type Said = Pick<Manifest, 'built_with' | 'sources' | 'areas'>;
export type DatasetFile = { name: string; bytes: Uint8Array };

/**
 * As the build names files: 12 hex digits of the SHA-256, by which a reader tells that they are whole. Browsers lend that
 * on https and localhost only; elsewhere 16 digits of another hash, which nobody takes for it.
 */
async function contentHash(bytes: Uint8Array): Promise<string> {
  const { subtle } = globalThis.crypto as { subtle?: SubtleCrypto };
  if (!subtle) return hash64(new TextDecoder('latin1').decode(bytes));
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return Array.from(digest.subarray(0, 6), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The manifest comes last: whoever writes the files in order has a whole dataset or none. */
export async function datasetOf(tables: readonly TableFile[], said: Said): Promise<DatasetFile[]> {
  const files = await Promise.all(
    tables.map(async ({ table, bytes, rows, min_date, max_date }) => {
      const file = `${table}-${await contentHash(bytes)}.parquet`;
      return { table, bytes, entry: { file, bytes: bytes.length, rows, min_date, max_date } };
    }),
  );
  const papers = files.find(({ table }) => table === 'papers')?.entry;
  const manifest: Manifest = {
    format: 'papertide',
    version: 1,
    ...said,
    content: hash64(files.map(({ entry }) => entry.file).join('\n')),
    first: papers?.min_date ?? null,
    last: papers?.max_date ?? null,
    tables: Object.fromEntries(
      files.map(({ table, entry }): [string, Manifest['tables'][TableName]] => [
        table,
        { files: [entry], rows: entry.rows, columns: { ...schema[table] } },
      ]),
    ) as Manifest['tables'],
  };
  return [
    ...files.map(({ bytes, entry }) => ({ name: entry.file, bytes })),
    { name: 'manifest.json', bytes: new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`) },
  ];
}

/** One folder in a zip; Parquet is packed already. */
export const zipOf = (folder: string, files: readonly DatasetFile[]): Uint8Array =>
  zipSync(Object.fromEntries(files.map(({ name, bytes }) => [`${folder}/${name}`, bytes])), { level: 0 });
