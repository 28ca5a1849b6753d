/** A dataset's discovered terms → what finds them in further papers, from the names that its topics carry. */
import { termReader, type HeldTerm, type TermLexicon } from './discover.ts';
import { phraseKey } from './term-counts.ts';
import { termKey } from './term-words.ts';

export type Named = { topic_id: string; label: string };

/** "Lantern gradient routing (LGR)": the term as papers write it, and its acronym where it has one. */
const LABEL = /^(.*\S)\s\(([^()]+)\)$/;

/**
 * The key of a term is that of any of its forms, so that a label gives it back. Of a term's acronyms only the one in its
 * label is known here.
 */
export function lexiconOfLabels(topics: readonly Named[]): TermLexicon {
  const read = topics.map(({ topic_id, label }) => {
    const [, form, short] = LABEL.exec(label) ?? [];
    return { topic_id, key: phraseKey(form ?? label), short: short === undefined ? null : termKey(short) };
  });
  return {
    terms: read.map(({ key, topic_id }): [string, string] => [key, topic_id]),
    longOf: read.flatMap(({ key, short }): [string, string][] => (short === null ? [] : [[short, key]])),
  };
}

/** Plurals and spellings differ at a word's end only, but for a few short ones ("indices", "axes"). */
const STEM = 4;
const SURE = 6;

/** What stands in every text that holds the term: the beginning of its longest word. */
function beginningOf(key: string): string {
  const [longest = ''] = key.split(' ').sort((a, b) => b.length - a.length);
  return longest.length < SURE ? longest.slice(0, 2) : longest.slice(0, STEM);
}

/** Finds the terms in a paper. A text that cannot hold any is not split into words. */
export function labelReader(
  topics: readonly Named[],
): (title: string, text: string) => Omit<HeldTerm, 'paper_id'>[] {
  if (topics.length === 0) return () => [];
  const lexicon = lexiconOfLabels(topics);
  const keys = [...lexicon.terms, ...lexicon.longOf].map(([key]) => beginningOf(key));
  const any = new RegExp(
    [...new Set(keys)].map((beginning) => beginning.replace(/[^\p{L}\p{N}]/gu, '\\$&')).join('|'),
  );
  const read = termReader(lexicon);
  return (title, text) => {
    if (!any.test(text.toLowerCase()) && !any.test(title.toLowerCase())) return [];
    const held = read({ paper_id: '', date: '', title, text });
    return held.map(({ topic_id, weight, phrase }) => ({ topic_id, weight, phrase }));
  };
}
