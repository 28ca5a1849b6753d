/** Sentences do not carry over: the longest run of words that two texts may share is seven. */
const RUN = 8;
const WORD = /[\p{L}\p{N}]+/gu;
/** A list of names (benchmarks, models) rightly matches: mostly capitals and digits. */
const MOST_PLAIN_WORDS_IN_NAMES = 3;

const isPlain = (word: string) => /^\p{Ll}+$/u.test(word);

/**
 * The first run of eight words that `mine` shares with `theirs`, or null.
 * Runs within the paper's title, and runs of names (at most three plain lower-case words in eight), do not count.
 */
export function sharedRun(mine: string, theirs: string, title: string): string | null {
  const words = (text: string): string[] => text.match(WORD) ?? [];
  const runs = (list: string[]) =>
    list.slice(0, Math.max(0, list.length - RUN + 1)).map((_, i) => list.slice(i, i + RUN));
  const key = (run: string[]) => run.join(' ').toLowerCase();
  const known = new Set(runs(words(theirs)).map(key));
  const own = ` ${words(title).join(' ').toLowerCase()} `;
  for (const run of runs(words(mine))) {
    if (!known.has(key(run)) || own.includes(` ${key(run)} `)) continue;
    if (run.filter(isPlain).length <= MOST_PLAIN_WORDS_IN_NAMES) continue;
    return run.join(' ');
  }
  return null;
}
