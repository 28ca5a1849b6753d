/** One build at a time on one output: a lock file with the process in it. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export type Lock = { release: () => void };
type Holder = { pid: number; began: string | null; host: string };

const POLL_MS = 100;

/** Waits for another living build to end (telling `say` once); takes over what a dead one left. */
export async function lockOutput(out: string, say: (line: string) => void): Promise<Lock> {
  const file = join(out, '.lock');
  const mine: Holder = { pid: process.pid, began: beganOf(process.pid), host: hostname() };
  const text = JSON.stringify(mine);
  for (let told = false; ;) {
    try {
      writeFileSync(file, text, { flag: 'wx' });
      return {
        release: () => {
          // A lock that someone took over in the meantime is no longer ours to remove.
          if (readOr(file) === text) rmSync(file, { force: true });
        },
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const held = readOr(file);
    if (held === null) continue;
    const holder = parse(held);
    // An empty or cut file is a lock in the making; it is stale only if it stays so.
    if (holder === null ? await staysSo(file, held) : !lives(holder)) {
      takeOver(file, held);
      continue;
    }
    if (!told) {
      const who =
        holder === null ? 'another build' : `another build (process ${holder.pid} on ${holder.host})`;
      say(`${out} is being written by ${who}; waiting for it to end. Ctrl-C stops waiting.`);
      told = true;
    }
    await pause(POLL_MS);
  }
}

function takeOver(file: string, stale: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  // Another waiter may have been faster, and what was moved aside may be its fresh lock: it goes back.
  if (readOr(aside) !== stale) {
    try {
      linkSync(aside, file);
    } catch {
      // A third one holds the lock now; nothing to give back.
    }
  }
  rmSync(aside, { force: true });
}

async function staysSo(file: string, held: string): Promise<boolean> {
  await pause(10 * POLL_MS);
  return readOr(file) === held;
}

/** A process number is used again after a while: the time the process began tells the two apart, where known. */
function lives(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const began = beganOf(holder.pid);
  return began === null || holder.began === null || began === holder.began;
}

/** Field 22 of /proc/<pid>/stat, clock ticks since boot; null where there is no /proc. */
function beganOf(pid: number): string | null {
  const stat = readOr(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function parse(text: string): Holder | null {
  try {
    const { pid, began, host } = JSON.parse(text) as Record<string, unknown>;
    if (typeof pid !== 'number' || typeof host !== 'string') return null;
    return { pid, host, began: typeof began === 'string' ? began : null };
  } catch {
    return null;
  }
}

function readOr(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
