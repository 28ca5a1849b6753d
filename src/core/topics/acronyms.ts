/** A short form with the long form that its paper gives: "Group Relative Policy Optimization (GRPO)". */
export type Acronym = { short: string; long: string };

const BRACKET = /\(([\p{L}\p{N}][\p{L}\p{N}.-]{1,9})\)/gu;

/**
 * Finds acronyms beside their long forms (Schwartz and Hearst 2003): the short form's characters are matched from
 * the right in the words before the bracket; the first one must begin a word.
 */
export function findAcronyms(text: string): Acronym[] {
  const found: Acronym[] = [];
  for (const match of text.matchAll(BRACKET)) {
    const written = match[1] ?? '';
    const short = written.replace(/(?<=\p{Lu})s$/u, '');
    if ((short.match(/\p{Lu}/gu)?.length ?? 0) < 2) continue;
    const most = Math.min(short.length + 5, short.length * 2);
    const before = text.slice(Math.max(0, match.index - 120), match.index).trimEnd();
    const clause = before.slice(Math.max(...[...'.;:!?()[]"'].map((c) => before.lastIndexOf(c))) + 1);
    const candidate = clause.trim().split(/\s+/).slice(-most).join(' ');
    const long = longForm(short, candidate);
    if (long !== null) found.push({ short, long });
  }
  return found;
}

function longForm(short: string, candidate: string): string | null {
  const letters = short.toLowerCase();
  // Where the last words begin with exactly these letters, they are it: matching characters alone would take
  // "Policy Optimization" for PPO.
  const starts = [...candidate.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)].slice(-letters.length);
  const first = starts[0];
  if (first && starts.map(([letter]) => letter.toLowerCase()).join('') === letters)
    return letters.length > 1 ? candidate.slice(first.index).trim() : null;
  const text = candidate.toLowerCase();
  let at = text.length;
  for (let s = letters.length - 1; s >= 0; s--) {
    const letter = letters[s] as string;
    if (!/[\p{L}\p{N}]/u.test(letter)) continue;
    do at--;
    while (
      at >= 0 &&
      (text[at] !== letter || (s === 0 && at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1] as string)))
    );
    if (at < 0) return null;
  }
  const long = candidate.slice(at).trim();
  // "GPT (GPT)" and one-word long forms join nothing.
  if (long.length <= short.length || !/[\s-]/.test(long)) return null;
  return long;
}
