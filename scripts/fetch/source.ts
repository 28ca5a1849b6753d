/** What every source that lists papers by day has to tell. */
import type { Client, Validators } from './http.ts';

export type DayAnswer =
  | { kind: 'unchanged' }
  /** The source has no paper of that day. */
  | { kind: 'empty' }
  | { kind: 'papers'; files: { name: string; bytes: Uint8Array }[]; papers: number; validators: Validators };

export type DaySource = {
  /** Its folder under the digests, which is its name as a source. */
  folder: string;
  format: 'json' | 'feed';
  paceMs: number;
  /** The first day that it can have. */
  first: string;
  /** The address of a day's first page, for a dry run. */
  urlOf: (day: string) => string;
  /** Whether the day can no longer change, seen from `now` (ms). */
  isFinal: (day: string, now: number) => boolean;
  /** Whether an answer of then is still as good as a new one, though the day may change. */
  isFresh: (asked: number, now: number) => boolean;
  /** Throws FetchFault. */
  ask: (day: string, client: Client, before: Validators | null) => Promise<DayAnswer>;
};
