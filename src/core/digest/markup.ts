import { Parser } from 'htmlparser2';

/** HTML as lines of light markdown; `at[i]` is the source line of line i, `props` the page's embedded JSON. */
export type Flat = { lines: string[]; at: number[]; props: string[] };

const SKIP = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'head',
  'nav',
  'footer',
  'button',
  'iframe',
  'form',
]);
const BREAK = new Set(
  'p div section article header main aside ul ol table tr blockquote pre br hr figure dl dt dd'.split(' '),
);
const VOID = new Set(['br', 'hr']);

/** Line starts of a text, for offset → line by bisection. */
function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const mid = (low + high + 1) >> 1;
      if ((starts[mid] ?? 0) <= offset) low = mid;
      else high = mid - 1;
    }
    return low + 1;
  };
}

/**
 * HTML → lines: headings as `# `, list items as `- `, bold as `**`, links as `[text](address)`, the rest as text.
 * So one reader serves saved pages, newsletters and markdown. Nothing of it is ever shown as HTML.
 */
export function flatten(html: string): Flat {
  const lineOf = lineFinder(html);
  const flat: Flat = { lines: [], at: [], props: [] };
  let text = '';
  let isFilled = false;
  let start = 0;
  let prefix = '';
  let skipping: string | null = null;
  let depth = 0;
  // Appended to and never cut: a page of nothing but links must not cost its square.
  let link: { url: string; label: string } | null = null;

  const put = (data: string) => {
    if (link) link.label += data;
    else text += data;
  };
  const closeLink = () => {
    if (!link) return;
    const label = link.label.replace(/\s+/g, ' ').replace(/[[\]]/g, '').trim();
    const url = link.url.trim().replace(/[\s()]/g, (c) => (c === '(' ? '%28' : c === ')' ? '%29' : '%20'));
    link = null;
    text += label ? `[${label}](${url})` : ' ';
  };
  const flush = () => {
    closeLink();
    const line = text.replace(/\s+/g, ' ').trim();
    if (line !== '') {
      flat.lines.push(prefix + line, '');
      flat.at.push(start, start);
    }
    text = '';
    prefix = '';
    isFilled = false;
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const props = attributes['data-props'];
        if (props && props.length > 2) flat.props.push(props);
        if (skipping) {
          if (name === skipping) depth++;
        } else if (SKIP.has(name)) {
          skipping = name;
          depth = 1;
        } else if (/^h[1-6]$/.test(name)) {
          flush();
          prefix = `${'#'.repeat(Number(name[1]))} `;
        } else if (name === 'li') {
          flush();
          prefix = '- ';
        } else if (BREAK.has(name)) {
          // A paragraph inside a heading or an item is still that heading or item.
          if (isFilled || !prefix) flush();
        } else if (name === 'td' || name === 'th') put(' ');
        else if (name === 'b' || name === 'strong') put('**');
        else if (name === 'a' && attributes['href']) {
          closeLink();
          link = { url: attributes['href'], label: '' };
        }
      },
      ontext(data) {
        if (skipping) return;
        if (!isFilled && data.trim() !== '') {
          start = lineOf(parser.startIndex);
          isFilled = true;
        }
        put(data);
      },
      onclosetag(name) {
        if (skipping) {
          if (name === skipping && --depth === 0) skipping = null;
        } else if (name === 'b' || name === 'strong') put('**');
        else if (name === 'a') closeLink();
        else if ((BREAK.has(name) && !VOID.has(name)) || name === 'li' || /^h[1-6]$/.test(name)) flush();
      },
    },
    { decodeEntities: true },
  );
  parser.write(html);
  parser.end();
  flush();
  return flat;
}

/** HTML or plain text to plain text, as feeds give descriptions: tags gone, entities read, white space collapsed. */
export function textOfHtml(html: string): string {
  if (!/[<&]/.test(html)) return html.replace(/\s+/g, ' ').trim();
  let text = '';
  let skipped = 0;
  const parser = new Parser(
    {
      onopentag: (name) => {
        if (name === 'script' || name === 'style') skipped++;
        else if (BREAK.has(name) || name === 'li') text += ' ';
      },
      ontext: (data) => {
        if (skipped === 0) text += data;
      },
      onclosetag: (name) => {
        if (name === 'script' || name === 'style') skipped--;
        else if (BREAK.has(name) || name === 'li') text += ' ';
      },
    },
    { decodeEntities: true },
  );
  parser.write(html);
  parser.end();
  return text.replace(/\s+/g, ' ').trim();
}

/** A relative address of a saved Hugging Face page means the site's own. */
export const absolute = (url: string): string =>
  /^\/papers\/\d/.test(url) ? `https://huggingface.co${url}` : url;

export { lineFinder };
