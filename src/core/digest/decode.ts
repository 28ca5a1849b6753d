import type { Problem, ProblemCode } from '../problem.ts';

/** Larger files are refused: a JavaScript string of twice this size is near what engines allow. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024;

type Decoded = { text: string | null; problems: Problem[] };

const MAGIC: [string, number[]][] = [
  ['a PDF', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['a zip archive', [0x50, 0x4b, 0x03, 0x04]],
  ['gzip data', [0x1f, 0x8b]],
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a GIF image', [0x47, 0x49, 0x46, 0x38]],
  ['a Parquet file', [0x50, 0x41, 0x52, 0x31]],
  ['zstd data', [0x28, 0xb5, 0x2f, 0xfd]],
];

const USTAR = [0x75, 0x73, 0x74, 0x61, 0x72];

const startsWith = (bytes: Uint8Array, magic: number[]) => magic.every((b, i) => bytes[i] === b);

/** Shares of NUL at even and odd places, and of other control bytes, in the first 64 KB. */
function controls(bytes: Uint8Array) {
  const n = Math.min(bytes.length, 65_536);
  const nul = [0, 0];
  let other = 0;
  for (let i = 0; i < n; i++) {
    const b = bytes[i] ?? 0;
    if (b === 0) nul[i % 2] = (nul[i % 2] ?? 0) + 1;
    else if (b < 9 || (b > 13 && b < 32 && b !== 27) || b === 127) other++;
  }
  return { even: (2 * (nul[0] ?? 0)) / n, odd: (2 * (nul[1] ?? 0)) / n, other: other / n };
}

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/**
 * Bytes → text with `\n` line ends. UTF-8 (with or without a byte-order mark), UTF-16 by its mark or by its
 * pattern of zeros, and as a last resort Windows-1252 (a superset of Latin-1), which is reported as `bad-encoding`.
 * Empty and binary files give null text and the reason.
 */
export function decode(path: string, bytes: Uint8Array): Decoded {
  const problems: Problem[] = [];
  const report = (code: ProblemCode, detail: string, excerpt = '') =>
    problems.push({ code, file: path, line: 0, detail, excerpt });
  const refuse = (code: ProblemCode, detail: string): Decoded => {
    report(code, detail);
    return { text: null, problems };
  };
  if (bytes.length === 0) return refuse('empty', 'the file has no bytes');
  if (bytes.length > MAX_FILE_BYTES)
    return refuse('too-large', `${bytes.length} bytes; the limit is ${MAX_FILE_BYTES}: split the file`);
  const magic = MAGIC.find(([, m]) => startsWith(bytes, m));
  if (magic) return refuse('binary', `this is ${magic[0]}, not text`);
  if (USTAR.every((b, i) => bytes[257 + i] === b))
    return refuse('binary', 'this is a tar archive; make a zip of its files, or unpack it');

  let text: string;
  const { even, odd, other } = controls(bytes);
  if (startsWith(bytes, [0xff, 0xfe])) text = new TextDecoder('utf-16le').decode(bytes);
  else if (startsWith(bytes, [0xfe, 0xff])) text = new TextDecoder('utf-16be').decode(bytes);
  else if (
    bytes.length >= 4 &&
    bytes.length % 2 === 0 &&
    Math.max(even, odd) > 0.4 &&
    Math.min(even, odd) < 0.05
  ) {
    const label = odd > even ? 'utf-16le' : 'utf-16be';
    text = new TextDecoder(label).decode(bytes);
    report('bad-encoding', `no byte-order mark; read as ${label.toUpperCase()} by its pattern of zero bytes`);
  } else if (even + odd > 0.1 || other > 0.05) {
    return refuse('binary', 'too many control bytes for a text');
  } else text = decode8(bytes, report);

  if (text.includes('\0')) {
    // One unit for one unit: offsets stay, and no NUL reaches SQL or the page.
    report('bad-encoding', `${count(text, /\0/g)} NUL characters were replaced by U+FFFD`);
    text = text.replaceAll('\0', '\uFFFD');
  }
  text = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  if (!/\S/.test(text)) return refuse('empty', 'the file holds nothing but white space');
  return { text, problems };
}

function decode8(bytes: Uint8Array, report: (code: ProblemCode, detail: string) => void): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // A file with sound multi-byte characters and a few broken ones is damaged UTF-8, not another encoding.
    const loose = new TextDecoder('utf-8').decode(bytes);
    const broken = count(loose, /\uFFFD/g);
    const sound = count(loose, /[^\0-\x7f\uFFFD]/g);
    if (sound > broken) {
      report('bad-encoding', `${broken} broken UTF-8 sequences were replaced by U+FFFD`);
      return loose;
    }
    report('bad-encoding', 'not UTF-8; read as Windows-1252');
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
