/** What was read out of texts, kept with the extractor's version: another extractor reads them anew. */
import type { Extraction } from '../core/paper.ts';
import { openStore, type Store } from './store.ts';

export type Kept = {
  get: (key: string) => Extraction | undefined;
  /** Whether it is there, without counting as a use of it. */
  has: (key: string) => boolean;
  set: (key: string, extraction: Extraction) => void;
  /** Writes what has come since the last time; where nothing can be kept, it does nothing. */
  save: () => Promise<void>;
};

const NOTE = 'extractions';
type Note = { version: string; json: Blob };

async function load(store: Store, version: string): Promise<[string, Extraction][]> {
  const note = (await store.note(NOTE)) as Note | undefined;
  if (note?.version !== version) return [];
  return JSON.parse(await note.json.text()) as [string, Extraction][];
}

/** `version` null: the extractor's version is not known (the dev server), so nothing is kept beyond this visit. */
export async function keptExtractions(name: string | null, version: string | null): Promise<Kept> {
  const found = new Map<string, Extraction>();
  /** Read in this run: the rest belongs to files that are gone. */
  let used = new Set<string>();
  let changed = false;
  let store: Store | null = null;
  if (name !== null && version !== null)
    try {
      store = await openStore(name);
      for (const [key, extraction] of await load(store, version)) found.set(key, extraction);
    } catch {
      // Reading the texts again is all that it costs.
      store = null;
    }
  return {
    get: (key) => {
      used.add(key);
      return found.get(key);
    },
    has: (key) => found.has(key),
    set: (key, extraction) => {
      used.add(key);
      found.set(key, extraction);
      changed = true;
    },
    save: async () => {
      for (const key of found.keys()) if (!used.has(key)) changed = found.delete(key) || changed;
      used = new Set();
      if (!store || !changed || version === null) return;
      changed = false;
      const json = new Blob([JSON.stringify([...found])]);
      // A full disk was told of when the files themselves were kept.
      await store.setNote(NOTE, { version, json } satisfies Note).catch(() => undefined);
    },
  };
}
