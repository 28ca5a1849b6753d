/**
 * arXiv ids and DOIs in addresses and in text.
 * arXiv's forms: https://info.arxiv.org/help/arxiv_identifier.html (YYMM.NNNNN since 2007, `archive/YYMMNNN` before).
 */
const NEW_ID = String.raw`(\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})(?:v\d{1,3})?(?![\d.]\d)`;
const OLD_ID = String.raw`([a-z]{2,8}(?:-[a-z]{2,4})?(?:\.[A-Za-z]{2})?\/\d{2}(?:0[1-9]|1[0-2])\d{3})(?:v\d{1,3})?(?!\d)`;
const ANY_ID = `(?:${NEW_ID}|${OLD_ID})`;

/** Sites whose addresses carry an arXiv id, and the plain form `arXiv:ID`; the id may follow some path parts. */
const ARXIV = new RegExp(
  String.raw`(?:arxiv\.org\/(?:abs|pdf|html|ps|format|src|e-print|ftp|list)\/|` +
    String.raw`ar5iv(?:\.labs\.arxiv)?\.org\/(?:abs|html|pdf)\/|alphaxiv\.org\/(?:[a-z]+\/){0,3}|` +
    String.raw`(?:huggingface\.co|hf\.co)\/papers\/|papers\.cool\/arxiv\/|arxiv-vanity\.com\/papers\/|` +
    String.raw`10\.48550\/arxiv\.|\barxiv(?:\s{0,2}:\s{0,2}|[ .]))(?:abs\/|pdf\/)?${ANY_ID}`,
  'i',
);

/** The first arXiv id, without its version, or null. An old id's subject class is dropped: `math.GT/0309136` is `math/0309136`. */
export function arxivIdIn(text: string): string | null {
  const m = ARXIV.exec(text);
  if (!m) return null;
  if (m[1]) return m[1];
  return m[2] ? m[2].toLowerCase().replace(/\.[a-z]{2}\//, '/') : null;
}

const BARE = new RegExp(`^${ANY_ID}$`, 'i');

/** A field that is nothing but an id ("2401.12345v2", "cs/0112017"), as columns and metadata give it. */
export function bareArxivId(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  return BARE.test(trimmed) ? arxivIdIn(`arxiv:${trimmed}`) : arxivIdIn(trimmed);
}

/**
 * The first DOI, in lower case, or null. Journals' own addresses are read where the DOI follows from them
 * (nature.com/articles/s41586-…), and the versions and page suffixes of bioRxiv and medRxiv (10.1101, 10.64898) are not part of it.
 */
export function doiIn(text: string): string | null {
  const nature = /nature\.com\/articles\/(s\d{5}-\d{3}-\d{4,5}-[\da-z])(?![\da-z])/i.exec(text);
  const m = /(?<![\d.])10\.\d{4,9}\/[^\s"'<>|\\^`{}[\]]{1,200}/i.exec(text);
  if (!m) return nature ? `10.1038/${nature[1]?.toLowerCase()}` : null;
  let doi = m[0].toLowerCase().replace(/[?#].*$/, '');
  if (/^10\.(?:1101|64898)\//.test(doi)) doi = doi.replace(/(v\d+)?(\.(full|abstract|pdf|full-text))*$/, '');
  // Brackets belong to a DOI only in pairs: "(doi:10.1000/x)" ends before the bracket.
  if (!doi.includes('(')) doi = doi.replace(/\).*$/, '');
  return doi.replace(/(\.pdf)?[.,;:)]*$/, '');
}

/** First day of the month that an arXiv id names, or null for what no id can mean. */
export function arxivMonth(id: string): string | null {
  const m = /(?:^|\/)(\d{2})(0[1-9]|1[0-2])/.exec(id);
  if (!m) return null;
  const yy = Number(m[1]);
  return `${yy >= 91 ? 1900 + yy : 2000 + yy}-${m[2]}-01`;
}
