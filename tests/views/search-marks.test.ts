import { expect, test } from 'vitest';
import { excerptAt, wordMarks } from '../../src/views/search-marks.ts';

const far = `${'early '.repeat(60)}then the target stands here ${'late '.repeat(200)}`;

test('an excerpt begins with the text when a word of the search stands near its start, or none does', () => {
  expect(excerptAt(far, ['early'])).toBe(far.slice(0, 500));
  expect(excerptAt(far, ['absent'])).toBe(far.slice(0, 500));
  expect(excerptAt(far, [])).toBe(far.slice(0, 500));
});
test('a word that stands far on brings its own place, cut at a space and marked by an ellipsis', () => {
  const excerpt = excerptAt(far, ['target']);
  expect(excerpt).toMatch(/^… early/);
  expect(excerpt.indexOf('target')).toBeLessThan(80);
});
test('a text without spaces is still shown from the word on', () => {
  expect(excerptAt(`${'-'.repeat(300)}target`, ['target'])).toBe('…target');
});
test('a word is lit where a word begins with it, and parts of a phrase whatever stands between them', () => {
  const lit = (text: string, word: string) =>
    wordMarks(text, [word]).map(({ start, length }) => text.slice(start, start + length));
  expect(lit('RAG needs storage, not fragments; a Rag.', 'rag')).toEqual(['RAG', 'Rag']);
  expect(lit('State-space models and state spaces', 'state space')).toEqual(['State-space', 'state space']);
  expect(lit('C++ is not c', '++')).toEqual(['++']);
});
