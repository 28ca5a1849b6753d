import { expect, test } from 'vitest';
import { askedWait, backOff } from '../../scripts/fetch/wait.ts';

const headers = (pairs: Record<string, string>) => new Headers(pairs);
const now = Date.parse('2026-06-01T12:00:00Z');

test('each wait doubles, half of it drawn, up to two minutes', () => {
  expect([1, 2, 3, 4].map((n) => backOff(n, () => 0))).toEqual([1000, 2000, 4000, 8000]);
  expect([1, 2, 3].map((n) => backOff(n, () => 0.999999))).toEqual([2000, 4000, 8000]);
  expect(backOff(40, () => 0.999999)).toBe(120_000);
});

test('Retry-After is read in seconds and as a date', () => {
  expect(askedWait(headers({ 'retry-after': '120' }), now)).toBe(120_000);
  expect(askedWait(headers({ 'retry-after': 'Mon, 01 Jun 2026 12:01:30 GMT' }), now)).toBe(90_000);
  expect(askedWait(headers({ 'retry-after': 'Mon, 01 Jun 2026 11:00:00 GMT' }), now)).toBe(0);
});

test('a RateLimit header tells the wait where Retry-After does not', () => {
  expect(askedWait(headers({ ratelimit: '"api";r=0;t=55' }), now)).toBe(55_000);
  expect(askedWait(headers({ ratelimit: '"api";r=0;t=55', 'retry-after': '7' }), now)).toBe(7_000);
});

test('an answer that asks for nothing, or for nonsense, leaves the wait to the back-off', () => {
  expect(askedWait(headers({}), now)).toBeNull();
  expect(askedWait(headers({ 'retry-after': 'soon' }), now)).toBeNull();
  expect(askedWait(headers({ 'retry-after': '-5x' }), now)).toBeNull();
});
