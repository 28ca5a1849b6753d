import { spellingAt, spellingOf, type Spelling } from './spellings.ts';

/** What a token is. Markup that only formats (`$`, `*`, `{`, `}`, `\`, quotes) makes no token. */
export const WORD = 0;
export const NUMBER = 1;
export const MARK = 2;

/** A token of a text: `text.slice(start, end)`. A number carries its value, a word or mark its text. */
export type Token = {
  kind: typeof WORD | typeof NUMBER | typeof MARK;
  start: number;
  end: number;
  /** The word as written, the mark normalised (every long dash is `–`, every arrow `→`), '' for a number. */
  text: string;
  /** The same in lower case. */
  lower: string;
  /** What is kept of the text by all who read it; one for all numbers. */
  spelling: Spelling;
  /** The number's value (thousands joined, powers of ten worked out), NaN for the others. */
  value: number;
  /** Digits after the decimal point as written. */
  decimals: number;
  /** Whether nothing stands between the previous token and this one. */
  glued: boolean;
};

const isDigit = (c: number) => c >= 48 && c <= 57;
const isLetter = (c: number) =>
  (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 0xc0 && c < 0x2000 && c !== 0xd7 && c !== 0xf7);
/** Joints that may stand inside a word, when a letter or digit follows: `GPT-4`, `and/or`, `pass@1`, `v1.5`. */
const isJoint = (c: number) =>
  c === 45 ||
  c === 46 ||
  c === 64 ||
  c === 47 ||
  c === 39 ||
  c === 43 ||
  c === 94 ||
  c === 95 ||
  c === 0x2019 ||
  c === 38 ||
  c === 0x2011;
/** Of the characters below 256: what begins with them. Anything above is told by its range. */
const SPACE = 1;
const FORMATTING = 2;
const DIGIT = 3;
const LETTER = 4;
const KIND = new Uint8Array(256);
for (let c = 0; c < 256; c++) KIND[c] = isDigit(c) ? DIGIT : isLetter(c) ? LETTER : 0;
for (const c of [32, 10, 9, 13, 0xa0]) KIND[c] = SPACE;
for (const c of [36, 42, 123, 125, 92, 34, 96]) KIND[c] = FORMATTING;
const kindOf = (c: number): number =>
  c < 256 ? (KIND[c] as number) : c === 0x201c || c === 0x201d ? FORMATTING : isLetter(c) ? LETTER : 0;
/** LaTeX commands that lost their backslash and stick to the number after them: `sim7`, `times6`, `approx3`. */
const STUCK = new Set([
  'sim',
  'approx',
  'times',
  'ge',
  'geq',
  'le',
  'leq',
  'pm',
  'simeq',
  'thicksim',
  'rightarrow',
  'to',
]);
const NUMERAL = spellingOf('');
const ARROW = spellingOf('→');
const DASH = spellingOf('–');
/** Marks by their character; those of the lower range as they are, or as `MARKS` has them. */
const marks = new Map<number, Spelling>();
function markOf(c: number): Spelling {
  const known = marks.get(c);
  if (known) return known;
  const text = MARKS[c] ?? String.fromCharCode(c);
  const mark = text === '→' ? ARROW : text === '–' ? DASH : spellingOf(text);
  marks.set(c, mark);
  return mark;
}
/** Words that a hyphen ties to a number they qualify: "near-100%", "sub-1 second". */
const TIED = new Set([
  'near',
  'sub',
  'nearly',
  'over',
  'under',
  'to',
  'than',
  'about',
  'only',
  'roughly',
  'a',
  'an',
]);
const MARKS: Record<number, string> = {
  0x2013: '–',
  0x2014: '–',
  0x2012: '–',
  0x2015: '–',
  0x2192: '→',
  0x21d2: '→',
  0x223c: '~',
  0x2248: '~',
  0x2243: '~',
  0x2265: '>',
  0x2264: '<',
  0x2212: '-',
  0xd7: '×',
  0x27f6: '→',
};

