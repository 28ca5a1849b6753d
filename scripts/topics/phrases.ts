import { eachWord, endsSentence, keyOf } from '../../src/core/topics/words.ts';
import type { TextPaper } from './papers.ts';

/** Words that name nothing: no phrase by themselves, and none of two of them. */
const STOP = new Set(
  'a an the of and or in on to for with by from at as is are was were be been being it its this that these those we our they their can which such while also not but than then more most has have had into over under between both each other via using used use however thus may will when where how what who there here all any some only very us you your if so do does did about up out et al e g i'.split(
    ' ',
  ),
);

function sentencesOfKeys(text: string): string[][] {
  const sentences: string[][] = [[]];
  let last = 0;
  eachWord(text, (start, end) => {
    for (let i = last; i < start; i++)
      if (endsSentence(text, i)) {
        sentences.push([]);
        break;
      }
    last = end;
    sentences.at(-1)?.push(keyOf(text.slice(start, end)));
  });
  return sentences;
}

/** Words and pairs of words, as keys, that at least so many papers hold. */
export function mineNgrams(papers: readonly TextPaper[], least: { one: number; two: number }): string[] {
  const support = new Map<string, number>();
  for (const { title, text } of papers) {
    const mine = new Set<string>();
    for (const keys of [...sentencesOfKeys(title), ...sentencesOfKeys(text)])
      keys.forEach((key, i) => {
        if (!STOP.has(key) && key.length > 1 && !/^\d+$/.test(key)) mine.add(key);
        const next = keys[i + 1];
        if (next !== undefined && !(STOP.has(key) && STOP.has(next))) mine.add(`${key} ${next}`);
      });
    for (const ngram of mine) support.set(ngram, (support.get(ngram) ?? 0) + 1);
  }
  return [...support]
    .filter(([ngram, n]) => n >= (ngram.includes(' ') ? least.two : least.one))
    .map(([ngram]) => ngram)
    .sort();
}
