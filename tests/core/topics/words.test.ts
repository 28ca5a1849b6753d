import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileLexicon } from '../../../src/core/topics/lexicon.ts';
import { keyOf } from '../../../src/core/topics/words.ts';

const found = (phrases: string[], title: string, text: string): string[] => {
  const reading = compileLexicon(phrases).read(title, text);
  return [...reading.phrase.slice(0, reading.count)].map((p) => phrases[p] as string);
};

describe('a word’s key', () => {
  test.each([
    ['models', 'model'],
    ['policies', 'policy'],
    ['boxes', 'box'],
    ['summarisation', 'summarization'],
    ['LLMs', 'LLM'],
    ['CLIP', 'CLIP'],
    ['clip', 'clip'],
    ['bias', 'bias'],
    ['noise', 'noise'],
    ['corpora', 'corpus'],
    ['constructor', 'constructor'],
  ])('%s is %s', (word, key) => expect(keyOf(word)).toBe(key));
});

describe('a phrase is found', () => {
  test.each([
    ['fine-tuning', 'We study fine tuning here.', true],
    ['fine-tuning', 'We study finetuning here.', true],
    ['language model', 'Two language models agree.', true],
    ['language model', 'A language. Model quality follows.', false],
    ['segment', 'The segmentation is good.', false],
    ['RAG', 'We present RAG for lawyers.', true],
    ['RAG', 'A rag on the floor.', false],
    ['SAM', 'Our friend Sam helps.', false],
    ['VAE', 'Two VAEs are trained.', true],
    ['Lean', 'Proofs are written in Lean for checking.', true],
    ['Lean', 'We keep the code lean and small.', false],
    ['world model', 'The world model’s memory is short.', true],
  ])('%s in “%s”: %s', (phrase, text, yes) => expect(found([phrase], '', text)).toEqual(yes ? [phrase] : []));

  test('with its place: the slice of the text that it names', () => {
    const lexicon = compileLexicon(['diffusion model', 'token']);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Diffusion models', 'a', 'token', 'Tokens.', 'of', '–', 'é', '12')),
        (parts) => {
          const text = parts.join(' ');
          const reading = lexicon.read('', text);
          for (let i = 0; i < reading.count; i++) {
            const p = reading.phrase[i] as number;
            const slice = text.slice(reading.start[i], reading.end[i]).toLowerCase();
            expect(slice.replace(/s$/, '')).toBe(lexicon.phrases[p]);
          }
        },
      ),
    );
  });

  test('also behind more words than are kept', () => {
    const lexicon = compileLexicon(['last word']);
    const text = Array.from({ length: 130_000 }, (_, i) => `w${i}`).join(' ');
    const reading = lexicon.read('', `A last word, ${text} and last words.`);
    expect([reading.count, reading.inText[0]]).toEqual([1, 2]);
  });

  test('only in the reading at hand: nothing is left over from the paper before', () => {
    const lexicon = compileLexicon(['token']);
    lexicon.read('Token', 'token token');
    const reading = lexicon.read('', 'nothing here');
    expect(reading.count).toBe(0);
    const again = lexicon.read('', 'one token');
    expect([again.count, again.inTitle[0], again.inText[0]]).toEqual([1, 0, 1]);
  });

  test('in a line of a million characters in time that grows with its length only', () => {
    const lexicon = compileLexicon(['a b c d', 'a b', 'b c']);
    const time = (length: number): number => {
      const text = 'a b c '.repeat(length / 6);
      const begun = performance.now();
      lexicon.read('', text);
      return performance.now() - begun;
    };
    time(100_000);
    const small = Math.min(time(200_000), time(200_000), time(200_000));
    expect(Math.min(time(1_000_000), time(1_000_000))).toBeLessThan(Math.max(25, small * 20));
  });
});
