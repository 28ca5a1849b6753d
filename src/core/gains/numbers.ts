import { MARK, NUMBER, WORD, type Token } from '../text/tokens.ts';
import { CARDINALS, METRIC_UNITS, MULTIPLES, PARTS, SCALES, UNIT_WORDS, type UnitKind } from './units.ts';

/** A number of the text with its unit; `first` and `last` are its tokens, both inside. */
export type Quantity = {
  first: number;
  last: number;
  /** Offsets of the quote: number and unit, without a leading sign that only brackets it. */
  start: number;
  end: number;
  low: number;
  high: number;
  unit: UnitKind;
  /** The unit as written ("tokens per second"), or null. */
  unitText: string | null;
  /** A plus before it. */
  signed: boolean;
  negative: boolean;
  range: boolean;
  /** Written without a decimal point. */
  whole: boolean;
  /** Written as a word ("twice", "three times"). */
  word: boolean;
  /** A mark before it or behind it that qualifies it. */
  mark: '' | '~' | '<' | '>' | '+';
};

type Value = { value: number; next: number; word: boolean };
type Unit = { kind: UnitKind; text: string | null; next: number; scale: number };
const NO_UNIT = (next: number): Unit => ({ kind: 'none', text: null, next, scale: 1 });

const lowerOf = (token: Token | undefined) => token?.lower ?? '';

function readValue(tokens: readonly Token[], i: number): Value | null {
  const token = tokens[i];
  if (!token) return null;
  if (token.kind === NUMBER) return { value: token.value, next: i + 1, word: false };
  if (token.kind !== WORD) return null;
  const value = CARDINALS.get(token.lower);
  if (value === undefined) return null;
  const next = CARDINALS.get(lowerOf(tokens[i + 1]));
  // "two hundred times"
  if (next !== undefined && next >= 100 && value < 100)
    return { value: value * next, next: i + 2, word: true };
  return { value, next: i + 1, word: true };
}

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
function readUnit(tokens: readonly Token[], i: number, word: boolean): Unit {
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
  if (kind === 'points' && !word) return { kind, text: token.text, next: at + 1, scale: 1 };
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
  if (token.kind === WORD && token.glued && !word) {
    // "512x512", "8times289M"
    if (/^(?:x|times|×)\d/i.test(lower)) return { kind: 'scale', text: 'x', next: at + 1, scale: 1 };
    const unit = UNIT_WORDS.get(lower.replace(/[^a-z].*$/, ''));
    if (unit) return { kind: unit, text: token.text, next: at + 1, scale: 1 };
    return { kind: 'scale', text: token.text, next: at + 1, scale: 1 };
  }
  for (let k = 0; k < 3 && !word; k++) {
    lower = lowerOf(tokens[at + k]);
    if (UNIT_WORDS.get(lower) === 'points')
      return { kind: 'points', text: tokens[at + k]?.text ?? null, next: at + k + 1, scale: 1 };
    if (!BEFORE_POINTS.has(lower)) break;
  }
  if (METRIC_UNITS.has(lowerOf(token)) && !word)
    return { kind: 'metric', text: token.text, next: at + 1, scale: 1 };
  if (token.text === '/' && token.glued && tokens[i + 1]?.kind === NUMBER && tokens[i + 1]?.glued) {
    return { kind: 'outof', text: `/${tokens[i + 1]?.value}`, next: i + 2, scale: 1 };
  }
  return NO_UNIT(i);
}

/** The joint of a range behind token `i`: how many tokens it takes, or 0. */
function joint(tokens: readonly Token[], i: number, hasUnit: boolean): number {
  const token = tokens[i];
  if (!token) return 0;
  const next = tokens[i + 1];
  const number = next?.kind === NUMBER || (hasUnit && next?.text === '+' && tokens[i + 2]?.kind === NUMBER);
  if (token.text === '–' && number) return 1;
  if (token.text === '-' && number && token.glued === next.glued) return 1;
  if (token.text === '~' && number) return 1;
  const lower = lowerOf(token);
  if ((lower === 'sim' || lower === 'to') && (next?.kind === NUMBER || CARDINALS.has(lowerOf(next))))
    return 1;
  return 0;
}

