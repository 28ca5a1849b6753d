/**
 * Abstracts carry scraps of LaTeX and HTML ("6.5times", "33.5\%", "sim7\%", "**2.3x**", "<br>"). They are stored
 * and read as they are; a reader sees them mended. A mended text knows where each stored offset went, so that a
 * span found in the stored text can be lit.
 */
export type Mended = {
  text: string;
  /** Where an offset of the stored text stands in the mended one; offsets outside are held at the ends. */
  at(offset: number): number;
};

/** Every scrap in one pass; each alternative is bounded, so the pass is linear. */
const SCRAP = new RegExp(
  [
    /<br\s{0,2}\/?>/, // a line break of HTML
    /<\/?(?:b|i|u|em|strong|sub|sup|p|a|span)(?:\s[^<>]{0,200})?>/, // other tags; <think> is a word of papers
    /&(?:amp|lt|gt|quot|apos|nbsp|ndash|mdash|hellip|#\d{2,6}|#x[\da-fA-F]{2,5});/, // entities
    /(?<=[A-Za-z)])x(?:201[34989cd]|2026)(?=[A-Za-z(])/, // an entity that lost its "&#" and ";"
    /\*\*/, // bold of Markdown
    /\\(?:text(?:bf|it|tt|sc)?|emph|mathrm|mathbf|mathcal|bf|em|it|rm)\b\s?\{?/,
    /\\?\{?\\?(?:times|sim|approx|geq|leq)\}?(?=\s?[\d.]{1,12}(?:[^\dA-Za-z]|x|times|$))/,
    /(?<=\d)\\?\{?\\?times\}?(?![A-Za-z])/,
    /\\(?:times|sim|approx|geq|leq|rightarrow|to|pm|cdot|alpha|beta|gamma|lambda|mu|tau|pi|sigma|rho|theta|epsilon|kappa|delta|deg)\b/,
    /\\[%&_#$]/,
    /\{,\}/,
    /[{}]/,
    /(?<=[A-Za-z.,])~(?=[A-Za-z\\])/,
    /\$(?=[^$\s](?:[^$\n]{0,60}[^$\s])?\$)/,
    /(?<=[\d%)}A-Za-z])\$(?!\d)/,
    /---|(?<=\d%?)--(?=\d)/,
  ]
    .map((r) => r.source)
    .join('|'),
  'g',
);

const SYMBOLS: Record<string, string> = {
  times: '×', sim: '~', approx: '≈', geq: '≥', leq: '≤', rightarrow: '→', to: '→', pm: '±', cdot: '·', alpha: 'α',
  beta: 'β', gamma: 'γ', lambda: 'λ', mu: 'μ', tau: 'τ', pi: 'π', sigma: 'σ', rho: 'ρ', theta: 'θ', epsilon: 'ε',
  kappa: 'κ', delta: 'δ', deg: '°',
}; // prettier-ignore

const ENTITIES: Record<string, string> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—', hellip: '…',
}; // prettier-ignore

/** Of an entity's name or number ("amp", "#8211", "#x2013"); null where it is none. */
function character(name: string): string | null {
  if (!name.startsWith('#')) return ENTITIES[name] ?? null;
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  const printable = code >= 32 && code < 0x110000 && !(code >= 0xd800 && code < 0xe000);
  return printable ? String.fromCodePoint(code) : null;
}

function mendScrap(scrap: string, text: string, at: number): string {
  if (scrap.startsWith('<')) return scrap.startsWith('<br') ? '\n' : '';
  if (scrap.startsWith('&')) return character(scrap.slice(1, -1)) ?? scrap;
  if (/^x20..$/.test(scrap)) return character(`#${scrap}`) ?? scrap;
  if (scrap === '---') return '—';
  if (scrap === '--') return '–';
  if (scrap === '{,}') return ',';
  if (scrap === '~') return ' ';
  if (scrap === '**' || scrap === '{' || scrap === '}' || scrap === '$') return '';
  if (/^\\[%&_#$]$/.test(scrap)) return scrap.charAt(1);
  const symbol = SYMBOLS[scrap.replace(/[\\{}\s]/g, '')];
  if (symbol === undefined) return '';
  // "two times 3": a word before and a space behind make it a word.
  const bare = !/[\\{}]/.test(scrap);
  if (bare && symbol !== '×' && /[A-Za-z-]/.test(text.charAt(at - 1))) return scrap;
  if (bare && symbol === '×' && !/\d/.test(text.charAt(at - 1))) return scrap;
  return symbol;
}

/** The text as a reader should see it, with the way back. */
export function mend(text: string): Mended {
  // Stored offsets at which something changed, and where they went.
  const from: number[] = [0];
  const to: number[] = [0];
  let out = '';
  let last = 0;
  SCRAP.lastIndex = 0;
  for (let hit = SCRAP.exec(text); hit; hit = SCRAP.exec(text)) {
    const scrap = hit[0];
    if (scrap === '') {
      SCRAP.lastIndex++;
      continue;
    }
    const instead = mendScrap(scrap, text, hit.index);
    if (instead === scrap) continue;
    out += text.slice(last, hit.index);
    from.push(hit.index);
    to.push(out.length);
    out += instead;
    last = hit.index + scrap.length;
    from.push(last);
    to.push(out.length);
  }
  out += text.slice(last);
  const at = (offset: number): number => {
    let low = 0;
    let high = from.length - 1;
    while (low < high) {
      const mid = (low + high + 1) >> 1;
      if ((from[mid] ?? 0) <= offset) low = mid;
      else high = mid - 1;
    }
    const base = to[low] ?? 0;
    const next = to[low + 1] ?? out.length;
    return Math.max(0, Math.min(base + Math.max(0, offset - (from[low] ?? 0)), next, out.length));
  };
  return { text: out, at };
}

/** The text alone. */
export const mendText = (text: string): string => mend(text).text;
