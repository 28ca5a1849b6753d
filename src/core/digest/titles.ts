/** UTF-16 units of an entry's abstract and summary together; what is longer is a file that lost its parts. */
export const MAX_TEXT = 1_000_000;

/** Longer "titles" are paragraphs that lost their place; the entry is refused rather than shown as a wall of text. */
export const MAX_TITLE = 1000;

/** White space to single spaces; control and zero-width characters that only deform a line are dropped. */
export const collapse = (text: string): string =>
  text.replace(/[\s\u200B\u2060\uFEFF\p{Cc}]+/gu, (s) => (/[^\u200B\u2060\uFEFF]/.test(s) ? ' ' : '')).trim();

/**
 * A title without the markup of its digest: "(Read more on …)" and "- read more on …" tails, bold and link marks.
 * No markdown parser here: to it `p_{data}_x` and `A*` are emphasis, and titles carry such scraps.
 */
export function plainTitle(text: string): string {
  const plain = collapse(text)
    .replace(/(?:\(|\s[-–—])\s?read more on\b.*$/i, '')
    .replace(/!?\[([^\][]{0,500})\]\([^()\s]{0,2100}\)/g, '$1')
    .replace(/\*{2,}/g, '')
    .replace(/^__(.*)__$/, '$1');
  return collapse(plain);
}

/** "Last, First" as bibliographies write it → "First Last". */
export const lastFirst = (name: string): string => {
  const [last, first, more] = name.split(',').map((p) => p.trim());
  return first && !more ? `${first} ${last}` : name.trim();
};

/** True if something is there to read. */
export const isReadable = (title: string): boolean => /[\p{L}\p{N}]/u.test(title);

/** Names parted by commas, semicolons or a last "and". */
export function authorList(text: string): string[] {
  const parts = text.includes(';') ? text.split(';') : text.split(',');
  return parts
    .flatMap((p, i) => (i === parts.length - 1 ? p.split(/\sand\s|\s&\s/) : [p]))
    .map((p) => collapse(p).replace(/^and\s/, ''))
    .filter((p) => p !== '');
}
