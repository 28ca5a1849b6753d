import { findAcronyms } from './acronyms.ts';
import { erasOf, isEstablished, isNew } from './novelty.ts';
import { TOPIC_PHRASES, TOPICS } from './taxonomy.ts';
import { looksNamed, NO_HEAD, NO_START, runsOf, termKey, type TermWord } from './term-words.ts';

export type TermDoc = { paper_id: string; date: string; title: string; text: string };
export type DiscoverOptions = {
  /** Papers that must hold a term. */
  support?: number;
  /** How much larger a term's share must be in the newer half of the papers than in the older one. */
  growth?: number;
  /** The most terms that are kept, the best first. */
  most?: number;
};
export type Discovered = {
  topics: { topic_id: string; label: string; scope: string }[];
  papers: { topic_id: string; paper_id: string; weight: number; phrase: string }[];
};
export type DiscoveredTerm = Discovered['topics'][number] & { papers: number; growth: number; score: number };

const LONGEST = 4;
const SIZED = /-\d+(?:\.\d+)?[bB]$/;
/** Papers after which rare n-grams are forgotten (lossy counting, Manku and Motwani 2002). */
const BUCKET = 2000;

/** Keys of what is a topic already: the labels, and the plain phrases that lead a topic's list. */
const LABELS = new Set(TOPICS.map(({ label }) => keyOf(label)));
const LEADING = new Set(
  TOPIC_PHRASES.flatMap(({ strong }) => strong.slice(0, 15).filter((phrase) => !/\p{Lu}/u.test(phrase))).map(
    (phrase) => keyOf(phrase),
  ),
);

function keyOf(phrase: string): string {
  return phrase
    .split(/\s+/)
    .map((word) => termKey(word))
    .join(' ');
}

/** Visits every n-gram that could be a term: one word only when it looks like a name. */
function eachCandidate(
  text: string,
  visit: (key: string, start: number, end: number, words: number) => void,
): void {
  for (const run of runsOf(text))
    for (let i = 0; i < run.length; i++) {
      let key = '';
      for (let n = 1; n <= LONGEST && i + n <= run.length; n++) {
        const last = run[i + n - 1] as TermWord;
        if (!last.fit) break;
        key = n === 1 ? last.key : `${key} ${last.key}`;
        const first = run[i] as TermWord;
        if (n === 1 && !last.named) continue;
        visit(key, first.start, last.end, n);
      }
    }
}

