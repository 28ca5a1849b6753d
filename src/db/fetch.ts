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

const REBUILD = 'Build the data with `npm run build:data -- --in <digests> --out public/data`, then reload.';

export async function fetchFile(base: string, file: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(new URL(file, base), init);
  } catch (error) {
    const advice = 'Check that the server still runs and that you are online, then try again.';
    throw new LoadError(file, 'could not be reached.', advice, { cause: error });
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

export async function fetchBytes(base: string, file: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await fetchFile(base, file)).arrayBuffer());
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
      if (response.status === 206) return response.arrayBuffer();
      whole = response.arrayBuffer();
      return (await whole).slice(start, end);
    },
  };
}

export const notADataset = (file: string, reason: string) => new LoadError(file, reason, REBUILD);
