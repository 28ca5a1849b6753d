/** Terms beyond the taxonomy: found in passes over the papers of a corpus, each of which may be shared out. */
import { erasOf, isNew, type Eras, type Spread } from './novelty.ts';
import { candidatesOf, type Candidates } from './term-candidates.ts';
import { LONGEST, termCounter, type TermCounts, type TermDoc } from './term-counts.ts';
import { termTrie, type TermTrie, type Wanted } from './term-trie.ts';
import { looksNamed, termWords, type WordLooks } from './term-words.ts';

export type { TermDoc } from './term-counts.ts';
export type DiscoverOptions = {
  /** Papers that must hold a term. */
  support?: number;
  /** How much larger a term's share must be in the newer half of the papers than in the older one. */
  growth?: number;
  /** The most terms that are kept, the best first. */
  most?: number;
};
export type HeldTerm = { topic_id: string; paper_id: string; weight: number; phrase: string };
export type Discovered = {
  topics: { topic_id: string; label: string; scope: string }[];
  papers: HeldTerm[];
};
export type DiscoveredTerm = Discovered['topics'][number] & { papers: number; growth: number; score: number };

const SUPPORT = 8;

export const candidateTerms = (counts: TermCounts, options: DiscoverOptions = {}): Candidates =>
  candidatesOf(counts, options.support ?? SUPPORT);

type Sighting = { title: boolean; times: number; phrase: string };

/** One tree for a set of wanted terms, whose papers come one by one. */
const tries = new WeakMap<Wanted, TermTrie>();
function trieOf(wanted: Wanted): TermTrie {
  const trie = tries.get(wanted) ?? termTrie(wanted);
  tries.set(wanted, trie);
  return trie;
}

/** The wanted terms of one paper; `onForm` hears of every wording that is no acronym of the term. */
function sightings(
  { title, text }: TermDoc,
  wanted: Wanted,
  onForm?: (term: string, phrase: string) => void,
): Map<string, Sighting> {
  const mine = new Map<string, Sighting>();
  const { walk, keyAt } = trieOf(wanted);
  const see = (part: string, key: string, start: number, end: number, words: number): void => {
    const acronym = words === 1 ? wanted.longOf.get(key) : undefined;
    if (acronym === undefined && !wanted.keys.has(key)) return;
    const phrase = part.slice(start, end);
    const long = acronym !== undefined && looksNamed(phrase) ? acronym : undefined;
    const term = long ?? key;
    if (!wanted.keys.has(term)) return;
    const entry = mine.get(term);
    if (entry) {
      entry.title ||= part === title;
      entry.times++;
    } else mine.set(term, { title: part === title, times: 1, phrase });
    if (long === undefined) onForm?.(term, phrase);
  };
  for (const part of [title, text]) {
    const { count, looks, start, end, joined } = termWords(part);
    for (let i = 0; i < count; i++) {
      let node = 0;
      for (let n = 1; n <= LONGEST && i + n <= count; n++) {
        const last = looks[i + n - 1] as WordLooks;
        if ((n > 1 && joined[i + n - 1] === 0) || !last.fit) break;
        node = walk(node, last);
        if (node < 0) break;
        const key = keyAt[node];
        if (key !== undefined && (n > 1 || last.named))
          see(part, key, start[i] as number, end[i + n - 1] as number, n);
      }
    }
  }
  return mine;
}

/** How a term is used: by papers of which eras and months, in which words. */
export type TermUse = Spread & { months: Set<string>; forms: Map<string, number> };
export type TermUses = Map<string, TermUse>;

function useOf(uses: TermUses, term: string): TermUse {
  const use = uses.get(term) ?? { papers: 0, early: 0, late: 0, months: new Set(), forms: new Map() };
  uses.set(term, use);
  return use;
}

/** Second pass: counts the use of candidates. */
export function addUse(uses: TermUses, doc: TermDoc, wanted: Wanted, eras: Eras): void {
  const found = sightings(doc, wanted, (term, phrase) => {
    const { forms } = useOf(uses, term);
    forms.set(phrase, (forms.get(phrase) ?? 0) + 1);
  });
  for (const term of found.keys()) {
    const use = useOf(uses, term);
    use.papers++;
    if (doc.date < eras.third) use.early++;
    if (doc.date >= eras.half) use.late++;
    use.months.add(doc.date.slice(0, 7));
  }
}

export function addUses(into: TermUses, more: TermUses): void {
  for (const [term, { papers, early, late, months, forms }] of more) {
    const use = useOf(into, term);
    use.papers += papers;
    use.early += early;
    use.late += late;
    for (const month of months) use.months.add(month);
    for (const [form, n] of forms) use.forms.set(form, (use.forms.get(form) ?? 0) + n);
  }
}

