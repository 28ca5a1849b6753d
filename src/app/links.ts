/** A digest's link, if it leads to the web: digests are strangers' text, and `javascript:` is a link too. */
export function webLink(text: string | null): string | null {
  if (!text) return null;
  try {
    const url = new URL(text);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}

/** A file beside the page, wherever the page lies. */
export const besidePage = (file: string): string => new URL(file, document.baseURI).href;

/** What a paper's link is called: readers want to know whether it is the preprint. */
export const linkName = (link: string): 'arXiv' | 'Paper' =>
  /(^|\.)arxiv\.org$/.test(new URL(link).hostname) ? 'arXiv' : 'Paper';
