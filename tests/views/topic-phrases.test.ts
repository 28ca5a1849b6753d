import { expect, test } from 'vitest';
import { readablePhrases } from '../../src/views/topic-phrases.ts';

test('a phrase that begins or ends with a function word is not shown', () => {
  expect(readablePhrases('3D assets · in Text · insights and · Generation from · NeRF')).toBe(
    '3D assets · NeRF',
  );
});
test('a phrase cut at a hyphen is not shown', () => {
  expect(readablePhrases('Text-to · -guided · multi- · Text-to-3D')).toBe('Text-to-3D');
});
test('a name that begins with a function word and a hyphen is shown', () => {
  expect(readablePhrases('in-context learning · on-policy')).toBe('in-context learning · on-policy');
});
test('of scraps alone nothing is left', () => {
  expect(readablePhrases('from text · of 3D')).toBe('');
});
