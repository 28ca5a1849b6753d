/** What a search names besides papers: topics, measures, baselines and benchmarks whose names begin with its words. */

export type Jump = {
  kind: 'Topic' | 'Measure' | 'Baseline' | 'Benchmark';
  label: string;
  /** A topic's or measure's id; the spellings of a baseline or benchmark. */
  ids: readonly string[];
  /** Claims of a baseline or benchmark. */
  claims?: number;
};

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const words = (text: string): string[] => text.toLowerCase().match(WORD) ?? [];

/** Whether every word of the search begins a word of the name. */
function names(label: string, wanted: readonly string[]): boolean {
  const own = words(label);
  return wanted.every((word) => own.some((one) => one.startsWith(word)));
}

/** The named, best first: those that begin as the search does, then the shorter ones; at most `most` of a kind. */
export function jumps(text: string, all: readonly Jump[], most = 4): Jump[] {
  const wanted = words(text);
  if (wanted.length === 0) return [];
  const start = wanted.join(' ');
  const rank = ({ label, claims = 0 }: Jump) =>
    (words(label).join(' ').startsWith(start) ? 0 : 1000) + label.length - Math.min(claims, 200);
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  return kinds.flatMap((kind) =>
    all
      .filter((jump) => jump.kind === kind && names(jump.label, wanted))
      .sort((a, b) => rank(a) - rank(b) || a.label.localeCompare(b.label))
      .slice(0, most),
  );
}