/** Words and phrases that are a multiple or part by themselves. */
function readWordQuantity(
  tokens: readonly Token[],
  i: number,
): { low: number; high: number; last: number; unit: UnitKind } | null {
  const lower = lowerOf(tokens[i]);
  const multiple = MULTIPLES.get(lower);
  if (multiple !== undefined)
    return { low: multiple, high: multiple, last: i, unit: lower === 'half' ? 'fraction' : 'times' };
  const fold = /^([a-z]+)-?fold$/.exec(lower);
  if (fold) {
    const n = CARDINALS.get(fold[1] ?? '');
    if (n !== undefined) return { low: n, high: n, last: i, unit: 'times' };
  }
  if (lower === 'order-of-magnitude' || lower === 'orders-of-magnitude')
    return { low: 10, high: 10, last: i, unit: 'times' };
  if (
    lower === 'order' &&
    lowerOf(tokens[i + 1]) === 'of' &&
    lowerOf(tokens[i + 2]).startsWith('magnitude')
  ) {
    return { low: 10, high: 10, last: i + 2, unit: 'times' };
  }
  const part = /^([a-z]+)-([a-z]+)$/.exec(lower);
  if (part) {
    const n = CARDINALS.get(part[1] ?? '');
    const d = PARTS.get(part[2] ?? '');
    if (n !== undefined && d !== undefined && n > 0)
      return { low: n / d, high: n / d, last: i, unit: 'fraction' };
  }
  const n = lower === 'a' ? 1 : CARDINALS.get(lower);
  const d = PARTS.get(lowerOf(tokens[i + 1]));
  if (n && d !== undefined && lowerOf(tokens[i + 2]) === 'of')
    return { low: n / d, high: n / d, last: i + 1, unit: 'fraction' };
  return null;
}

/** How many tokens at `i` make "orders of magnitude" or "order of magnitude". */
function ordersAt(tokens: readonly Token[], i: number): number {
  const lower = lowerOf(tokens[i]);
  if (lower === 'orders-of-magnitude' || lower === 'order-of-magnitude') return 1;
  return (lower === 'orders' || lower === 'order') &&
    lowerOf(tokens[i + 1]) === 'of' &&
    lowerOf(tokens[i + 2]).startsWith('magnitude')
    ? 3
    : 0;
}

/** Whether a word can begin a number; remembered, since most words cannot and are seen again. */
const counting = new Map<string, boolean>();
function mayCount(word: string): boolean {
  const known = counting.get(word);
  if (known !== undefined) return known;
  const lower = word.toLowerCase();
  const may =
    CARDINALS.has(lower) ||
    MULTIPLES.has(lower) ||
    lower === 'a' ||
    /fold$|^orders?(?:$|-of)|^[a-z]+-[a-z]+$/.test(lower);
  const part = /-([a-z]+)$/.exec(lower);
  const counts =
    may && !(part && !lower.endsWith('fold') && !lower.startsWith('order') && !PARTS.has(part[1] ?? ''));
  if (counting.size > 60_000) counting.clear();
  counting.set(word, counts);
  return counts;
}

/** Pass 1: the numbers of a sentence, with unit and range, in order. `text` is the whole text. */
export function quantities(text: string, tokens: readonly Token[]): Quantity[] {
  const found: Quantity[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) break;
    if (token.kind === MARK) continue;
    if (token.kind === WORD && !mayCount(token.text)) continue;
    const q = token.kind === WORD ? fromWord(tokens, i) : fromNumber(text, tokens, i);
    if (!q) continue;
    found.push(q);
    i = q.last;
  }
  return found;
}

const blank = {
  signed: false,
  negative: false,
  range: false,
  whole: true,
  word: true,
  unitText: null,
  mark: '',
} as const;

function fromWord(tokens: readonly Token[], i: number): Quantity | null {
  const token = tokens[i];
  if (!token) return null;
  const read = readWordQuantity(tokens, i);
  if (read)
    return {
      ...blank,
      first: i,
      last: read.last,
      start: token.start,
      end: tokens[read.last]?.end ?? token.end,
      low: read.low,
      high: read.high,
      unit: read.unit,
    };
  const value = readValue(tokens, i);
  if (!value) return null;
  return finish(tokens, i, value, blank);
}

