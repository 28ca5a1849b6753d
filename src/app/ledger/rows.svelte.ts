/** The ledger's claims as they are scrolled to: a chunk at a time, the last question's only. */
import { SvelteMap } from 'svelte/reactivity';
import type { Filter } from '../../questions/filter.ts';
import {
  ledgerCount,
  ledgerInOrder,
  ledgerKeys,
  ledgerRows,
  type LedgerKind,
  type LedgerOrder,
  type LedgerRow,
} from '../../questions/ledger.ts';
import { answer } from '../answer.svelte.ts';
import { ask } from '../data.svelte.ts';

const CHUNK = 50;

export type LedgerQuestion = { filter: Filter; kind: LedgerKind; order: LedgerOrder };

export async function readLedger(of: LedgerQuestion, offset: number, limit: number): Promise<LedgerRow[]> {
  const keys = await ask(ledgerKeys(of.filter, of.kind, of.order, offset, limit));
  return keys.length > 0 ? ledgerInOrder(keys, await ask(ledgerRows(keys))) : [];
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
    // Only looked up, never shown: a plain Set does.
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    asked: new Set<number>(),
  });
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
    want(from: number, to: number) {
      const mine = chunks;
      for (let chunk = Math.floor(from / CHUNK); chunk * CHUNK < to; chunk++) {
        if (mine.asked.has(chunk)) continue;
        mine.asked.add(chunk);
        readLedger(mine.of, chunk * CHUNK, CHUNK).then(
          (rows) => mine.rows.set(chunk, rows),
          (error: unknown) => {
            mine.asked.delete(chunk);
            fault = error;
          },
        );
      }
    },
    again() {
      fault = null;
      total.again();
    },
  };
}
