import { MARK, NUMBER, WORD, type Token } from '../text/tokens.ts';
import { lowerOf, readUnit, type Unit } from './unit-of.ts';
import { CARDINALS, MULTIPLES, PARTS, type UnitKind } from './units.ts';

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

/** The joint of a range behind token `i`: how many tokens it takes, or 0. */
function joint(tokens: readonly Token[], i: number, hasUnit: boolean): number {
  const token = tokens[i];
  if (!token) return 0;
  const next = tokens[i + 1];
  const signed = hasUnit && (next?.text === '+' || next?.text === '-') && tokens[i + 2]?.kind === NUMBER;
  const number = next?.kind === NUMBER || signed;
  if (token.text === '–' && number) return 1;
  if (token.text === '-' && number && token.glued === next.glued) return 1;
  if (token.text === '~' && number) return 1;
  const lower = lowerOf(token);
  if ((lower === 'sim' || lower === 'to') && (number || CARDINALS.has(lowerOf(next)))) return 1;
  // "6x to over 300x"
  if (lower === 'to' && hasUnit && lowerOf(next) === 'over' && tokens[i + 2]?.kind === NUMBER) return 2;
  return 0;
}

/** A part as it is written down: a third is 0.333. */
const partOf = (n: number, d: number): number => Number((n / d).toFixed(d === 3 || d === 6 ? 3 : 6));

/** Words and phrases that are a multiple or part by themselves. */
function readWordQuantity(
  tokens: readonly Token[],
  i: number,
): { low: number; high: number; last: number; unit: UnitKind } | null {
  const lower = lowerOf(tokens[i]);
  const multiple = MULTIPLES.get(lower);
  if (multiple !== undefined) {
    // "cut by half", "cut in half"
    const before = lower === 'half' ? lowerOf(tokens[i - 1]) : '';
    if (before === 'by' || before === 'in') return { low: 2, high: 2, last: i, unit: 'times' };
    return { low: multiple, high: multiple, last: i, unit: lower === 'half' ? 'fraction' : 'times' };
  }
  // "an x32 compression"
  const factor = tokens[i]?.text.startsWith('x') && !tokens[i]?.glued ? /^x(\d{1,4})$/.exec(lower) : null;
  if (factor) return { low: Number(factor[1]), high: Number(factor[1]), last: i, unit: 'times' };
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
      return { low: partOf(n, d), high: partOf(n, d), last: i, unit: 'fraction' };
  }
  const n = lower === 'a' ? 1 : CARDINALS.get(lower);
  const d = PARTS.get(lowerOf(tokens[i + 1]));
  if (n && d !== undefined && lowerOf(tokens[i + 2]) === 'of')
    return { low: partOf(n, d), high: partOf(n, d), last: i + 1, unit: 'fraction' };
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

/** Whether a word, in lower case, can begin a number. */
export function mayCount(lower: string): boolean {
  if (CARDINALS.has(lower) || MULTIPLES.has(lower) || lower === 'a') return true;
  if (/fold$|^orders?(?:$|-of)|^x\d{1,4}$/.test(lower)) return true;
  const part = /^[a-z]+-([a-z]+)$/.exec(lower);
  return part !== null && PARTS.has(part[1] ?? '');
}

/** Pass 1: the numbers of a sentence, with unit and range, in order. `text` is the whole text, `words` what is known of each token. */
export function quantities(
  text: string,
  tokens: readonly Token[],
  words: readonly { counts: boolean }[],
): Quantity[] {
  const found: Quantity[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) break;
    if (token.kind === MARK) continue;
    if (token.kind === WORD && !words[i]?.counts) continue;
    const q = token.kind === WORD ? fromWord(tokens, i) : fromNumber(text, tokens, i);
    if (!q) continue;
    found.push(q);
    i = q.last;
  }
  return found;
}

const PLAIN_WORD = { signed: false, negative: false, whole: true, mark: '' } as const;

function fromWord(tokens: readonly Token[], i: number): Quantity | null {
  const token = tokens[i];
  if (!token) return null;
  const read = readWordQuantity(tokens, i);
  if (read)
    return {
      first: i,
      last: read.last,
      start: token.start,
      end: tokens[read.last]?.end ?? token.end,
      low: read.low,
      high: read.high,
      unit: read.unit,
      unitText: null,
      signed: false,
      negative: false,
      range: false,
      whole: true,
      word: true,
      mark: '',
    };
  const value = readValue(tokens, i);
  if (!value) return null;
  return finish(tokens, i, value, PLAIN_WORD);
}

