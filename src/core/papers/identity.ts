import type { Mention } from '../paper.ts';
import { hash64 } from './hash.ts';

const GREEK =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega'.split(
    ' ',
  );

/** Signs that digests write as themselves, as LaTeX, or as its bare word. */
const SIGNS: Record<string, string> = {
  '×': 'times',
  '∇': 'nabla',
  '∞': 'infty',
  '→': 'to',
  '&': 'and',
  '+': 'plus',
};

/** Commands that only set type: `\textbf{…}`, or `texttt{…}` where a digest lost the backslash. */
const TYPE_COMMAND =
  /\\?(?:text(?:bf|it|tt|sc|rm|sf)?|math(?:bf|it|tt|rm|sf|cal|bb|frak)|emph|boldsymbol|operatorname)\s?\{/g;
const SPACING_COMMAND = /\\(?:left|right|rightarrow\b|[ ,;:!])|(?<![a-z])(?:left|right)(?=[|,(){}[\]])/g;
const INLINE_TAG = /<\/?(?:sup|sub|i|b|em|strong|span|tt|code)>/g;
const ENTITY: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  times: '×',
};

/** Titles in which nothing below has a meaning of its own: most of them. */
const PLAIN = /^[A-Za-z0-9 .:;!?'"_/,-]*$/;
/** Typesetting, where a sign such as a comma follows. */
const SIDED = /(?:left|right),/i;

/**
 * A title for comparing: letters and digits only, without case, accents, punctuation, spaces, zero-width characters,
 * or the scraps of LaTeX and HTML that digests leave. NFC and NFD come out alike. Empty for a title of signs only.
 */
export function normaliseTitle(title: string): string {
  if (PLAIN.test(title) && !SIDED.test(title)) return title.toLowerCase().replace(/[^a-z0-9]+/g, '');
  return title
    .replace(/&(amp|lt|gt|quot|apos|nbsp|times);/g, (all, name: string) => ENTITY[name] ?? all)
    .normalize('NFKD')
    .toLowerCase()
    .replace(INLINE_TAG, '')
    .replace(TYPE_COMMAND, '{')
    .replace(SPACING_COMMAND, '')
    .replace(/[×∇∞→&+]/g, (sign) => SIGNS[sign] ?? sign)
    .replace(/[α-ω]/g, (letter) => GREEK[letter.charCodeAt(0) - 0x3b1] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** `arxiv:ID`, else `doi:DOI`, else `title:HASH` of the normalised title (of the title itself where that is empty). */
export function paperIdOf(mention: Pick<Mention, 'arxiv_id' | 'doi' | 'title'>): string {
  if (mention.arxiv_id) return `arxiv:${mention.arxiv_id}`;
  if (mention.doi) return `doi:${mention.doi}`;
  return `title:${hash64(normaliseTitle(mention.title) || mention.title.normalize('NFC'))}`;
}