/** Where the digits that begin at `i` end: thousands (`1,024`, `12{,}553`) and decimals belong to the number. */
function readNumber(text: string, i: number, end: number, out: Token): number {
  let at = i;
  while (at < end && isDigit(text.charCodeAt(at))) at++;
  let digits = text.slice(i, at);
  for (;;) {
    const braced = text.startsWith('{,}', at);
    const from = braced ? at + 3 : text.charCodeAt(at) === 44 ? at + 1 : -1;
    if (from < 0 || digits.length > 15) break;
    const three =
      isDigit(text.charCodeAt(from)) &&
      isDigit(text.charCodeAt(from + 1)) &&
      isDigit(text.charCodeAt(from + 2));
    if (!three || isDigit(text.charCodeAt(from + 3)) || from + 3 > end) break;
    digits += text.slice(from, from + 3);
    at = from + 3;
  }
  out.decimals = 0;
  if (text.charCodeAt(at) === 46 && isDigit(text.charCodeAt(at + 1)) && at + 1 < end) {
    let stop = at + 1;
    while (stop < end && isDigit(text.charCodeAt(stop))) stop++;
    out.decimals = stop - at - 1;
    digits += text.slice(at, stop);
    at = stop;
  }
  let value = digits.length > 40 ? Number.POSITIVE_INFINITY : Number(digits);
  const power = /^(?:\^\{?|e)([-+−]?\d{1,3})\}?/.exec(text.slice(at, at + 7));
  if (power && (text.charCodeAt(at) === 94 ? value === 10 : true)) {
    const base = text.charCodeAt(at) === 94 ? 1 : value;
    value = base * 10 ** Number((power[1] ?? '0').replace('−', '-'));
    at += power[0].length;
  }
  out.value = value;
  return at;
}

/** Whether a word is the sign of a multiple behind a number. */
function isTimes(text: string, from: number, to: number): boolean {
  const c = text.charCodeAt(from);
  const behind = isDigit(text.charCodeAt(from - 1));
  return (
    behind && (to - from === 1 ? c === 120 || c === 88 : to - from === 5 && text.startsWith('times', from))
  );
}

/** Where the word that begins at `i` ends. */
function readWord(text: string, i: number, end: number): number {
  let at = i;
  while (at < end) {
    const c = text.charCodeAt(at);
    if (isLetter(c)) {
      at++;
    } else if (isDigit(c)) {
      if (at - i <= 10 && STUCK.has(text.slice(i, at)) && !isNameGoingOn(text, at, end)) return at;
      at++;
    } else if (isJoint(c)) {
      if (at + 1 < end && text.charCodeAt(at) === 92) return at;
      const d = text.charCodeAt(at + 1);
      // "4x-5.7x", "10times-70times": the hyphen joins two numbers.
      if ((c === 45 || c === 47) && isDigit(d) && isTimes(text, i, at)) return at;
      if (c === 45 && isDigit(d) && at - i <= 7 && TIED.has(text.slice(i, at).toLowerCase())) return at;
      if (at + 1 < end && (isLetter(d) || isDigit(d))) at++;
      else if ((c === 43 || c === 94) && at + 1 >= end) return at + (c === 43 ? 1 : 0);
      else if (c === 43 && !isDigit(d) && at > i) return at + 1;
      else return at;
    } else return at;
  }
  return at;
}

/** "sim2real" is one word; "sim2times" and "sim7%" are not. */
function isNameGoingOn(text: string, at: number, end: number): boolean {
  let stop = at;
  while (stop < end && isDigit(text.charCodeAt(stop))) stop++;
  const letter = stop < end && isLetter(text.charCodeAt(stop));
  return (
    letter && !text.startsWith('times', stop) && text.charCodeAt(stop) !== 120 && text.charCodeAt(stop) !== 88
  );
}

/** Tokens of `text` between two offsets, in order. Linear in the length. */
export function tokenise(text: string, start: number, end: number): Token[] {
  const tokens: Token[] = [];
  let i = start;
  let last = start - 1;
  while (i < end) {
    const c = text.charCodeAt(i);
    const kind = kindOf(c);
    if (kind === SPACE || kind === FORMATTING) {
      i++;
      continue;
    }
    const token: Token = {
      kind: MARK,
      start: i,
      end: i + 1,
      text: '',
      lower: '',
      spelling: NUMERAL,
      value: Number.NaN,
      decimals: 0,
      glued: i === last,
    };
    if (kind === DIGIT || (c === 46 && isDigit(text.charCodeAt(i + 1)) && i !== last)) {
      token.kind = NUMBER;
      token.end = readNumber(text, i, end, token);
    } else if (kind === LETTER) {
      token.kind = WORD;
      token.end = readWord(text, i, end);
      token.spelling = spellingAt(text, i, token.end);
      if (token.spelling.arrow) {
        token.kind = MARK;
        token.spelling = ARROW;
      }
    } else {
      token.spelling = markOf(c);
      if (c === 45) {
        let stop = i + 1;
        while (stop < end && text.charCodeAt(stop) === 45) stop++;
        if (text.charCodeAt(stop) === 62) {
          token.spelling = ARROW;
          token.end = stop + 1;
        } else if (stop > i + 1) {
          token.spelling = DASH;
          token.end = stop;
        }
      } else if (c === 61 && text.charCodeAt(i + 1) === 62 && i + 1 < end) {
        token.spelling = ARROW;
        token.end = i + 2;
      }
    }
    token.text = token.spelling.text;
    token.lower = token.spelling.lower;
    tokens.push(token);
    i = token.end;
    last = i;
  }
  return tokens;
}
