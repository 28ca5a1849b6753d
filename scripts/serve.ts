/** A static server for the built site, as any host would serve it: byte ranges, types, gzip for text, long-lived hashed files. */
import { readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { extname, join, resolve, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import send from 'send';
import { policyIn } from './csp.ts';

export type Serving = {
  url: string;
  port: number;
  /** Bytes that went over the wire until now, headers and all, whoever asked: page, worker or service worker. */
  sent: () => number;
  close: () => Promise<void>;
};
export type ServeOptions = {
  /** The port wished for; the next free one is taken instead. 0 or none: any free one. */
  port?: number;
  /** A folder to serve under /data in place of the site's own. */
  data?: string;
};

const HASHED = /-[\w-]{8,}\.(?:js|css|wasm|parquet|woff2)$/;
const TEXT = new Set(['.html', '.js', '.css', '.json', '.svg', '.txt', '.xml', '.atom']);
/** What the type table of `send` does not know. */
const TYPES: Record<string, string> = { '.parquet': 'application/vnd.apache.parquet' };
const PORTS_TRIED = 50;

/** Serves `folder` on the loopback interface. Throws when the folder has no index.html. */
export async function serveFolder(folder: string, options: ServeOptions = {}): Promise<Serving> {
  const root = resolve(folder);
  statSync(join(root, 'index.html'));
  const squeeze = gzipped();
  const policy = pagePolicy(join(root, 'index.html'));
  // It has a policy of its own: it alone may fetch an address that the reader gives.
  const readerPolicy = pagePolicy(join(root, 'read.html'));
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const allowed = path === '/read.html' ? readerPolicy() : policy();
    if (allowed !== null && holdsPolicy(request)) response.setHeader('Content-Security-Policy', allowed);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    } else if (options.data !== undefined && path.startsWith('/data/')) {
      answer(request, response, resolve(options.data), path.slice('/data'.length), squeeze);
    } else {
      answer(request, response, root, path, squeeze);
    }
  });
  const open = new Set<Socket>();
  let gone = 0;
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => {
      open.delete(socket);
      gone += socket.bytesWritten;
    });
  });
  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://127.0.0.1:${port}/`,
    port,
    sent: () => [...open].reduce((sum, { bytesWritten }) => sum + bytesWritten, gone),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** Pages and workers have a policy; on their scripts, styles and data it would be four hundred bytes for nothing. */
const holdsPolicy = (request: IncomingMessage): boolean =>
  !['script', 'style', 'empty', 'image', 'font', 'manifest'].includes(
    String(request.headers['sec-fetch-dest']),
  );

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  root: string,
  path: string,
  squeeze: (file: string) => Buffer | null,
): void {
  response.setHeader('Cache-Control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  const stream = send(request, path, { root, dotfiles: 'ignore', cacheControl: false });
  stream.on('headers', (res: ServerResponse, file: string) => {
    const type = TYPES[extname(file)];
    if (type) res.setHeader('Content-Type', type);
  });
  stream.on('error', (error: { status?: number }) => {
    response.statusCode = error.status ?? 500;
    response.end(response.statusCode === 404 ? `Not found: ${path}\n` : 'The file cannot be read.\n');
  });
  const packed = wantsGzip(request) ? squeeze(fileOf(root, path)) : null;
  if (packed === null) {
    stream.pipe(response);
    return;
  }
  response.setHeader('Content-Type', typeOf(path));
  response.setHeader('Content-Encoding', 'gzip');
  response.setHeader('Vary', 'Accept-Encoding');
  response.setHeader('Content-Length', packed.length);
  response.end(request.method === 'HEAD' ? undefined : packed);
}

const wantsGzip = (request: IncomingMessage) =>
  request.headers.range === undefined && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));

/** Empty for a path that would leave the folder or names a hidden file: `send` then refuses it. */
function fileOf(root: string, path: string): string {
  try {
    const file = join(root, decodeURIComponent(path), path.endsWith('/') ? 'index.html' : '');
    return file.startsWith(root + sep) && !/[\\/]\./.test(file.slice(root.length)) && !file.includes('\0')
      ? file
      : '';
  } catch {
    return '';
  }
}

const TEXT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
  '.atom': 'application/atom+xml',
};
const typeOf = (path: string) =>
  TEXT_TYPES[path.endsWith('/') ? '.html' : extname(path)] ?? 'text/plain; charset=utf-8';

/** The policy that the page carries, for every answer: a worker takes its own from the headers of its script. */
function pagePolicy(page: string): () => string | null {
  let kept: { mtime: number; policy: string | null } | null = null;
  return () => {
    try {
      const { mtimeMs } = statSync(page);
      if (kept?.mtime !== mtimeMs) kept = { mtime: mtimeMs, policy: policyIn(readFileSync(page, 'utf8')) };
      return kept.policy;
    } catch {
      // The site is being built anew; the page itself cannot be answered either.
      return null;
    }
  };
}

/** Text files packed once a version of them. */
function gzipped(): (file: string) => Buffer | null {
  const kept = new Map<string, { mtime: number; packed: Buffer }>();
  return (file) => {
    if (!TEXT.has(extname(file))) return null;
    try {
      const { mtimeMs, size } = statSync(file);
      const old = kept.get(file);
      if (old?.mtime === mtimeMs) return old.packed;
      if (size > 32 * 1024 * 1024) return null;
      const packed = gzipSync(readFileSync(file), { level: 6 });
      kept.set(file, { mtime: mtimeMs, packed });
      return packed;
    } catch {
      return null;
    }
  };
}

async function listen(server: Server, wished: number): Promise<number> {
  for (let port = wished; ; port = port === 0 || port >= wished + PORTS_TRIED ? 0 : port + 1) {
    try {
      await new Promise<void>((done, failed) => {
        server.once('error', failed);
        server.listen(port, '127.0.0.1', () => {
          server.off('error', failed);
          done();
        });
      });
      return (server.address() as AddressInfo).port;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || port === 0) throw error;
    }
  }
}
