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
