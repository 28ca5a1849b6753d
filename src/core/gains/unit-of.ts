import { NUMBER, WORD, type Token } from '../text/tokens.ts';
import { METRIC_UNITS, SCALES, UNIT_WORDS, type UnitKind } from './units.ts';

export type Unit = { kind: UnitKind; text: string | null; next: number; scale: number };
const NO_UNIT = (next: number): Unit => ({ kind: 'none', text: null, next, scale: 1 });

export const lowerOf = (token: Token | undefined) => token?.lower ?? '';

/** Adjectives that may stand between a number and "points". */
const BEFORE_POINTS = new Set(
  'percentage percent absolute accuracy performance average f1 em map bleu overall macro-f1 score success miou iou auc relative mean quality pass@1 elo ndcg % win-rate auroc wer pct'.split(
    ' ',
  ),
);

/** "tokens per second", "frames/s", "billion tokens per day", "pages per day". */
function readRate(tokens: readonly Token[], at: number): Unit | null {
  let i = at;
  const big = SCALES.get(lowerOf(tokens[i]));
  if (big !== undefined && lowerOf(tokens[i]).length > 1) i++;
  const noun = tokens[i];
  if (noun?.kind !== WORD || noun.text.length < 3) return null;
  if (lowerOf(tokens[i + 1]) !== 'per') return null;
  const per = lowerOf(tokens[i + 2]);
  const unit = UNIT_WORDS.get(per);
  if (unit !== 'time') return null;
  return { kind: 'rate', text: null, next: i + 3, scale: 1 };
}

/** The unit that begins at token `i`, right behind a number. */
export function readUnit(tokens: readonly Token[], i: number, word: boolean): Unit {
  const token = tokens[i];
  if (!token || token.kind === NUMBER) return NO_UNIT(i);
  const at = i;
  let lower = lowerOf(token);
  // "12.3-point", "8-fold", "40-percent": the hyphen joins number and unit.
  if (token.text === '-' && token.glued && tokens[i + 1]?.glued && tokens[i + 1]?.kind === WORD) {
    const joined = lowerOf(tokens[i + 1]);
    const kind = UNIT_WORDS.get(joined);
    if (kind === 'points' || kind === 'times' || kind === 'percent') {
      return { kind, text: tokens[i + 1]?.text ?? null, next: i + 2, scale: 1 };
    }
    const parts = joined.split('-');
    if (parts[parts.length - 1]?.startsWith('point') && parts.length === 2) {
      return { kind: 'points', text: tokens[i + 1]?.text ?? null, next: i + 2, scale: 1 };
    }
    return { kind: 'scale', text: joined, next: i + 2, scale: 1 };
  }
  const kind = UNIT_WORDS.get(lower);
  if (kind === 'times') {
    const after = tokens[at + 1];
    // "512x512", "384times 640", "8times289M" are dimensions; "2x-3x" is not.
    if (after?.kind === NUMBER || (after?.text === '' && after.glued))
      return { kind: 'scale', text: 'x', next: at + 1, scale: 1 };
    // A sign between words ("2 x the size") is a unit, between names it is a product.
    return { kind, text: token.text, next: at + 1, scale: 1 };
  }
  if (kind === 'percent') {
    const next = tokens[at + 1];
    const second = lowerOf(next);
    if (UNIT_WORDS.get(second) === 'points' || (second === 'p' && next?.glued)) {
      return { kind: 'points', text: '%', next: at + 2, scale: 1 };
    }
    return { kind, text: '%', next: at + 1, scale: 1 };
  }
  const rate = readRate(tokens, at);
  if (rate) return rate;
  if (kind === 'points') return { kind, text: token.text, next: at + 1, scale: 1 };
  if (kind === 'time' || kind === 'memory' || kind === 'rate' || kind === 'money') {
    if ((lower === 's' || lower === 'h' || lower === 'us') && !token.glued && lower !== 's')
      return NO_UNIT(i);
    return { kind, text: token.text, next: at + 1, scale: 1 };
  }
  // A thin space that lost its backslash: "2.11,s".
  if (
    token.text === ',' &&
    token.glued &&
    tokens[i + 1]?.glued &&
    UNIT_WORDS.has(lowerOf(tokens[i + 1])) &&
    lowerOf(tokens[i + 1]).length < 4
  ) {
    const thin = tokens[i + 1];
    const kind = UNIT_WORDS.get(lowerOf(thin));
    if (kind && thin) return { kind, text: thin.text, next: i + 2, scale: 1 };
  }
  const scale = SCALES.get(lower);
  if (scale !== undefined && (token.glued || lower.length > 1)) {
    const plus = lowerOf(tokens[at + 1]) === '+' ? 2 : 1;
    const rate = readRate(tokens, at + plus);
    if (rate) return { ...rate, scale };
    return { kind: 'scale', text: token.text, next: at + 1, scale: lower === 'k' ? scale : 1 };
  }
  // "7B-parameter", "16GB", "300M": glued words are part of the number.
  if (token.kind === WORD && token.glued && !word && lower !== 'sim' && lower !== 'to') {
    // "512x512", "8times289M"
    if (/^(?:x|times|×)\d/i.test(lower)) return { kind: 'scale', text: 'x', next: at + 1, scale: 1 };
    const unit = UNIT_WORDS.get(lower.replace(/[^a-z].*$/, ''));
    if (unit) return { kind: unit, text: token.text, next: at + 1, scale: 1 };
    return { kind: 'scale', text: token.text, next: at + 1, scale: 1 };
  }
  for (let k = 0; k < 3; k++) {
    lower = lowerOf(tokens[at + k]);
    if (UNIT_WORDS.get(lower) === 'points')
      return { kind: 'points', text: tokens[at + k]?.text ?? null, next: at + k + 1, scale: 1 };
    if (!BEFORE_POINTS.has(lower)) break;
  }
  if (METRIC_UNITS.has(lowerOf(token)) && !word)
    return { kind: 'metric', text: token.text, next: at + 1, scale: 1 };
  if (token.text === '/' && token.glued && tokens[i + 1]?.kind === NUMBER && tokens[i + 1]?.glued) {
    // "18/13/53%", "0.2/0.6%": numbers of a list with one unit.
    const after = tokens[i + 2];
    if (after?.text === '%' || (after?.text === '/' && after.glued && tokens[i + 3]?.kind === NUMBER))
      return NO_UNIT(i);
    if (tokens[i - 2]?.text === '/' && tokens[i - 2]?.glued) return NO_UNIT(i);
    return { kind: 'outof', text: `/${tokens[i + 1]?.value}`, next: i + 2, scale: 1 };
  }
  return NO_UNIT(i);
}
