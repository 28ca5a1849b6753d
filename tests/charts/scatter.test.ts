import { expect, test } from 'vitest';
import { nearestOf, scatterGeometry, walker } from '../../src/charts/geometry/scatter.ts';
import { toDay } from '../../src/questions/period.ts';
import type { Claim, Kind } from '../../src/views/gains-claim.ts';
import { gainsSeries } from '../../src/views/gains-series.ts';

const FROM = toDay('2024-01-01');
const size = { width: 900, height: 420, from: FROM, to: FROM + 730 };

const claim = (i: number, day: number, value: number, change: Partial<Claim> = {}): Claim => ({
  metric_id: `p${i}#g1`,
  paper_id: `p${i}`,
  day: FROM + day,
  form: 'ratio',
  written: { low: value, high: value },
  low: value,
  high: value,
  value,
  qualifier: 'none',
  upTo: false,
  worse: false,
  ...change,
});
const chart = (claims: Claim[], kind: Kind = 'factor', change = {}) =>
  scatterGeometry(gainsSeries(claims, kind), { ...size, ...change });
const many = Array.from({ length: 60 }, (_, i) => claim(i, i * 12, 1 + ((i * 7) % 11)));

test('every claim has a mark within the plot', () => {
  const { marks, margin, width, height } = chart(many);
  expect(marks).toHaveLength(60);
  for (const { x, y } of marks) {
    expect(x).toBeGreaterThanOrEqual(margin.left);
    expect(x).toBeLessThanOrEqual(width - margin.right);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThanOrEqual(height - margin.bottom);
  }
});
test('later is further right, more is higher', () => {
  const [a, b] = chart([claim(1, 10, 2), claim(2, 300, 8)]).marks;
  expect(b?.x).toBeGreaterThan(a?.x ?? 0);
  expect(b?.y).toBeLessThan(a?.y ?? 0);
});
test('a range spans from its low to its high end', () => {
  const [mark] = chart([claim(1, 10, 4, { low: 2, high: 8 })]).marks;
  expect(mark?.y0).toBeGreaterThan(mark?.y ?? 0);
  expect(mark?.y1).toBeLessThan(mark?.y ?? 0);
});
test('a claim beyond the axis stands in the strip above the plot and is counted', () => {
  const bulk = Array.from({ length: 200 }, (_, i) => claim(i, i, 1 + (i % 9)));
  const { marks, above, margin, axis } = chart([...bulk, claim(999, 100, 50_000)]);
  expect(above).toBe(1);
  expect(marks.at(-1)).toMatchObject({ beyond: 'above' });
  expect(marks.at(-1)?.y).toBeLessThan(axis.at(axis.high));
  expect(marks.at(-1)?.y).toBeLessThan(margin.top);
});
test('labels at the right end do not cover each other', () => {
  const ys = chart(many, 'factor', {
    fit: [
      { day: FROM, value: 2 },
      { day: FROM + 730, value: 6 },
    ],
  })
    .labels.map(({ y }) => y)
    .sort((a, b) => a - b);
  expect(ys).toHaveLength(3);
  ys.slice(1).forEach((y, i) => expect(y - (ys[i] ?? 0)).toBeGreaterThanOrEqual(15.99));
});
test('a narrow chart has no room for labels beside it', () => {
  expect(chart(many, 'factor', { width: 330 }).labels).toEqual([]);
});
test('one record is no record line', () => {
  expect(chart([claim(1, 1, 9), claim(2, 2, 3)])).toMatchObject({ record: '', records: [] });
  expect(chart([claim(1, 1, 3), claim(2, 2, 9)]).records).toHaveLength(2);
});
test('no claim at all is an empty chart, not a fault', () => {
  expect(chart([])).toMatchObject({ marks: [], quarters: [], record: '', above: 0 });
});

test('the pointer finds the nearest mark in reach, and none beyond', () => {
  const find = nearestOf([
    { x: 10, y: 10 },
    { x: 100, y: 10 },
  ]);
  expect([find(14, 12, 20), find(90, 10, 20), find(55, 10, 20)]).toEqual([0, 1, -1]);
  expect(nearestOf([])(1, 1, 100)).toBe(-1);
});
test('points on one spot or one line are still found', () => {
  const find = nearestOf([
    { x: 5, y: 5 },
    { x: 5, y: 5 },
    { x: 5, y: 5 },
  ]);
  expect(find(6, 5, 10)).toBeGreaterThanOrEqual(0);
});

test('arrow keys reach every mark, by time and by value', () => {
  const { marks } = chart(many);
  const step = walker(marks);
  for (const key of ['ArrowRight', 'ArrowUp']) {
    const seen = new Set<number>();
    let at: number | null = -1;
    for (let i = 0; i < marks.length; i++) {
      at = step(at ?? -1, key);
      if (at !== null) seen.add(at);
    }
    expect(seen.size).toBe(marks.length);
    expect(step(at ?? -1, key)).toBe(at);
  }
  expect(step(-1, 'x')).toBeNull();
});
