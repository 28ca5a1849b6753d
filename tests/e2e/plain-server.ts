/**
 * A static host at its plainest: files and their types, no header of ours. It may serve under a sub-path, pack text,
 * lack ranges, and fail in every way that `fault` says.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};

export type PlainOptions = {
  /** Where the site lies on the host: `/` or `/some/folder/`. */
  prefix?: string;
  ranges?: boolean;
  gzip?: boolean;
};

/** Answers in place of the server and returns true, or leaves the request to it. `whole` is the file that was asked for. */
export type Fault = (request: IncomingMessage, response: ServerResponse, whole: Buffer) => boolean;

export type PlainServer = {
  url: string;
  /** Every path asked for, in order. */
  asked: string[];
  fault: Fault | null;
  close(): Promise<void>;
};

const NOTHING = Buffer.alloc(0);

export async function plainServer(folder: string, options: PlainOptions = {}): Promise<PlainServer> {
  const { prefix = '/', ranges = true, gzip = false } = options;
  const root = resolve(folder);
  const read = (path: string): Buffer | null => {
    if (!path.startsWith(prefix)) return null;
    const rest = decodeURIComponent(path.slice(prefix.length));
    const file = join(root, rest === '' || rest.endsWith('/') ? `${rest}index.html` : rest);
    if (!file.startsWith(root + sep)) return null;
    try {
      return readFileSync(file);
    } catch {
      return null;
    }
  };
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    self.asked.push(path);
    const whole = read(path);
    if (self.fault?.(request, response, whole ?? NOTHING)) return;
    if (whole === null) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('no such file');
      return;
    }
    const type = TYPES[path.endsWith('/') ? '.html' : extname(path)] ?? 'application/octet-stream';
    const headers: Record<string, string | number> = { 'Content-Type': type };
    if (ranges) headers['Accept-Ranges'] = 'bytes';
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    let [status, body] = [200, whole];
    if (ranges && range) {
      const end = range[2] ? Math.min(Number(range[2]), whole.length - 1) : whole.length - 1;
      [status, body] = [206, whole.subarray(Number(range[1]), end + 1)];
      headers['Content-Range'] = `bytes ${range[1]}-${end}/${whole.length}`;
    } else if (gzip && /\bgzip\b/.test(String(request.headers['accept-encoding']))) {
      headers['Content-Encoding'] = 'gzip';
      body = gzipSync(whole, { level: 1 });
    }
    response.writeHead(status, { ...headers, 'Content-Length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const self: PlainServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`,
    asked: [],
    fault: null,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return self;
}
