import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leftOut } from '../../src/app/share/left-out.ts';
import { readPlace, writePlace } from '../../src/app/place.ts';

test('an address that this page wrote says nothing unknown', () => {
  for (const hash of [
    '',
    '#/trends',
    '#/trends?last=12m&topic=agents,rag&by=quarter&as=multiples',
    '#/gains?from=2025-01-01&to=2025-06-30&measure=speed&q=%22long+context%22&of=memory&embed=main',
    '#/coverage?by=month&chart=lag',
    '#/compare?factor=2..10&qualifier=up_to',
  ]) {
    expect(leftOut(hash), hash).toEqual([]);
  }
});

test('unknown keys and values of an old address are told, and the rest of it holds', () => {
  const hash = '#/trends?topic=agents&last=9m&measure=speed,weight&show=bars&colour=red&embed=No%20Such';
  expect(leftOut(hash)).toEqual(['last=9m', 'measure=weight', 'show=bars', 'colour=red', 'embed=No Such']);
  expect(readPlace(hash).filter).toMatchObject({ topics: ['agents'], measures: ['speed'] });
});

test('what is told of any address is nothing once the page has written it again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (any) => {
      leftOut(`#/trends?${any}`);
      expect(leftOut(writePlace(readPlace(`#/trends?${any}`)))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
