/** A server on the loopback that answers as the sources document, and fails as told; it notes every request. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { silentReporter } from '../../scripts/build/report.ts';
import type { Clock } from '../../scripts/fetch/clock.ts';
import type { Deps } from '../../scripts/fetch/run.ts';
import { seeded } from '../../src/core/stats/random.ts';

export type Asked = { path: string; query: URLSearchParams; headers: IncomingHttpHeaders; at: number };
export type Responder = (response: ServerResponse, asked: Asked, request: IncomingMessage) => void;

export type FakeClock = Clock & { sleeps: number[]; set: (iso: string) => void };

/** Stands still but for sleeping, which takes no time. */
export function fakeClock(iso: string): FakeClock {
  let now = Date.parse(iso);
  const sleeps: number[] = [];
  return {
    now: () => now,
    sleep: (ms) => {
      sleeps.push(ms);
      now += ms;
      return Promise.resolve();
    },
    sleeps,
    set: (to) => void (now = Date.parse(to)),
  };
}

/** `answer` may be changed while it runs. Ends with the test. */
export async function startServer(answer: Responder, clock: Clock) {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const asked = { path: url.pathname, query: url.searchParams, headers: request.headers, at: clock.now() };
    site.asked.push(asked);
    site.answer(response, asked, request);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const site = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [] as Asked[],
    answer,
  };
  onTestFinished(
    () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  );
  return site;
}

export const reply =
  (status: number, body = '', headers: Record<string, string> = {}): Responder =>
  (response) =>
    void response.writeHead(status, headers).end(body);

/** Answers in turn; the last one stays. */
export function inTurn(...answers: Responder[]): Responder {
  let at = 0;
  return (...args) => answers[Math.min(at++, answers.length - 1)]?.(...args);
}

/** Promises more than it sends, then hangs up. */
export const cutOff =
  (body: string): Responder =>
  (response) => {
    response.writeHead(200, { 'content-length': String(body.length + 500) });
    response.write(body, () => response.destroy());
  };

/** With an ETag, and 304 for who has it. */
export const tagged =
  (body: string, etag: string): Responder =>
  (response, { headers }) =>
    headers['if-none-match'] === etag
      ? void response.writeHead(304).end()
      : void response.writeHead(200, { etag, 'content-type': 'application/json' }).end(body);

export function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'papertide-fetch-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function depsWith(clock: Clock, more: Partial<Deps> = {}): Deps & { said: string[] } {
  const said: string[] = [];
  const reporter = { ...silentReporter, say: (line: string) => void said.push(line) };
  return { clock, random: seeded(7).next, userAgent: 'Papertide/test', reporter, said, ...more };
}
