/** The ledger's claims as they are scrolled to: a chunk at a time, the last question's only. */
import { SvelteMap } from 'svelte/reactivity';
import type { Filter } from '../../questions/filter.ts';
import {
  ledgerCount,
  ledgerInOrder,
  ledgerKeys,
  ledgerRows,
  type LedgerKey,
  type LedgerKind,
  type LedgerOrder,
  type LedgerRow,
} from '../../questions/ledger.ts';
import { answer } from '../answer.svelte.ts';
import { ask } from '../data.svelte.ts';
import { heldOf } from '../printed.ts';

const CHUNK = 50;
/** Keys are small and their order costs most: so many come at once, whole chunks of rows from them. */
const KEYS = 20 * CHUNK;

export type LedgerQuestion = { filter: Filter; kind: LedgerKind; order: LedgerOrder };

/** `limit` claims from `offset` on, for a file. */
export async function readLedger(of: LedgerQuestion, offset: number, limit: number): Promise<LedgerRow[]> {
  const keys = await ask(ledgerKeys(of.filter, of.kind, of.order, offset, limit));
  return keys.length > 0 ? ledgerInOrder(keys, await ask(ledgerRows(keys))) : [];
}

type Held = { of: LedgerQuestion; keys: Map<number, Promise<LedgerKey[]>> };

async function readChunk({ of, keys }: Held, chunk: number): Promise<LedgerRow[]> {
  const page = Math.floor((chunk * CHUNK) / KEYS);
  const asked = keys.get(page) ?? ask(ledgerKeys(of.filter, of.kind, of.order, page * KEYS, KEYS));
  keys.set(page, asked);
  const from = chunk * CHUNK - page * KEYS;
  const some = (await asked).slice(from, from + CHUNK);
  return some.length > 0 ? ledgerInOrder(some, await ask(ledgerRows(some))) : [];
}

/** Call while a component initialises. */
export function ledgerOf(question: () => LedgerQuestion) {
  const total = answer(() => {
    const { filter, kind } = question();
    return ask(ledgerCount(filter, kind)).then(([row]) => row ?? { claims: 0, papers: 0 });
  });
  let fault = $state.raw<unknown>(null);
  // A new question starts an empty map, so that late answers land in the old one.
  const chunks = $derived({
    of: question(),
    rows: new SvelteMap<number, LedgerRow[]>(),
    // Only looked up, never shown, as `asked`: plain ones do.
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    keys: new Map<number, Promise<LedgerKey[]>>(),
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    asked: new Map<number, Promise<void>>(),
  });
  function want(from: number, to: number) {
    const mine = chunks;
    for (let chunk = Math.floor(from / CHUNK); chunk * CHUNK < to; chunk++) {
      if (mine.asked.has(chunk)) continue;
      const reading = readChunk(mine, chunk).then((rows) => void mine.rows.set(chunk, rows));
      mine.asked.set(chunk, reading);
      // The list shows it; whoever waits for the chunk hears of it too.
      reading.catch((error: unknown) => {
        mine.asked.delete(chunk);
        mine.keys.clear();
        fault = error;
      });
    }
  }
  return {
    total,
    get fault() {
      return fault ?? total.error;
    },
    /** Changes with the question: a list made anew begins at its top. */
    get key(): object {
      return chunks;
    },
    at: (index: number) => chunks.rows.get(Math.floor(index / CHUNK))?.[index % CHUNK],
    want,
    /** Reads the first so many. */
    async gather(rows: number) {
      want(0, rows);
      await Promise.all(chunks.asked.values());
    },
    /** How many are at hand, from the first on. */
    held: () => heldOf(chunks.rows, CHUNK),
    again() {
      fault = null;
      total.again();
    },
  };
}
