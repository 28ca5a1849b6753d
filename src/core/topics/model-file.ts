/**
 * The trained part, as `scripts/train-topics.ts` writes it: mined phrases, the odds of every phrase by topic
 * (in steps of ODDS_STEP), and the weights of the linear model (signed bytes times a scale).
 */
export type ModelFile = {
  about: string;
  papers: number;
  /** Word keys of the mined phrases, parted by `|`. */
  mined: string;
  /** By phrase of the lexicon: how many topics it speaks for. */
  counts: string;
  /** Those topics, and for each a byte: odds in the text (high half) and in a title (low half). */
  topics: string;
  odds: string;
  bias: number[];
  shared: number[];
  own: { scale: number; bytes: string };
  cross: { scale: number; bytes: string };
  /** By topic: how its log-odds tell that it is the main one (decide.ts). */
  mainSlope: number[];
  mainBias: number[];
};

/** Odds are kept in fifteen steps. */
export const ODDS_STEP = 0.45;
export const oddsStep = (odds: number): number => Math.min(15, Math.round(odds / ODDS_STEP));
const RADIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes of base64 text; written out here because neither Buffer nor atob is everywhere this runs. */
export function bytesOf(base64: string): Uint8Array {
  const code = new Uint8Array(128);
  for (let i = 0; i < 64; i++) code[RADIX.charCodeAt(i)] = i;
  const text = base64.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    held = ((held << 6) | (code[text.charCodeAt(i)] as number)) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 255;
    }
  }
  return bytes;
}

export function base64Of(bytes: ArrayLike<number>): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const b = [bytes[i] as number, bytes[i + 1] ?? 0, bytes[i + 2] ?? 0] as const;
    const word = (b[0] << 16) | (b[1] << 8) | b[2];
    for (let k = 0; k < 4; k++)
      text += i + k > bytes.length ? '=' : (RADIX[(word >> (18 - 6 * k)) & 63] as string);
  }
  return text;
}
