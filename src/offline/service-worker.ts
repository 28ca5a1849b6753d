/**
 * Keeps the page and its data for when there is no network. Own and small: a general tool would bring more code than
 * this and not know that data files are named by their content, are read by range, and may be too large to keep.
 *
 * The page's files are those of one build: they are answered from the cache of that build and change together, when the
 * reader says so. Data files never change under their name; the manifest, which does, is asked of the network first.
 */

/** Put in by scripts/offline/plugin.ts: the build, the files to keep at once, and all files of it. */
declare const BUILD: { version: string; shell: string[]; all: string[] };

type Lasting = { waitUntil(task: Promise<unknown>): void };
type Asked = Lasting & { request: Request; respondWith(answer: Promise<Response> | Response): void };
type Told = Lasting & { data: unknown };
type Scope = {
  registration: { scope: string };
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', listener: (event: Asked) => void): void;
  addEventListener(type: 'message', listener: (event: Told) => void): void;
};
const worker = self as unknown as Scope;

const FILES = 'papertide-files';
const DATA = 'papertide-data';
/** As src/db/load.ts: what is larger is read by range and never kept. */
const MOST_BYTES = 4 * 1024 * 1024;
/** A network that does not answer for so long is as good as none, where there is a kept manifest. */
const PATIENCE = 5000;

const root = new URL(worker.registration.scope);
const at = (file: string) => new URL(file, root).href;
/** The page of this build; another build's page may be kept beside it until it is gone. */
const page = `${at('index.html')}?build=${BUILD.version}`;
const own = new Set(BUILD.all.map(at));
const manifest = at('data/manifest.json');

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('message', (event) => {
  const { data } = event as { data: { do?: unknown; used?: unknown } | null };
  if (data?.do === 'take over') event.waitUntil(worker.skipWaiting());
  if (data?.do === 'keep' && Array.isArray(data.used)) event.waitUntil(keep(data.used.map(String)));
});
worker.addEventListener('fetch', (event) => {
  const answer = answerTo(event.request);
  if (answer) event.respondWith(answer);
});

async function install(): Promise<void> {
  const files = await caches.open(FILES);
  const html = await fetch(at('index.html'), { cache: 'no-cache' });
  if (!html.ok) throw new Error(`index.html: ${html.status}`);
  await files.put(page, html);
  await Promise.all(BUILD.shell.map((file) => fetched(files, at(file))));
}

/** One build is left: the page in sight was loaded by it, or is about to be reloaded. */
async function activate(): Promise<void> {
  const files = await caches.open(FILES);
  const gone = (await files.keys()).filter(({ url }) => url !== page && !own.has(url));
  await Promise.all(gone.map((request) => files.delete(request)));
  await worker.clients.claim();
}

/** What the first visit loaded before this worker was there: the engine, and the data that is small enough. */
async function keep(used: readonly string[]): Promise<void> {
  const files = await caches.open(FILES);
  await Promise.all(used.filter((url) => own.has(url)).map((url) => fetched(files, url)));
  const response = await fetch(manifest, { cache: 'no-cache' });
  if (response.ok) await keepManifest(response);
}

/** A file by its name, which its content gave: one that is kept is right for ever. */
async function fetched(cache: Cache, url: string): Promise<void> {
  if (await cache.match(url)) return;
  const response = await fetch(url);
  if (isWhole(response)) await cache.put(url, response);
}

/** A host that sends its front page for a missing file must not have it kept in the file's place. */
const isWhole = (response: Response): boolean =>
  response.status === 200 && !response.headers.get('content-type')?.startsWith('text/html');

/** Keeps the manifest and the small files that it names, and drops all others. */
async function keepManifest(response: Response): Promise<void> {
  const cache = await caches.open(DATA);
  const { tables } = (await response.clone().json()) as {
    tables: Record<string, { files: { file: string; bytes: number }[] }>;
  };
  const named = Object.values(tables).flatMap(({ files }) => files);
  const small = named
    .filter(({ bytes }) => bytes <= MOST_BYTES)
    .map(({ file, bytes }) => ({ url: at(`data/${file}`), bytes }));
  await Promise.all(small.map(({ url, bytes }) => keepData(cache, url, bytes)));
  // Last, as the build writes it: what it names is there.
  await cache.put(manifest, response);
  const kept = new Set([manifest, ...small.map(({ url }) => url)]);
  const gone = (await cache.keys()).filter(({ url }) => !kept.has(url));
  await Promise.all(gone.map((request) => cache.delete(request)));
}

async function keepData(cache: Cache, url: string, bytes: number): Promise<void> {
  if (await cache.match(url)) return;
  const response = await fetch(url);
  if (!isWhole(response)) return;
  const body = await response.arrayBuffer();
  if (body.byteLength === bytes && (await isNamedBy(url, body))) {
    await cache.put(
      url,
      new Response(body, { headers: { 'Content-Type': 'application/vnd.apache.parquet' } }),
    );
  }
}

/** Whether a data file's bytes are those that its name stands for (scripts/build/write.ts). */
async function isNamedBy(url: string, body: ArrayBuffer): Promise<boolean> {
  const named = /-([0-9a-f]{12})\.parquet$/.exec(url)?.[1];
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
  const found = Array.from(digest.subarray(0, 6), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return named === undefined || named === found;
}

/** Null leaves a request to the browser. */
function answerTo(request: Request): Promise<Response> | null {
  if (request.method !== 'GET') return null;
  const { href, search, hash } = new URL(request.url);
  const url = href.slice(0, href.length - search.length - hash.length);
  if (url === root.href || url === at('index.html')) {
    return request.mode === 'navigate' ? cached(FILES, page, request) : null;
  }
  if (url === manifest) return freshManifest(request);
  if (own.has(url)) return cached(FILES, url, request);
  if (url.startsWith(at('data/')) && url.endsWith('.parquet')) return cached(DATA, url, request);
  return null;
}

/** From the cache, a part of it for a range; else from the network as asked. */
async function cached(name: string, url: string, request: Request): Promise<Response> {
  const kept = await (await caches.open(name)).match(url);
  if (!kept) return fetch(request);
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('range') ?? '');
  if (!range) return kept;
  const whole = await kept.arrayBuffer();
  const start = Number(range[1]);
  const end = Math.min(range[2] ? Number(range[2]) : whole.byteLength - 1, whole.byteLength - 1);
  if (start > end) return fetch(request);
  return new Response(whole.slice(start, end + 1), {
    status: 206,
    headers: {
      'Content-Type': kept.headers.get('content-type') ?? 'application/octet-stream',
      'Content-Range': `bytes ${start}-${end}/${whole.byteLength}`,
      'Content-Length': String(end - start + 1),
    },
  });
}

async function freshManifest(request: Request): Promise<Response> {
  const kept = await (await caches.open(DATA)).match(manifest);
  const network = fetch(request);
  if (!kept) return network;
  const late = new Promise<null>((done) => setTimeout(() => done(null), PATIENCE));
  try {
    return (await Promise.race([network, late])) ?? kept;
  } catch {
    return kept;
  }
}
