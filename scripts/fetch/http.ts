/** One polite client a source: paced, patient, bounded, and sure of what it hands on. */
import type { Clock } from './clock.ts';
import { adviceFor, away, FetchFault, unreachable } from './fault.ts';
import { askedWait, backOff } from './wait.ts';

/** What a later request needs to ask "only if it has changed". */
export type Validators = { etag?: string; modified?: string };

export type Answer =
  { kind: 'unchanged' } | { kind: 'body'; bytes: Uint8Array; validators: Validators; next: string | null };

export type Wish = {
  accept: string;
  before?: Validators | null;
  /** Null for a body that is what was asked for, else what is wrong with it. A wrong body is asked for again, twice. */
  judge: (bytes: Uint8Array) => Promise<string | null>;
};

export type ClientOptions = {
  clock: Clock;
  /** [0, 1): the jitter of the back-off. */
  random: () => number;
  userAgent: string;
  /** Least time between the starts of two requests, redirects and repeats among them. */
  paceMs: number;
  /** When the last request of an earlier client began; 0 if never. */
  lastAsked: number;
  /** Told when a request begins. */
  onAsk?: (at: number) => void;
  say: (line: string) => void;
  /** For a whole answer, its body too. */
  timeoutMs?: number;
  attempts?: number;
};

export type Client = {
  get: (url: string, wish: Wish) => Promise<Answer>;
  requests: () => number;
};

const LONGEST_WAIT = 15 * 60_000;
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_REDIRECTS = 5;
const BAD_BODIES = 3;
const RETRIED = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Requests go out one at a time. Every fault is a FetchFault. */
export function openClient(options: ClientOptions): Client {
  const { clock, random, userAgent, paceMs, say, timeoutMs = 60_000, attempts = 5 } = options;
  let requests = 0;
  let last = options.lastAsked;

  async function send(url: string, headers: Record<string, string>): Promise<Response> {
    const rest = last + paceMs - clock.now();
    if (last > 0 && rest > 0) await clock.sleep(Math.min(rest, paceMs));
    last = clock.now();
    requests += 1;
    options.onAsk?.(last);
    return fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
  }

  /** Redirects are followed here, so that they are paced too and cannot leave the web. */
  async function follow(first: string, headers: Record<string, string>): Promise<Response> {
    let url = first;
    for (let turn = 0; turn <= MOST_REDIRECTS; turn++) {
      const response = await send(url, headers);
      const to = response.headers.get('location');
      if (![301, 302, 303, 307, 308].includes(response.status) || to === null) return response;
      await response.body?.cancel();
      const next = new URL(to, url);
      if (!/^https?:$/.test(next.protocol))
        throw new FetchFault('refused', first, response.status, `it leads to ${next.href}.`, adviceFor(400));
      url = next.href;
    }
    const what = `more than ${MOST_REDIRECTS} redirects, the last to ${url}.`;
    throw new FetchFault('refused', first, null, what, 'Check the address in a browser.');
  }

  async function get(url: string, wish: Wish): Promise<Answer> {
    const headers: Record<string, string> = { 'user-agent': userAgent, accept: wish.accept };
    if (wish.before?.etag) headers['if-none-match'] = wish.before.etag;
    if (wish.before?.modified) headers['if-modified-since'] = wish.before.modified;
    let bad = 0;
    for (let attempt = 1; ; attempt++) {
      let asked: number | null = null;
      let why: string;
      let fault: FetchFault;
      try {
        const response = await follow(url, headers);
        const { status } = response;
        if (status === 304 && wish.before) return { kind: 'unchanged' };
        if (status === 200) {
          const bytes = await bodyOf(response, url);
          const wrong = await wish.judge(bytes);
          if (wrong === null)
            return {
              kind: 'body',
              bytes,
              validators: validatorsOf(response.headers),
              next: nextOf(response, url),
            };
          why = wrong;
          const advice = 'What is there is kept. See what the address shows in a browser.';
          fault = new FetchFault('bad-body', url, status, `the answer is no digest: ${wrong}`, advice);
          if (++bad >= BAD_BODIES) throw fault;
        } else {
          await response.body?.cancel();
          why = `status ${status}`;
          if (!RETRIED.has(status))
            throw new FetchFault('refused', url, status, `${why}.`, adviceFor(status));
          fault = away(url, status, `${why} (tried ${attempt} times).`);
          asked = askedWait(response.headers, clock.now());
          if (asked !== null) {
            const until = new Date(clock.now() + asked).toISOString();
            if (asked > LONGEST_WAIT)
              throw away(url, status, `${why}; it asks to be left alone until ${until}.`);
          }
        }
      } catch (error) {
        if (error instanceof FetchFault) throw error;
        fault = unreachable(url, attempt, error, timeoutMs);
        why = fault.message.split('\n')[0]?.slice(url.length + 2) ?? '';
      }
      if (attempt >= attempts) throw fault;
      const wait = asked ?? backOff(attempt, random);
      say(`${url}: ${why}; asking again in ${Math.ceil(wait / 1000)} s (${attempt + 1} of ${attempts})`);
      await clock.sleep(wait);
    }
  }

  return { get, requests: () => requests };
}

async function bodyOf(response: Response, url: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) break;
    size += part.value.length;
    if (size > MOST_BYTES) {
      await reader?.cancel();
      const what = `an answer of more than ${MOST_BYTES / 1024 / 1024} MB.`;
      throw new FetchFault('refused', url, 200, what, 'No digest is that large: check the address.');
    }
    chunks.push(part.value);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function validatorsOf(headers: Headers): Validators {
  const [etag, modified] = [headers.get('etag'), headers.get('last-modified')];
  return { ...(etag ? { etag } : {}), ...(modified ? { modified } : {}) };
}

/** The next page as RFC 8288 links it, or null. */
function nextOf(response: Response, url: string): string | null {
  const link = /<([^>]+)>\s*;[^,]*\brel="?next"?/i.exec(response.headers.get('link') ?? '');
  return link ? new URL(link[1] ?? '', url).href : null;
}
