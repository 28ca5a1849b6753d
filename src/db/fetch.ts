/** Reading the dataset's files; a failure says which file, what the server answered, and what to do. */

export class LoadError extends Error {
  constructor(
    readonly file: string,
    readonly reason: string,
    readonly advice: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${reason} ${advice}`, options);
    this.name = 'LoadError';
  }
}

/** A server that sends nothing for so long is taken for dead: a page that waits for ever says nothing. */
const SILENCE_MS = 30_000;

const REBUILD = 'Build the data with `npm run build:data -- --in <digests> --out public/data`, then reload.';

const ONLINE = 'Check that the server still runs and that you are online, then try again.';
const NOT_WHOLE =
  'The data were replaced while this page was open, or their copy on the server is not whole. ' +
  'Try again; if it stays, build or copy the data anew.';

/** `task`, unless it is silent for too long; `stop` then ends it. */
export async function unlessSilent<T>(file: string, task: Promise<T>, stop: () => void): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, failed) => {
    timer = setTimeout(() => {
      failed(new LoadError(file, `the server sent nothing for ${SILENCE_MS / 1000} seconds.`, ONLINE));
      stop();
    }, SILENCE_MS);
  });
  try {
    return await Promise.race([task, silence]);
  } finally {
    clearTimeout(timer);
  }
}

export async function fetchFile(base: string, file: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  const controller = new AbortController();
  try {
    response = await unlessSilent(
      file,
      fetch(new URL(file, base), { ...init, signal: controller.signal }),
      () => controller.abort(),
    );
  } catch (error) {
    if (error instanceof LoadError) throw error;
    throw new LoadError(file, 'could not be reached.', ONLINE, { cause: error });
  }
  if (!response.ok) {
    const advice = response.status === 404 ? REBUILD : 'Try again; if it stays, look at the server’s log.';
    throw new LoadError(file, `the server answered ${response.status} ${response.statusText}.`, advice);
  }
  // A host that serves its front page for any path hides a missing file behind a 200.
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    throw new LoadError(file, 'the server sent a web page in its place.', REBUILD);
  }
  return response;
}

/** What the answer holds; one that breaks off or falls silent is a LoadError. */
export async function bodyOf(file: string, response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array(await response.arrayBuffer());
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await unlessSilent(file, reader.read(), () => void reader.cancel());
      if (done) break;
      parts.push(value);
      length += value.length;
    }
  } catch (error) {
    if (error instanceof LoadError) throw error;
    throw new LoadError(file, `broke off after ${length} bytes.`, ONLINE, { cause: error });
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The first 12 hex digits of the SHA-256 of a file's bytes, where its name ends in them (scripts/build/write.ts). */
const HASH_IN_NAME = /-([0-9a-f]{12})\.parquet$/;

/** `expected` bytes, and those that the name stands for: a file that was cut or swapped is a LoadError. */
export async function fetchBytes(
  base: string,
  file: string,
  expected?: number,
  init?: RequestInit,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await bodyOf(file, await fetchFile(base, file, init));
  if (expected !== undefined && bytes.length !== expected) throw wrongLength(file, bytes.length, expected);
  const named = HASH_IN_NAME.exec(file)?.[1];
  // Browsers hash on https and on localhost only.
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle;
  if (named !== undefined && subtle) {
    const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
    const found = Array.from(digest.subarray(0, 6), (byte) => byte.toString(16).padStart(2, '0')).join('');
    if (found !== named) throw new LoadError(file, 'holds other data than its name says.', NOT_WHOLE);
  }
  return bytes;
}

const wrongLength = (file: string, found: number, expected: number) =>
  new LoadError(file, `has ${found} bytes where the dataset says ${expected}.`, NOT_WHOLE);

/** Before the engine reads a large file by range on its own: that it is there, and as long as the dataset says. */
export async function probeFile(base: string, file: string, expected: number): Promise<void> {
  const response = await fetchFile(base, file, { headers: { Range: 'bytes=0-3' } });
  const found = totalOf(response);
  await response.body?.cancel();
  if (found !== null && found !== expected) throw wrongLength(file, found, expected);
}

/** The length of the whole file, from an answer with a part of it or all of it; null where it is not told. */
function totalOf(response: Response): number | null {
  const range = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
  if (range !== undefined) return Number(range);
  const length = response.headers.get('content-length');
  const packed = response.headers.get('content-encoding') !== null;
  return response.status === 200 && length !== null && !packed ? Number(length) : null;
}

/** A file of known size that is read in parts, as hyparquet asks for them. */
export type Parts = { byteLength: number; slice(start: number, end?: number): Promise<ArrayBuffer> };

/** Parts by HTTP range. A server without ranges sends the whole file once, and the parts are cut from it. */
export function fetchParts(base: string, file: string, byteLength: number): Parts {
  let whole: Promise<ArrayBuffer> | null = null;
  return {
    byteLength,
    slice: async (start, end = byteLength) => {
      if (whole) return (await whole).slice(start, end);
      const response = await fetchFile(base, file, { headers: { Range: `bytes=${start}-${end - 1}` } });
      const total = totalOf(response);
      if (total !== null && total !== byteLength) throw wrongLength(file, total, byteLength);
      if (response.status === 206) return (await bodyOf(file, response)).buffer;
      whole = bodyOf(file, response).then(({ buffer }) => buffer);
      const { byteLength: found } = await whole;
      if (found !== byteLength) throw wrongLength(file, found, byteLength);
      return (await whole).slice(start, end);
    },
  };
}

export const notADataset = (file: string, reason: string) => new LoadError(file, reason, REBUILD);