/** "from 40 to 50" is a before and an after, unless the numbers range or vary. */
function isChange(tokens: readonly Token[], i: number): boolean {
  if (lowerOf(tokens[i - 1]) !== 'from' && lowerOf(tokens[i - 2]) !== 'from') return false;
  return !(
    /^(rang|vary|varies|span|gains)/.test(lowerOf(tokens[i - 2])) ||
    /^(rang|vary|varies|span)/.test(lowerOf(tokens[i - 3]))
  );
}

/** "(64.0% to 70.4%)": two percentages joined by "to" that fill a bracket are a before and an after. */
const isBracketed = (tokens: readonly Token[], i: number, unit: Unit, second: Unit): boolean =>
  unit.kind === 'percent' &&
  second.kind === 'percent' &&
  lowerOf(tokens[unit.next]) === 'to' &&
  tokens[i - 1]?.text === '(' &&
  tokens[second.next]?.text === ')';

function finish(
  tokens: readonly Token[],
  i: number,
  value: Value,
  base: Pick<Quantity, 'signed' | 'negative' | 'whole' | 'mark'>,
): Quantity | null {
  const token = tokens[i];
  if (!token) return null;
  let unit = readUnit(tokens, value.next, value.word);
  let high = value.value;
  let range = false;
  let { low } = { low: value.value };
  const first = unit;
  const step = joint(tokens, unit.next, unit.kind !== 'none');
  if (step > 0 && !(lowerOf(tokens[unit.next]) === 'to' && isChange(tokens, i))) {
    let to = unit.next + step;
    if (tokens[to]?.text === '+' || (tokens[to]?.text === '-' && tokens[to + 1]?.kind === NUMBER)) to++;
    const second = readValue(tokens, to);
    if (second) {
      const unit2 = readUnit(tokens, second.next, second.word);
      const alike =
        (first.kind === 'none' && !(base.signed && unit2.kind === 'percent' && !isDash(tokens[unit.next]))) ||
        first.kind === unit2.kind;
      if (
        alike &&
        !isBracketed(tokens, i, unit, unit2) &&
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
  } else if (
    value.word &&
    unit.kind !== 'times' &&
    unit.kind !== 'time' &&
    unit.kind !== 'points' &&
    unit.kind !== 'percent'
  )
    return null;
  else if (value.word && unit.kind === 'times' && low < 2) return null;
  let last = unit.next - 1;
  let mark = base.mark;
  if (tokens[last + 1]?.text === '+' && tokens[last + 1]?.glued) {
    last++;
    if (mark === '') mark = '+';
  }
  return {
    first: i,
    last,
    start: token.start,
    end: tokens[last]?.end ?? token.end,
    low: Math.min(low, high) * unit.scale,
    high: Math.max(low, high) * unit.scale,
    unit: unit.kind,
    unitText: unit.text,
    signed: base.signed,
    negative: base.negative,
    range,
    whole: base.whole,
    word: value.word,
    mark,
  };
}

const isDash = (token: Token | undefined) => (token?.text === '–' || token?.text === '-') && token.glued;
const isYears = (a: number, b: number) => a >= 1990 && a <= 2035 && b >= 1990 && b <= 2035;

const isTimesSign = (token: Token | undefined) =>
  token?.text === 'times' || token?.text === '×' || token?.text === 'x';

const SIGNS: ReadonlyMap<string, Quantity['mark']> = new Map([
  ['sim', '~'],
  ['approx', '~'],
  ['simeq', '~'],
  ['thicksim', '~'],
  ['ge', '>'],
  ['geq', '>'],
  ['gt', '>'],
  ['le', '<'],
  ['leq', '<'],
  ['lt', '<'],
]);

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
  else if (sign?.kind === WORD) mark = SIGNS.get(sign.text) ?? '';
  const value: Value = { value: token.value, next: i + 1, word: false };
  const q = finish(tokens, i, value, {
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
  // "up to times5 in some cases"
  if (q.unit === 'none' && token.glued && isTimesSign(before) && tokens[i - 2]?.kind !== NUMBER) {
    q.unit = 'times';
    q.start = before?.start ?? q.start;
  }
  // "a factor of 3"
  if (q.unit === 'none' && lowerOf(tokens[i - 1]) === 'of' && /^factors?$/.test(lowerOf(tokens[i - 2]))) {
    q.unit = 'times';
    q.start = tokens[i - 2]?.start ?? q.start;
  }
  // "1/8 of", "1/2"
  if (q.unit === 'outof' && q.low === 1 && q.unitText) {
    const d = Number(q.unitText.slice(1));
    if (d > 1 && d <= 10_000) {
      q.low = partOf(1, d);
      q.high = q.low;
      q.unit = 'fraction';
    }
  }
  return q;
}
