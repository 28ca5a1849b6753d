import type { Link } from './issue.ts';

/** Only web addresses are kept: `javascript:`, `data:` and relative ones mean nothing outside their page. */
export function webUrl(url: string): string | null {
  const trimmed = url.trim();
  if (!/^https?:\/\/[^\s/?#]/i.test(trimmed) || trimmed.length > 2048) return null;
  return URL.canParse(trimmed) ? trimmed.replace(/[\s<>"]/g, (c) => encodeURIComponent(c)) : null;
}

// One level of round brackets inside an address, as in …/Foo_(bar).
const MARKDOWN_LINK =
  /\[([^\][]{0,300})\]\(\s{0,4}<?((?:[^\s()<>]|\([^\s()<>]{0,200}\)){0,2100})>?(?:\s{1,4}"[^"]{0,300}")?\s{0,4}\)/g;
const BARE_URL = /https?:\/\/[^\s<>"'|[\]{}\\^`]{1,2048}/gi;

/** The web links of a text, in order: markdown ones with their labels, then bare addresses. */
export function linksIn(text: string): Link[] {
  const links: Link[] = [];
  if (!/https?:/i.test(text)) return links;
  const rest = text.replace(MARKDOWN_LINK, (_, label: string, url: string) => {
    const web = webUrl(url);
    if (web) links.push({ label: label.replace(/[*_`]/g, '').trim(), url: web });
    return ' ';
  });
  for (const [bare] of rest.matchAll(BARE_URL)) {
    const web = webUrl(bare.replace(/[.,;:!?)]+$/, ''));
    if (web) links.push({ label: '', url: web });
  }
  return links;
}

const CODE_HOST =
  /^https?:\/\/(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|gitee\.com)\/[^/?#]+\/[^/?#]+/i;
const CODE_LABEL = /\b(?:code|repo|repository|source|implementation)\b/i;
const HOST_LABEL = /\b(?:github|gitlab|project)\b/i;
const PAPER_LABEL = /\b(?:paper|arxiv|pdf|abs|abstract|read more|report|preprint|article|doi|full text)\b/i;
const SOCIAL = /^https?:\/\/(?:www\.)?(?:x|twitter|facebook|linkedin|reddit|youtube|t)\.(?:com|co|be)\//i;

const isCode = (link: Link) =>
  !PAPER_LABEL.test(link.label) &&
  (CODE_LABEL.test(link.label) ||
    (CODE_HOST.test(link.url) && (link.label === '' || HOST_LABEL.test(link.label))));

/** The paper's address and its code's: by label first, then whatever is neither code nor a post about it. */
export function pickLinks(links: Link[]): { url: string | null; code_url: string | null } {
  const code = links.find(isCode) ?? null;
  const paper =
    links.find((l) => PAPER_LABEL.test(l.label) && !SOCIAL.test(l.url)) ??
    links.find((l) => l !== code && !isCode(l) && !SOCIAL.test(l.url)) ??
    links.find((l) => l !== code) ??
    null;
  return { url: paper?.url ?? null, code_url: code?.url ?? null };
}
