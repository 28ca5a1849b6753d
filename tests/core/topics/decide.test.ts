import { describe, expect, test } from 'vitest';
import { decide, MOST_TOPICS } from '../../../src/core/topics/decide.ts';

const logit = (p: number): number => Math.log(p / (1 - p));
/** Eight topics with these probabilities first, the others at nothing; `lean` moves a topic towards being main. */
function decided(probabilities: readonly number[], lean: Readonly<Record<number, number>> = {}) {
  const odds = Float64Array.from({ length: 8 }, (_, t) => logit(probabilities[t] ?? 1e-4));
  const bias = Array.from(odds, (_, t) => lean[t] ?? 0);
  const { topics, count, main } = decide(odds, { slope: odds.map(() => 1), bias });
  return { topics: [...topics.subarray(0, count)], main };
}

describe('which topics a paper is given', () => {
  test('those that two readers would rather both name than neither', () => {
    expect(decided([0.95, 0.9, 0.2]).topics).toEqual([0, 1]);
  });
  test('more of them where none is sure', () => {
    expect(decided([0.5, 0.45, 0.42]).topics).toEqual([0, 1, 2]);
  });
  test('one at least, the likeliest, however unlikely', () => {
    expect(decided([0.001, 0.004]).topics[0]).toBe(1);
  });
  test('the main one is among them, though it is not the likeliest nor likely', () => {
    const { topics, main } = decided([0.95, 0.9, 0.2], { 2: 8 });
    expect(main).toBe(2);
    expect(topics).toEqual([0, 1, 2]);
  });
  test('a main one outside of the likeliest six takes the place of the least likely', () => {
    const { topics, main } = decided([0.99, 0.98, 0.97, 0.96, 0.95, 0.94, 0.93], { 6: 20 });
    expect(main).toBe(6);
    expect(topics).toEqual([0, 1, 2, 3, 4, 6]);
    expect(topics).toHaveLength(MOST_TOPICS);
  });
});
