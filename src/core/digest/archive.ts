import { gunzipSync, unzipSync } from 'fflate';

import type { Problem, ProblemCode } from '../problem.ts';

/** Against bombs: what an archive may hold, and how far it may blow up. */
export const MAX_UNPACKED_BYTES = 512 * 1024 * 1024;
export const MAX_ARCHIVE_FILES = 20_000;
const MAX_RATIO = 200;
/** Below this size a high ratio harms nobody. */
const RATIO_FROM = 16 * 1024 * 1024;

export type Unpacked = { files: { path: string; bytes: Uint8Array }[]; problems: Problem[] };

const isGzip = (b: Uint8Array): boolean => b[0] === 0x1f && b[1] === 0x8b;

/** Names that climb out of the archive, or that systems file beside the reader's own. */
const escapes = (name: string) => /^(?:[A-Za-z]:|[/\\])|(?:^|[/\\])\.\.(?:[/\\]|$)|\0/.test(name);
const isQuiet = (name: string) =>
  name.endsWith('/') || /(?:^|\/)(?:\.[^/]*|__MACOSX\/.*|Thumbs\.db)$/.test(name);

/** Zip or gzip → the files within, each refused one with its reason. Nothing is written anywhere. */
export function unpack(path: string, bytes: Uint8Array): Unpacked {
  const problems: Problem[] = [];
  const report = (code: ProblemCode, detail: string) =>
    problems.push({ code, file: path, line: 0, detail, excerpt: '' });
  try {
    if (isGzip(bytes)) {
      // The last four bytes are the size modulo 2^32: a bomb that lies there is stopped by the buffer it gets.
      const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true);
      if (tooMuch(bytes.length, size)) {
        report('too-large', `gzip data that unpacks to ${size} bytes; unpack it and split the file`);
        return { files: [], problems };
      }
      const out = gunzipSync(bytes, { out: new Uint8Array(size) });
      return { files: [{ path, bytes: out }], problems };
    }
    let total = 0;
    let count = 0;
    const unzipped = unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        if (isQuiet(name)) return false;
        count++;
        // The unzipper files what it reads by name in an object, where this name would be lost.
        if (name === '__proto__')
          report('unreadable', `a file named "__proto__" cannot be read; give it another name`);
        else if (escapes(name))
          report('unreadable', `"${name.slice(0, 100)}" points outside the archive and was refused`);
        else if (count > MAX_ARCHIVE_FILES) {
          if (count === MAX_ARCHIVE_FILES + 1)
            report(
              'too-large',
              `more than ${MAX_ARCHIVE_FILES} files; those after are left out: split the archive`,
            );
        } else if (tooMuch(size, originalSize) || total + originalSize > MAX_UNPACKED_BYTES)
          report(
            'too-large',
            `"${name.slice(0, 100)}" would unpack to ${originalSize} bytes and was refused`,
          );
        else {
          total += originalSize;
          return true;
        }
        return false;
      },
    });
    if ('[Content_Types].xml' in unzipped) {
      report('binary', 'an Office document; save it as text, CSV or HTML');
      return { files: [], problems };
    }
    const files = Object.entries(unzipped).map(([name, b]) => ({
      path: `${path}/${name.replaceAll('\\', '/')}`,
      bytes: b,
    }));
    return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), problems };
  } catch (error) {
    report(
      'unreadable',
      `the archive cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
    return { files: [], problems };
  }
}

const tooMuch = (packed: number, unpacked: number) =>
  unpacked > MAX_UNPACKED_BYTES || (unpacked > RATIO_FROM && unpacked > packed * MAX_RATIO);