function finish(
  tokens: readonly Token[],
  i: number,
  value: Value,
  base: Omit<Quantity, 'first' | 'last' | 'start' | 'end' | 'low' | 'high' | 'unit'>,
): Quantity | null {
  const token = tokens[i];
  if (!token) return null;
  let unit = readUnit(tokens, value.next, value.word);
  let high = value.value;
  let range = false;
  let { low } = { low: value.value };
  const first = unit;
  const from = lowerOf(tokens[i - 1]) === 'from' || lowerOf(tokens[i - 2]) === 'from';
  const rangs =
    /^(rang|vary|varies|span|gains)/.test(lowerOf(tokens[i - 2])) ||
    /^(rang|vary|varies|span)/.test(lowerOf(tokens[i - 3]));
  const step = joint(tokens, unit.next, unit.kind !== 'none');
  if (step > 0 && !(from && !rangs && lowerOf(tokens[unit.next]) === 'to')) {
    let to = unit.next + step;
    if (tokens[to]?.text === '+') to++;
    const second = readValue(tokens, to);
    if (second) {
      const unit2 = readUnit(tokens, second.next, second.word);
      const alike =
        (first.kind === 'none' && !(base.signed && unit2.kind === 'percent')) || first.kind === unit2.kind;
      if (
        alike &&
        (second.value > value.value || lowerOf(tokens[unit.next]) !== 'to') &&
        !isYears(value.value, second.value)
      ) {
        high = second.value;
        range = true;
        unit = unit2;
      }
    }
  }
  const orders = ordersAt(tokens, unit.next);
  if (orders > 0 && unit.kind === 'none') {
    low = 10 ** low;
    high = 10 ** high;
    unit = { kind: 'times', text: null, next: unit.next + orders, scale: 1 };
  } else if (value.word && unit.kind !== 'times' && unit.kind !== 'time' && unit.kind !== 'points')
    return null;
  else if (value.word && unit.kind === 'times' && low < 2) return null;
  let last = unit.next - 1;
  let mark = base.mark;
  if (tokens[last + 1]?.text === '+' && tokens[last + 1]?.glued) {
    last++;
    if (mark === '') mark = '+';
  }
  return {
    ...base,
    mark,
    range,
    first: i,
    last,
    start: token.start,
    end: tokens[last]?.end ?? token.end,
    low: low * unit.scale,
    high: high * unit.scale,
    unit: unit.kind,
    unitText: unit.text,
    word: value.word,
  };
}

const isYears = (a: number, b: number) => a >= 1990 && a <= 2035 && b >= 1990 && b <= 2035;

function fromNumber(text: string, tokens: readonly Token[], i: number): Quantity | null {
  const token = tokens[i];
  if (!token) return null;
  let at = i - 1;
  let signed = false;
  let negative = false;
  let mark: Quantity['mark'] = '';
  const before = tokens[at];
  if (before && token.glued && (before.text === '+' || before.text === '-')) {
    signed = before.text === '+';
    negative = before.text === '-' && !(before.glued && tokens[at - 1]?.kind !== MARK);
    at--;
  }
  const sign = tokens[at];
  if (sign?.text === '~' || sign?.text === '<' || sign?.text === '>') mark = sign.text;
  else if (sign?.kind === WORD && /^(sim|approx|simeq|thicksim)$/.test(sign.text)) mark = '~';
  else if (sign?.kind === WORD && /^(geq?|gt)$/.test(sign.text)) mark = '>';
  else if (sign?.kind === WORD && /^(leq?|lt)$/.test(sign.text)) mark = '<';
  const value: Value = { value: token.value, next: i + 1, word: false };
  const q = finish(tokens, i, value, {
    ...blank,
    word: false,
    signed,
    negative,
    mark,
    whole: token.decimals === 0,
  });
  if (!q) return null;
  const first = tokens[q.first];
  if (signed && first) q.start = tokens[i - 1]?.start ?? q.start;
  if (q.unit === 'none' || q.unit === 'scale') {
    const dollar = text.charCodeAt(token.start - 1) === 36;
    const closes = text.slice(token.start, token.start + 24).indexOf('$');
    if (dollar && closes < 0) {
      q.unit = 'money';
      q.unitText = '$';
      q.start = token.start - 1;
    }
  }
  // "a factor of 3"
  if (q.unit === 'none' && lowerOf(tokens[i - 1]) === 'of' && /^factors?$/.test(lowerOf(tokens[i - 2]))) {
    q.unit = 'times';
    q.start = tokens[i - 2]?.start ?? q.start;
  }
  // "1/8 of", "1/2"
  if (q.unit === 'outof' && q.low === 1 && q.unitText) {
    const d = Number(q.unitText.slice(1));
    if (d > 1 && d <= 1000) {
      q.low = 1 / d;
      q.high = 1 / d;
      q.unit = 'fraction';
    }
  }
  return q;
}
