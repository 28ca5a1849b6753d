/** What Unicode and old encodings can do to a text that means the same. */
import fc from 'fast-check';
import { text, title } from '../core/digest/hostile.ts';

/** Scraps that have broken text tools: each is legal in a JavaScript string. */
const SCRAPS = [
  '\uD800', // half of a pair
  '\uDC00x',
  '\u{1F469}\u200D\u{1F52C}', // joined by a zero-width joiner
  '\u{20000}',
  '\u202Eevil\u202C', // right to left
  '\u0627\u0644\u0639\u0631\u0628\u064A\u0629',
  '\u200B\u200C\u2060\uFEFF', // zero width
  'Z\u0351\u036B\u0343a\u0363l\u0368', // marks on marks
  '\u00C5 A\u030A \u212B', // one letter, three ways
  'n\u0303 \u00F1',
  '\uFB01ve \u2460 \u00BD', // ligature, number signs
  '\u0130\u0131 \u1E9E', // change length when the case changes
  '\u00A0\u2009\u3000',
  '\u0085\u2028\u2029',
  '\0',
  '\x07\x1B[31m',
  '__proto__',
  'constructor',
  'toString',
  '3.5\u00D7 faster',
  '\u0663\u066B\u0665x', // Arabic digits
  '\uFF13\uFF0E\uFF15\uFF58',
  '1e400x',
  '0x',
  '\u22121.5%',
  'from 0 to 0',
  '99999999999999999999999999x',
];
const scrap = fc.constantFrom(...SCRAPS);
const between = (whole: fc.Arbitrary<string>) =>
  fc
    .tuple(whole, fc.array(fc.tuple(fc.nat(), scrap), { maxLength: 3 }))
    .map(([base, put]) =>
      put.reduce(
        (now, [at, s]) => now.slice(0, at % (now.length + 1)) + s + now.slice(at % (now.length + 1)),
        base,
      ),
    );

export const oddTitle = between(title);
export const oddText = between(text);

/** Halves of a pair, which no encoding can carry, become the sign for what is unknown. */
export const wellFormed = (s: string): string => s.replace(/\p{Surrogate}/gu, '\uFFFD');

/** The bytes of a text as the world's editors save it. */
export const ENCODINGS = {
  utf8: (s: string) => new TextEncoder().encode(s),
  'utf8 with a mark': (s: string) => new TextEncoder().encode(`\uFEFF${s}`),
  'utf16 le': (s: string) => utf16(s, true),
  'utf16 be': (s: string) => utf16(s, false),
} as const;
export type Encoding = keyof typeof ENCODINGS;
export const encoding = fc.constantFrom(...(Object.keys(ENCODINGS) as Encoding[]));

/** As an editor of the nineties: what it does not have becomes a question mark. */
export const latin1 = (s: string) =>
  Uint8Array.from(s, (c) => (c.charCodeAt(0) < 256 ? c.charCodeAt(0) : 63));

function utf16(s: string, little: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 + s.length * 2));
  view.setUint16(0, 0xfeff, little);
  for (let i = 0; i < s.length; i++) view.setUint16(2 + i * 2, s.charCodeAt(i), little);
  return new Uint8Array(view.buffer);
}

/** Changes that a careless hand, a bad disk or a bad tool makes to a text. */
export const damage = fc.array(
  fc.tuple(fc.constantFrom('cut', 'twice', 'swap', 'put', 'case'), fc.nat(), fc.nat(60), scrap),
  { minLength: 1, maxLength: 5 },
);
export function damaged(whole: string, done: readonly (readonly [string, number, number, string])[]): string {
  return done.reduce((now, [how, where, length, what]) => {
    const at = now.length === 0 ? 0 : where % now.length;
    const [before, part, after] = [now.slice(0, at), now.slice(at, at + length), now.slice(at + length)];
    if (how === 'cut') return before + after;
    if (how === 'twice') return before + part + part + after;
    if (how === 'swap') return after + part + before;
    if (how === 'case') return before + part.toUpperCase() + after;
    return before + what + part + after;
  }, whole);
}
