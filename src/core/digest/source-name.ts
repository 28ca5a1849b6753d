/**
 * A source's name as ids can hold it: a digest's id is `<source>/<date>#n` and a paper's sources are written `a+b`, so
 * no such mark may stand in a source. Empty for a name of such marks alone.
 */
export const sourceName = (text: string): string =>
  text.replace(/[\s/#+\\\p{Cc}]+/gu, '-').replace(/^-|-$/g, '');
