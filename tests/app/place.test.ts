import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OPTIONS, VIEWS } from '../../src/app/options.ts';
import { home, isKnownAddress, LASTS, readPlace, writePlace, type Place } from '../../src/app/place.ts';
import { MEASURES, QUALIFIERS } from '../../src/core/paper.ts';
import { noFilter } from '../../src/questions/filter.ts';

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((t) => t.trim())
  .filter(Boolean);
const names = fc.uniqueArray(text, { maxLength: 4 });
const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10));

const places: fc.Arbitrary<Place> = fc
  .record({
    view: fc.constantFrom(...VIEWS),
    id: fc.option(text),
    days: fc.tuple(fc.option(day), fc.option(day)),
    last: fc.option(fc.constantFrom(...LASTS)),
    topics: names,
    areas: names,
    sources: names,
    measures: fc.subarray([...MEASURES]),
    benchmarks: names,
    baselines: names,
    qualifiers: fc.subarray([...QUALIFIERS]),
    factors: fc.tuple(fc.option(fc.double({ min: 0.01, max: 1e4, noNaN: true })), fc.option(fc.nat(99))),
    q: fc.option(text),
    pick: fc.nat(100),
  })
  .map(({ view, id, days, last, q, pick, factors, ...lists }) => {
    const sorted = days[0] && days[1] ? [...days].sort() : days;
    const options = Object.fromEntries(
      Object.entries(OPTIONS[view]).flatMap(([key, known]) => {
        const value = known === 'any' ? 'a#b?c=d&e' : known[pick % known.length];
        return value !== undefined && (known === 'any' || value !== known[0]) ? [[key, value]] : [];
      }),
    );
    const [from, to] = last ? [null, null] : [sorted[0] ?? null, sorted[1] ?? null];
    const [least, more] = factors;
    const factor = { from: least, to: more === null ? null : (least ?? 0) + more + 1 };
    return { view, id, last, options, filter: { ...noFilter, ...lists, factor, from, to, text: q ?? '' } };
  });

test('every place comes back from its address', () => {
  fc.assert(
    fc.property(places, (place) => {
      expect(readPlace(writePlace(place))).toEqual(place);
    }),
  );
});
test('every text is an address of some place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (any) => {
      expect(VIEWS).toContain(readPlace(`#${any}`).view);
    }),
  );
});
test('an address is short and can be read', () => {
  const filter = { ...noFilter, topics: ['agents', 'rag'], text: 'state space' };
  expect(writePlace({ ...home, filter, last: '12m', options: { by: 'quarter' } })).toBe(
    '#/trends?last=12m&topic=agents,rag&q=state+space&by=quarter',
  );
  expect(writePlace({ ...home, view: 'paper', id: 'doi:10.1/abc' })).toBe('#/paper/doi:10.1/abc');
});
test('unknown views, keys and values are left out', () => {
  const place = readPlace(
    '#/nowhere?topic=rag&x=y&by=century&measure=speed,taste&last=7y&from=2025-02-30&to=soon',
  );
  expect(place).toEqual({ ...home, filter: { ...noFilter, topics: ['rag'], measures: ['speed'] } });
});
test('a range of factors is short in the address, turned where it is the wrong way round, and left out where it is none', () => {
  const factor = (text: string) => readPlace(`#/claims?factor=${text}`).filter.factor;
  expect(writePlace({ ...home, filter: { ...noFilter, factor: { from: 10, to: null } } })).toBe(
    '#/trends?factor=10..',
  );
  expect(factor('10..')).toEqual({ from: 10, to: null });
  expect(factor('..1.5')).toEqual({ from: null, to: 1.5 });
  expect(factor('8..2')).toEqual({ from: 2, to: 8 });
  for (const none of ['10', '..', '-3..', 'ten..', '0..', '1e999..'])
    expect(factor(none)).toEqual({ from: null, to: null });
});
test('dates the wrong way round are turned', () => {
  expect(readPlace('#/trends?from=2025-05-01&to=2024-01-01').filter).toMatchObject({
    from: '2024-01-01',
    to: '2025-05-01',
  });
});
test('days in an address win over a range that follows the data', () => {
  const place = readPlace('#/trends?last=12m&from=2024-01-01');
  expect([place.last, place.filter.from]).toEqual([null, '2024-01-01']);
});
test('an address that names no view is told from one that names none on purpose', () => {
  expect(['', '#', '#/', '#/gains', '#/paper/a/b?at=1', '#/?topic=rag'].map(isKnownAddress)).not.toContain(
    false,
  );
  expect(['#/nothere', '#/nothere?topic=rag', '#gain'].map(isKnownAddress)).not.toContain(true);
});
test('half of a pair of characters in a search gives an address all the same', () => {
  const place = { ...home, filter: { ...noFilter, text: 'a\uD800' } };
  expect(readPlace(writePlace(place)).filter.text).toBe('a\uFFFD');
});
