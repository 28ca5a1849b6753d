import { TABLE_NAMES, type Manifest, type TableName } from '../core/tables/schema.ts';
import { bodyOf, fetchBytes, notADataset, unlessSilent } from './fetch.ts';

export const MANIFEST = 'manifest.json';

type Early = { papertideManifest?: Promise<Response | null> };

/**
 * What the page itself has asked for already (index.html), once; null where that failed or fell silent: it is asked
 * for anew, and told.
 */
async function asked(): Promise<Uint8Array | null> {
  const early = globalThis as Early;
  const asking = early.papertideManifest;
  delete early.papertideManifest;
  if (!asking) return null;
  try {
    const response = await unlessSilent(MANIFEST, asking, () => undefined);
    if (!response?.ok || response.headers.get('content-type')?.startsWith('text/html')) return null;
    return await bodyOf(MANIFEST, response);
  } catch {
    return null;
  }
}

/** `base` is the absolute address of the data folder, ending in `/`. The manifest is never taken from a stale cache. */
export async function loadManifest(base: string): Promise<Manifest> {
  const bytes = (await asked()) ?? (await fetchBytes(base, MANIFEST, undefined, { cache: 'no-cache' }));
  let found: Partial<Manifest>;
  try {
    // `null` is JSON too.
    found = (JSON.parse(new TextDecoder().decode(bytes)) ?? {}) as Partial<Manifest>;
  } catch {
    throw notADataset(MANIFEST, 'is not JSON.');
  }
  if (found.format !== 'papertide' || found.version !== 1) {
    throw notADataset(
      MANIFEST,
      `is of format ${String(found.format)} version ${String(found.version)}; this page reads papertide 1.`,
    );
  }
  const missing = TABLE_NAMES.filter((name) => !found.tables?.[name]);
  if (missing.length > 0) throw notADataset(MANIFEST, `lacks the tables ${missing.join(', ')}.`);
  return found as Manifest;
}

export const filesOf = (manifest: Manifest, table: TableName) => manifest.tables[table].files;
