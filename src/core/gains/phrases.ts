import { FAMILY } from './families.ts';
import { VERBS, rolesAt } from './frames.ts';
import { isName, lowerAt, wordAt, type Line } from './line.ts';
import { ROLE } from './roles.ts';
import { CAPITAL, NUMERAL, PLAIN } from './words.ts';

export const STOPS = new Set(
  'by on in at while when for across under with as which that respectively using [ ] without is are was were despite from to even where including and or but whereas than over respectively through thanks after only just . ; ) ( – : → = while, yet both all'.split(
    ' ',
  ),
);
export const GENERIC = new Set(
  'the a an its their our both all this these that several various multiple two three four five six seven ten other'.split(
    ' ',
  ),
);
export const LINKS = new Set([',', 'and', '&', 'or', '/']);

export const namish = (line: Line, i: number): boolean => {
  const w = wordAt(line, i);
  return isName(w) || (w.shape === CAPITAL && i > 0);
};
/** A small number that goes on with a name ("AlpacaEval 2.0", "Claude 3.5 Sonnet", "AIME 2024"). */
export const numberOfName = (line: Line, i: number): boolean => {
  const t = line.tokens[i];
  if (!t || wordAt(line, i).shape !== NUMERAL || !namish(line, i - 1)) return false;
  const next = line.tokens[i + 1];
  if (next?.glued && (next.text === '%' || next.text === '-' || next.text === 'x')) return false;
  return (
    (t.value >= 1900 && t.value <= 2100) ||
    (t.value < 10 && t.decimals <= 1) ||
    (t.value < 1000 && t.decimals === 0 && next?.glued !== true && namish(line, i + 1))
  );
};

const SIZES = new Set('b m k t d bit x billion million trillion'.split(' '));
/** A number within a phrase that says which thing is meant ("a 14B baseline", "3D policies", "an 8-bit model"). */
export function numberOfSize(line: Line, i: number): boolean {
  if (wordAt(line, i).shape !== NUMERAL) return false;
  const next = line.tokens[i + 1];
  if (!next) return false;
  if (next.glued && (next.text === '-' || next.text === '–'))
    return (
      line.tokens[i + 2]?.glued === true &&
      wordAt(line, i + 2).shape !== NUMERAL &&
      lowerAt(line, i + 2) !== 'point'
    );
  if (!SIZES.has(next.lower)) return false;
  if (next.lower === 'x') return /^(?:larger|bigger|smaller|longer)$/.test(lowerAt(line, i + 2));
  return next.glued || next.lower.length > 3;
}

/** Where the noun phrase that begins at `from` ends. */
export function phraseEnd(line: Line, from: number): number {
  let i = from;
  for (; i < line.tokens.length && i < from + 13; i++) {
    const t = lowerAt(line, i);
    const w = wordAt(line, i);
    if (w.shape === NUMERAL) {
      if (numberOfName(line, i) || numberOfSize(line, i)) continue;
      break;
    }
    if (LINKS.has(t) && i > from) {
      // A list goes on while its members look alike.
      const next = lowerAt(line, i + 1) === 'and' || lowerAt(line, i + 1) === 'or' ? i + 2 : i + 1;
      const goesOn =
        namish(line, next) ||
        (wordAt(line, next).family === FAMILY.base && t !== ',') ||
        (t !== ',' && /^(other|others|the)$/.test(lowerAt(line, next)));
      if (goesOn && !(rolesAt(line, next) & VERBS && !namish(line, next))) continue;
      break;
    }
    if (t === 'such' && lowerAt(line, i + 1) === 'as') {
      i++;
      continue;
    }
    if (
      t === '(' &&
      (namish(line, i + 1) || wordAt(line, i + 1).shape === CAPITAL) &&
      lowerAt(line, i + 2) === ')'
    ) {
      i += 2;
      continue;
    }
    if (i > from && STOPS.has(t)) break;
    if (t === ',' || t === '') break;
    if (
      i > from &&
      rolesAt(line, i) & VERBS &&
      /(?:ing|es|s)$/.test(t) &&
      w.shape === PLAIN &&
      !(rolesAt(line, i) & (ROLE.change | ROLE.metric | ROLE.cost))
    )
      break;
  }
  return i - 1;
}
