/** How long to wait before a request is repeated. All in milliseconds. */

const FIRST = 2_000;
const LONGEST = 120_000;

/**
 * Exponential back-off with equal jitter: half of the step is sure, half is drawn, so that programs which failed
 * together do not come back together. `attempt` counts from 1; `random` gives [0, 1).
 */
export function backOff(attempt: number, random: () => number): number {
  const step = Math.min(LONGEST, FIRST * 2 ** (attempt - 1));
  return Math.round(step / 2 + (step / 2) * random());
}

/**
 * What the answer itself asks for, or null: `Retry-After` in seconds or as an HTTP date (RFC 9110, 10.2.3), else the
 * seconds `t` until the window of a `RateLimit` header starts anew, which is how the Hugging Face Hub tells it.
 */
export function askedWait(headers: Headers, now: number): number | null {
  const after = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(after)) return Number(after) * 1000;
  const until = after === '' ? NaN : Date.parse(after);
  if (!Number.isNaN(until)) return Math.max(0, until - now);
  const window = /(?:^|;)\s*t=(\d{1,9})\b/.exec(headers.get('ratelimit') ?? '');
  return window ? Number(window[1]) * 1000 : null;
}