/** Finds the terms of a corpus in two passes over its papers; memory follows the terms, not the text. */
export function termFinder(options: DiscoverOptions = {}) {
  const support = options.support ?? 8;
  const counts = new Map<string, { papers: number; missed: number; words: number }>();
  const acronyms = new Map<string, Map<string, number>>();
  const longForms = new Map<string, Map<string, number>>();
  let papers = 0;

  /** First pass: counts what could be a term. */
  const count = ({ title, text }: TermDoc): void => {
    const mine = new Map<string, number>();
    for (const part of [title, text]) {
      eachCandidate(part, (key, _start, _end, words) => mine.set(key, words));
      for (const { short, long } of findAcronyms(part)) {
        const longs = acronyms.get(short) ?? new Map<string, number>();
        const key = keyOf(long);
        acronyms.set(short, longs.set(key, (longs.get(key) ?? 0) + 1));
        const forms = longForms.get(key) ?? new Map<string, number>();
        longForms.set(key, forms.set(long, (forms.get(long) ?? 0) + 1));
      }
    }
    const bucket = Math.floor(papers / BUCKET);
    for (const [key, words] of mine) {
      const entry = counts.get(key);
      if (entry) entry.papers++;
      else counts.set(key, { papers: 1, missed: bucket, words });
    }
    papers++;
    if (papers % BUCKET === 0)
      for (const [key, { papers: n, missed }] of counts) if (n + missed <= bucket + 1) counts.delete(key);
  };

  /** Between the passes: the n-grams with support and termhood, ready to be looked for. */
  const candidates = () => {
    const shortOf = new Map<string, string>();
    const longOf = new Map<string, string>();
    for (const [short, longs] of acronyms) {
      const [best] = [...longs].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
      const all = [...longs.values()].reduce((a, b) => a + b, 0);
      if (!best || best[1] < 3 || best[1] < 0.5 * all) continue;
      longOf.set(termKey(short), best[0]);
      const other = shortOf.get(best[0]);
      if (
        other === undefined ||
        (counts.get(termKey(short))?.papers ?? 0) > (counts.get(termKey(other))?.papers ?? 0)
      )
        shortOf.set(best[0], short);
    }
    const kept = new Map<string, { papers: number; cValue: number; words: number }>();
    for (const [key, { papers: n, words }] of counts)
      if (n >= support || longOf.has(key)) kept.set(key, { papers: n, cValue: 0, words });
    // A long form that is no n-gram itself ("learning with …") is known by its short form.
    for (const [key, short] of shortOf) {
      const n = counts.get(termKey(short))?.papers ?? 0;
      if (!kept.has(key) && n >= support) kept.set(key, { papers: n, cValue: 0, words: LONGEST });
    }
    const holders = new Map<string, { papers: number; holders: number; most: number }>();
    for (const [key, { papers: n }] of kept) {
      const words = key.split(' ');
      for (let length = 1; length < words.length; length++)
        for (let i = 0; i + length <= words.length; i++) {
          const part = words.slice(i, i + length).join(' ');
          if (!kept.has(part)) continue;
          const held = holders.get(part) ?? { papers: 0, holders: 0, most: 0 };
          holders.set(part, {
            papers: held.papers + n,
            holders: held.holders + 1,
            most: Math.max(held.most, n),
          });
        }
    }
    for (const [key, entry] of kept) {
      const held = holders.get(key);
      // C-value (Frantzi, Ananiadou and Mima 2000), with one more word so that single words count too.
      entry.cValue =
        Math.log2(key.split(' ').length + 1) * (entry.papers - (held ? held.papers / held.holders : 0));
      const head = key.split(' ').at(-1) ?? '';
      const generic =
        ((NO_HEAD.has(head) || NO_START.has(key.split(' ')[0] ?? '')) &&
          !longOf.has(key) &&
          !shortOf.has(key)) ||
        isEstablished(key) ||
        isEstablished(termKey(shortOf.get(key) ?? '')) ||
        LABELS.has(key) ||
        LABELS.has(longOf.get(key) ?? '') ||
        // a method with a long name and an acronym is a term of its own, even where a topic lists it
        (LEADING.has(key) && !(shortOf.has(key) && key.split(' ').length >= LONGEST)) ||
        // almost always inside a longer term: that one speaks for it
        (held !== undefined && held.most >= 0.6 * entry.papers);
      if (generic || entry.cValue <= 0) kept.delete(key);
    }
    return memberFinder({ kept, shortOf, longOf, longForms, support, options });
  };
  return { count, candidates };
}

type Found = {
  kept: Map<string, { papers: number; cValue: number; words: number }>;
  shortOf: Map<string, string>;
  longOf: Map<string, string>;
  longForms: Map<string, Map<string, number>>;
  support: number;
  options: DiscoverOptions;
};

