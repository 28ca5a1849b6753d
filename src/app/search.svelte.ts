/** The table of words that makes searches quick: made in the background, a part at a time, once a reader searches. */
import { emptySearchTable, fillSearchTable, type SearchIn } from '../questions/search.ts';
import { ask, data } from './data.svelte.ts';

/** Papers a part: some tenths of a second, after which other questions are answered before the next part. */
const PART = 1500;

/** The manifest whose texts the table holds, or is about to. */
let of: typeof data.manifest = null;
let made = $state(false);
let done = $state(0);
let making = $state(false);

export const search = {
  /** Where searches look now; both ways find the same papers in the same order. */
  get where(): SearchIn {
    return made && of === data.manifest ? 'table' : 'texts';
  },
  /** How much of the table is made, 0 to 1; null while none is being made. */
  get progress(): number | null {
    return making ? done : null;
  },
};

/** After a failure of the table's engine: searches look at the texts until it is made anew. */
export function forgetSearch(): void {
  [of, made] = [null, false];
}

/** Begins the table if there is none of this dataset. Large datasets are read by range and have none. */
export async function prepareSearch(): Promise<void> {
  const manifest = data.manifest;
  if (!manifest || of === manifest) return;
  [of, made, done] = [manifest, false, 0];
  const { WHOLE_FILE_BYTES } = await import('../db/load.ts');
  const files = [...manifest.tables.papers.files, ...manifest.tables.mentions.files];
  if (files.reduce((sum, { bytes }) => sum + bytes, 0) > 2 * WHOLE_FILE_BYTES) return;
  making = true;
  try {
    await ask(emptySearchTable);
    const parts = Math.max(1, Math.ceil(manifest.tables.papers.rows / PART));
    for (let part = 0; part < parts && of === manifest; part++) {
      await ask(fillSearchTable(part, parts));
      done = (part + 1) / parts;
    }
    made = of === manifest;
  } catch (error) {
    // Searches go on over the texts; the next one begins the table again.
    console.warn('The table of words was not made:', error);
    if (of === manifest) of = null;
  } finally {
    making = false;
  }
}