/** What the papers are that were read: their eras and how many months they are of. */
export type TermSpan = Eras & { months: number };

export const spanOf = (dates: readonly string[]): TermSpan => ({
  ...erasOf(dates),
  months: new Set(dates.map((date) => date.slice(0, 7))).size,
});

export type ChosenTerm = DiscoveredTerm & { key: string };

/** After the second pass: the terms that are shown, the best first. */
export function chooseTerms(
  { kept, shortOf, longForms }: Candidates,
  uses: TermUses,
  span: TermSpan,
  options: DiscoverOptions = {},
): ChosenTerm[] {
  const terms: ChosenTerm[] = [];
  for (const [key, use] of uses) {
    if (use.papers < (options.support ?? SUPPORT)) continue;
    if (use.months.size < Math.min(3, span.months)) continue;
    if (!isNew(use, span)) continue;
    // Half a paper on both sides, so that a term without a past has a finite growth.
    const growth = (use.late + 0.5) / (span.newer + 1) / ((use.papers - use.late + 0.5) / (span.older + 1));
    if (growth < (options.growth ?? 2)) continue;
    const cValue = Math.max(kept.get(key) ?? 0, 0) || use.papers;
    terms.push({
      key,
      topic_id: `term:${slug(key)}`,
      label: labelOf(key, use.forms.size > 0 ? use.forms : longForms.get(key), shortOf.get(key)),
      scope: 'a term that papers of this corpus share, found by its use',
      papers: use.papers,
      growth,
      score: cValue * Math.log2(Math.min(growth, 16)),
    });
  }
  terms.sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));
  const ids = new Set<string>();
  return terms
    .filter(({ topic_id }) => !ids.has(topic_id) && ids.add(topic_id))
    .slice(0, options.most ?? 120);
}

/** All that is needed to find the chosen terms in a paper; plain data, so that it can be kept and sent. */
export type TermLexicon = {
  terms: [key: string, topic_id: string][];
  longOf: [short: string, long: string][];
};

export function lexiconOf(chosen: readonly ChosenTerm[], { longOf }: Candidates): TermLexicon {
  const keys = new Set(chosen.map(({ key }) => key));
  return {
    terms: chosen.map(({ key, topic_id }): [string, string] => [key, topic_id]).sort(byKey),
    longOf: [...longOf].filter(([short, long]) => keys.has(short) || keys.has(long)).sort(byKey),
  };
}
const byKey = ([a]: [string, string], [b]: [string, string]) => (a < b ? -1 : a > b ? 1 : 0);

/** Third pass, of one paper by itself: which of the lexicon's terms it holds. */
export function termReader({ terms, longOf }: TermLexicon): (doc: TermDoc) => HeldTerm[] {
  const ids = new Map(terms);
  const wanted: Wanted = { keys: new Set(ids.keys()), longOf: new Map(longOf) };
  return (doc) =>
    [...sightings(doc, wanted)].map(([term, { title, times, phrase }]) => ({
      topic_id: ids.get(term) ?? '',
      paper_id: doc.paper_id,
      weight: Math.min(1, (title ? 0.7 : 0.4) + 0.1 * (times - 1)),
      phrase,
    }));
}

const slug = (key: string): string => key.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');

const SIZED = /-\d+(?:\.\d+)?[bB]$/;

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

/** Finds the terms of a corpus in two passes over its papers, on one thread. */
export function termFinder(options: DiscoverOptions = {}) {
  const counter = termCounter();
  const candidates = () => {
    const found = candidateTerms(counter.finish(), options);
    const docs: TermDoc[] = [];
    const finish = (): Discovered & { terms: DiscoveredTerm[] } => {
      const span = spanOf(docs.map(({ date }) => date));
      const uses: TermUses = new Map();
      const wanted = { keys: new Set(found.kept.keys()), longOf: found.longOf };
      for (const doc of docs) addUse(uses, doc, wanted, span);
      const chosen = chooseTerms(found, uses, span, options);
      const read = termReader(lexiconOf(chosen, found));
      return {
        topics: chosen.map(({ topic_id, label, scope }) => ({ topic_id, label, scope })),
        papers: docs.flatMap(read),
        terms: chosen.map(({ key: _key, ...term }) => term),
      };
    };
    return { add: (doc: TermDoc): void => void docs.push(doc), finish };
  };
  return { count: counter.count, candidates };
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
