/** What the reader's own digests are kept in: IndexedDB of this browser, one database a site. Works in pages and workers. */
import type { OwnFile } from './protocol.ts';

export type KeptFile = OwnFile & { added: number };
export type Store = {
  files: () => Promise<KeptFile[]>;
  put: (files: readonly KeptFile[]) => Promise<void>;
  remove: (ids: readonly string[]) => Promise<void>;
  clear: () => Promise<void>;
  /** Anything else by name: what was read out of the files, so that it need not be read again. */
  note: (key: string) => Promise<unknown>;
  setNote: (key: string, value: unknown) => Promise<void>;
  close: () => void;
};

/** Two sites of one host (`/a/`, `/b/`) keep theirs apart. */
export const storeName = (page: string): string => `papertide-own ${new URL('.', page).pathname}`;

/** Whether this site has kept anything before, without making a database; true where the browser cannot tell. */
export async function isThere(name: string): Promise<boolean> {
  try {
    // A page whose storage is forbidden may not even ask whether there is any.
    if (typeof indexedDB === 'undefined') return false;
    if (typeof indexedDB.databases !== 'function') return true;
    return (await indexedDB.databases()).some((database) => database.name === name);
  } catch {
    return false;
  }
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error ?? new Error('the browser gave no reason'));
  });

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('files', { keyPath: 'id' });
    request.result.createObjectStore('notes');
  };
  return settled(request);
}

/** Throws where the browser keeps nothing (a private window, storage forbidden). */
export async function openStore(name: string): Promise<Store> {
  const database = await open(name);
  // A later version of this page in another tab may change the database.
  database.onversionchange = () => database.close();

  const change = (store: 'files' | 'notes', work: (into: IDBObjectStore) => void): Promise<void> =>
    new Promise((done, failed) => {
      const transaction = database.transaction(store, 'readwrite');
      transaction.oncomplete = () => done();
      // A full disk is told of when the transaction ends, not at the request.
      transaction.onabort = () => failed(transaction.error ?? new Error('the browser refused to keep it'));
      work(transaction.objectStore(store));
    });

  return {
    files: async () => {
      const all = await settled<KeptFile[]>(database.transaction('files').objectStore('files').getAll());
      return all.sort((a, b) => a.added - b.added || (a.path < b.path ? -1 : 1));
    },
    put: (files) => change('files', (into) => files.forEach((file) => into.put(file))),
    remove: (ids) => change('files', (into) => ids.forEach((id) => into.delete(id))),
    clear: async () => {
      await change('files', (into) => into.clear());
      await change('notes', (into) => into.clear());
    },
    note: (key) => settled<unknown>(database.transaction('notes').objectStore('notes').get(key)),
    setNote: (key, value) => change('notes', (into) => void into.put(value, key)),
    close: () => database.close(),
  };
}
