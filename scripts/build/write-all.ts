import { renameSync, writeFileSync, writeSync } from 'node:fs';

/** Writes `bytes` from `at` on: one call may write less than it was asked to. Throws where nothing is written. */
export function writeAll(
  file: number,
  bytes: Uint8Array,
  at: number,
  write: (file: number, bytes: Uint8Array, offset: number, length: number, at: number) => number = writeSync,
): void {
  for (let done = 0; done < bytes.length;) {
    const more = write(file, bytes, done, bytes.length - done, at + done);
    if (more === 0) throw new Error(`only ${done} of ${bytes.length} bytes could be written`);
    done += more;
  }
}

/** Puts a file in its place at once: who reads it meets the old bytes or the new. */
export function putWhole(path: string, contents: string | Uint8Array): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, contents);
  renameSync(draft, path);
}
