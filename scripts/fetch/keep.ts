/** What is kept on disk: the digests as they came, and beside them a small file of what was asked and when. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Validators } from './http.ts';

export const STATE_FILE = '.fetch.json';

/** What is known of one day (or of one feed). */
export type Kept = Validators & {
  /** When it was last asked for with success, as an ISO instant. */
  asked: string;
  /** Names of its files in the folder; none where the source had no paper that day. */
  files: string[];
  papers: number;
  /** The source will not change it any more. */
  final: boolean;
};

export type State = {
  version: 1;
  days: Record<string, Kept>;
};

/** A state that cannot be read is as none: the digests are asked for once more, and nothing is lost. */
export function readState(folder: string): State {
  const none: State = { version: 1, days: {} };
  try {
    const read = JSON.parse(readFileSync(join(folder, STATE_FILE), 'utf8')) as Partial<State>;
    if (read.version !== 1 || typeof read.days !== 'object') return none;
    return { ...none, ...read };
  } catch {
    return none;
  }
}

export function writeState(folder: string, state: State): void {
  const days = Object.fromEntries(Object.entries(state.days).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeWhole(join(folder, STATE_FILE), Buffer.from(`${JSON.stringify({ ...state, days }, null, 1)}\n`));
}

/** When each host was last asked (ms since 1970), in the digests' own folder: the pace holds over sources and runs. */
export function readPaces(out: string): Record<string, number> {
  try {
    const read = JSON.parse(readFileSync(join(out, STATE_FILE), 'utf8')) as Record<string, unknown>;
    return Object.fromEntries(Object.entries(read).map(([host, at]) => [host, Number(at) || 0]));
  } catch {
    return {};
  }
}

export const writePace = (out: string, host: string, at: number): void =>
  void writeWhole(
    join(out, STATE_FILE),
    Buffer.from(`${JSON.stringify({ ...readPaces(out), [host]: at }, null, 1)}\n`),
  );

/** Under a hidden name first, then in place at once. Equal bytes are not written, so a build sees no change. */
export function writeWhole(file: string, bytes: Uint8Array): boolean {
  if (existsSync(file) && Buffer.compare(readFileSync(file), bytes) === 0) return false;
  const folder = join(file, '..');
  mkdirSync(folder, { recursive: true });
  const draft = join(folder, `.${file.slice(folder.length + 1)}.${process.pid}.part`);
  try {
    writeFileSync(draft, bytes, { flush: true });
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
  return true;
}

const ABANDONED = 3_600_000;

/** Drafts of a run that was killed; those of a run that may still be at work are younger. */
export function removeDrafts(folder: string, now: number): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((n) => /^\..*\.\d+\.part$/.test(n)))
    if (now - statSync(join(folder, name)).mtimeMs > ABANDONED) rmSync(join(folder, name), { force: true });
}