/** Second pass: which papers hold the candidates, in which words; then what is shown. */
function memberFinder({ kept, shortOf, longOf, longForms, support, options }: Found) {
  type Member = { paper_id: string; date: string; weight: number; phrase: string };
  const members = new Map<string, Member[]>();
  const surfaces = new Map<string, Map<string, number>>();
  const dates: string[] = [];

  const add = ({ paper_id, date, title, text }: TermDoc): void => {
    dates.push(date);
    const mine = new Map<string, { title: boolean; times: number; phrase: string }>();
    for (const part of [title, text])
      eachCandidate(part, (key, start, end, words) => {
        const phrase = part.slice(start, end);
        const long = words === 1 && looksNamed(phrase) ? longOf.get(key) : undefined;
        const term = long ?? key;
        if (!kept.has(term)) return;
        const entry = mine.get(term) ?? { title: false, times: 0, phrase };
        mine.set(term, {
          title: entry.title || part === title,
          times: entry.times + 1,
          phrase: entry.phrase,
        });
        if (long !== undefined) return;
        const forms = surfaces.get(term) ?? new Map<string, number>();
        surfaces.set(term, forms.set(phrase, (forms.get(phrase) ?? 0) + 1));
      });
    for (const [term, entry] of mine) {
      const weight = Math.min(1, (entry.title ? 0.7 : 0.4) + 0.1 * (entry.times - 1));
      const list = members.get(term) ?? [];
      members.set(term, list);
      list.push({ paper_id, date, weight, phrase: entry.phrase });
    }
  };

  const finish = (): Discovered & { terms: DiscoveredTerm[] } => {
    const eras = erasOf(dates);
    const months = new Set(dates.map((d) => d.slice(0, 7))).size;
    const terms: (DiscoveredTerm & { key: string })[] = [];
    for (const [key, list] of members) {
      if (list.length < support) continue;
      const mine = list.map(({ date }) => date);
      if (new Set(mine.map((date) => date.slice(0, 7))).size < Math.min(3, months)) continue;
      if (!isNew(mine, eras)) continue;
      const late = mine.filter((date) => date >= eras.half).length;
      // Half a paper on both sides, so that a term without a past has a finite growth.
      const growth = (late + 0.5) / (eras.newer + 1) / ((list.length - late + 0.5) / (eras.older + 1));
      if (growth < (options.growth ?? 2)) continue;
      const cValue = Math.max(kept.get(key)?.cValue ?? 0, 0) || list.length;
      terms.push({
        key,
        topic_id: `term:${slug(key)}`,
        label: labelOf(key, surfaces.get(key) ?? longForms.get(key), shortOf.get(key)),
        scope: 'a term that papers of this corpus share, found by its use',
        papers: list.length,
        growth,
        score: cValue * Math.log2(Math.min(growth, 16)),
      });
    }
    terms.sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));
    const ids = new Set<string>();
    const shown = terms
      .filter(({ topic_id }) => !ids.has(topic_id) && ids.add(topic_id))
      .slice(0, options.most ?? 120);
    return {
      topics: shown.map(({ topic_id, label, scope }) => ({ topic_id, label, scope })),
      papers: shown.flatMap(({ key, topic_id }) =>
        (members.get(key) ?? []).map(({ paper_id, weight, phrase }) => ({
          topic_id,
          paper_id,
          weight,
          phrase,
        })),
      ),
      terms: shown.map(({ key: _key, ...term }) => term),
    };
  };
  return { add, finish };
}

const slug = (key: string): string => key.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');

/** The form most papers write, in sentence case where it is no name, with its acronym. */
function labelOf(key: string, forms: Map<string, number> | undefined, short: string | undefined): string {
  const sorted = [...(forms ?? [])]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([form]) => form);
  // A model is named without one of its sizes, where papers do.
  const best = sorted.find((form) => !SIZED.test(form)) ?? sorted[0] ?? key;
  const [first = ''] = best.split(' ', 1);
  // "vLLM" is written so.
  const label = /\p{Lu}/u.test(first) ? best : best.charAt(0).toUpperCase() + best.slice(1);
  return short ? `${label} (${short})` : label;
}

/** Terms outside the taxonomy that the papers share and use more than they did, with the papers that hold them. */
export function discoverTerms(docs: readonly TermDoc[], options: DiscoverOptions = {}): Discovered {
  const finder = termFinder(options);
  for (const doc of docs) finder.count(doc);
  const members = finder.candidates();
  for (const doc of docs) members.add(doc);
  const { topics, papers } = members.finish();
  return { topics, papers };
}
