/**
 * Words as the topic matcher sees them. A word's key is what its plural and spelling forms share
 * ("models" → "model", "summarisation" → "summarization"). A word with two capitals or more keeps them
 * ("RAG", "CLIP", "LoRA"), so that it is not taken for the everyday word.
 */

const IRREGULAR: Readonly<Record<string, string>> = {
  gpus: 'gpu',
  cpus: 'cpu',
  npus: 'npu',
  tpus: 'tpu',
  corpora: 'corpus',
  biases: 'bias',
  bias: 'bias',
  analyses: 'analysis',
  matrices: 'matrix',
  vertices: 'vertex',
  indices: 'index',
  axes: 'axis',
  always: 'always',
  perhaps: 'perhaps',
  gas: 'gas',
  canvas: 'canvas',
  atlas: 'atlas',
  lens: 'lens',
  news: 'news',
  series: 'series',
  species: 'species',
  does: 'does',
  whereas: 'whereas',
};
const american = (word: string): string =>
  word
    .replace(/isation$/, 'ization')
    .replace(/(?<=[a-z]{3})ise(d|r)?$/, 'ize$1')
    .replace(/ising$/, 'izing')
    .replace(/(?<=[a-z]{3})our$/, 'or')
    .replace(/^(mod|lab)ell/, '$1el');

/** Words in -ise that are no British spelling of -ize. */
const KEEPS_ISE =
  /(?:^|pre|re)(?:noise|precise|concise|expertise|otherwise|exercise|advise|arise|rise|raise|wise|promise|premise|comprise|compromise|supervise|revise|enterprise|surprise|disguise|devise|likewise|pairwise|stepwise|pointwise|layerwise|framewise|tour|four|hour|your|pour|our|contour|detour)(?:d|r)?$|wised?$/;

/** The key of a lower-case word: singular, American spelling. */
export function singular(word: string): string {
  // "constructor" is a word of papers and a property of every object.
  const irregular = Object.hasOwn(IRREGULAR, word) ? IRREGULAR[word] : undefined;
  if (irregular !== undefined) return irregular;
  let stem = word;
  if (word.length > 3 && word.endsWith('s')) {
    if (word.endsWith('ies') && word.length > 4) stem = `${word.slice(0, -3)}y`;
    else if (/(?:x|ch|sh|ss|zz)es$/.test(word)) stem = word.slice(0, -2);
    else if (!/(?:s|u|i|ic)s$/.test(word)) stem = word.slice(0, -1);
  }
  return KEEPS_ISE.test(stem) ? stem : american(stem);
}

const capitals = (word: string): number => {
  let n = 0;
  for (let i = 0; i < word.length; i++) {
    const c = word.charCodeAt(i);
    if (c >= 65 && c <= 90) n++;
  }
  return n;
};

/** Keys of words that were asked for: a lexicon's phrases are made of few words. */
const keys = new Map<string, string>();
const MOST_KEYS = 20_000;

/** The key of a word as written. */
export function keyOf(word: string): string {
  const known = keys.get(word);
  if (known !== undefined) return known;
  if (keys.size >= MOST_KEYS) keys.clear();
  const key = readKey(word);
  keys.set(word, key);
  return key;
}

function readKey(word: string): string {
  if (capitals(word) < 2) return singular(word.toLowerCase());
  return word.length > 2 && word.endsWith('s') ? word.slice(0, -1) : word;
}

/** 1 for what a word is made of; everything from U+00A0 up is a letter but for spaces, dashes and quotes. */
export const LETTERS = new Uint8Array(256);
for (let c = 0; c < 256; c++)
  LETTERS[c] = (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c >= 0xc0 ? 1 : 0;
export const isWordCode = (code: number): boolean =>
  code < 256 ? LETTERS[code] === 1 : code < 0x2000 || (code > 0x206f && code < 0x3000) || code > 0x303f;

/** Visits each word as [start, end); a possessive 's belongs to no word. For training and discovery. */
export function eachWord(text: string, visit: (start: number, end: number) => void): void {
  const n = text.length;
  let i = 0;
  while (i < n) {
    if (!isWordCode(text.charCodeAt(i))) {
      i++;
      continue;
    }
    const start = i;
    while (i < n && isWordCode(text.charCodeAt(i))) i++;
    visit(start, i);
    i = afterPossessive(text, i);
  }
}

/** Skips "'s" after a word that ends at `end`. */
export function afterPossessive(text: string, end: number): number {
  const mark = text.charCodeAt(end);
  if (mark !== 39 && mark !== 0x2019) return end;
  if ((text.charCodeAt(end + 1) | 32) !== 115) return end;
  return end + 2 < text.length && isWordCode(text.charCodeAt(end + 2)) ? end : end + 2;
}

/** True where a sentence ends at `i`: a stop, then a space, then a capital, a digit or the end. */
export function endsSentence(text: string, i: number): boolean {
  const c = text.charCodeAt(i);
  if (c !== 46 && c !== 33 && c !== 63) return false;
  const space = text.charCodeAt(i + 1);
  if (space !== 32 && space !== 10) return i + 1 >= text.length;
  const next = text.charCodeAt(i + 2);
  return !(next >= 97 && next <= 122);
}
