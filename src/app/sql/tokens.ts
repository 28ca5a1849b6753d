/**
 * SQL text cut into tokens the way DuckDB 0.9's own scanner cuts it (PostgreSQL's `scan.l`): what stands inside of
 * strings, comments and quoted names is never taken for SQL, and what stands outside never for text.
 */

export type TokenKind = 'word' | 'quoted' | 'string' | 'number' | 'sign' | 'bad';
export type Token = {
  kind: TokenKind;
  /** As written. */
  text: string;
  /** A word in lower case, a quoted name or string without its quotes; else as written. */
  value: string;
  /** Place in the text, in UTF-16 units. */
  from: number;
  to: number;
};

// U+00A0 and its like: the engine makes plain spaces of just these before it scans; all others it takes for letters.
const SPACE = /[\t\n\f\r \u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]/;
const LETTER =
  'A-Za-z_\\u0080-\\u009f\\u00a1-\\u1fff\\u200c-\\u202e\\u2030-\\u205e\\u2061-\\u2fff\\u3001-\\ufefe\\uff00-\\uffff';
const WORD_START = new RegExp(`[${LETTER}]`);
const WORD = new RegExp(`[${LETTER}0-9$]*`, 'y');
const DOLLAR = new RegExp(`\\$(?:[${LETTER}][${LETTER}0-9]*)?\\$`, 'y');
const NUMBER = /(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y;

const matchAt = (pattern: RegExp, text: string, at: number): string | null => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
};

/** Where a comment that begins at `at` ends; null where it never does. Block comments nest. */
function commentEnd(text: string, at: number): number | null {
  if (text.startsWith('--', at)) {
    let end = at + 2;
    while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
    return end;
  }
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    if (text.startsWith('/*', i)) [depth, i] = [depth + 1, i + 1];
    else if (text.startsWith('*/', i)) {
      i += 1;
      if (--depth === 0) return i + 1;
    }
  }
  return null;
}

/** The end of what is quoted from `at` on (its opening mark), doubled marks inside; with `escapes`, `\'` too. */
function quoteEnd(text: string, at: number, escapes: boolean): number | null {
  const mark = text[at];
  for (let i = at + 1; i < text.length; i++) {
    if (escapes && text[i] === '\\') i++;
    else if (text[i] === mark) {
      if (text[i + 1] !== mark) return i + 1;
      i++;
    }
  }
  return null;
}

/** Every token of a text, comments and blanks left out. A `bad` token is the last one and says where reading ended. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  const put = (kind: TokenKind, to: number, value: string) => {
    found.push({ kind, text: text.slice(at, to), value, from: at, to });
    at = to;
  };
  const bad = (why: string) => put('bad', text.length, why);
  while (at < text.length) {
    const c = text[at] ?? '';
    if (c === '\0') {
      bad('A NUL character ends the statement for the engine.');
    } else if (SPACE.test(c)) {
      at++;
    } else if (text.startsWith('--', at) || text.startsWith('/*', at)) {
      const end = commentEnd(text, at);
      if (end === null) bad('This comment is not closed.');
      else if (text.slice(at, end).includes('\0')) bad('A NUL character ends the statement for the engine.');
      else at = end;
    } else if (/[uU]/.test(c) && text[at + 1] === '&' && /['"]/.test(text[at + 2] ?? '')) {
      bad('U&-quoting is not read here; write the characters themselves.');
    } else if (c === "'" || (/[eExXbBnN]/.test(c) && text[at + 1] === "'")) {
      const open = c === "'" ? at : at + 1;
      quoted('string', open, /[eE]/.test(c), 'This text is not closed; a quote ends it.');
    } else if (c === '"') {
      quoted('quoted', at, false, 'This quoted name is not closed.');
    } else if (c === '$' && matchAt(DOLLAR, text, at) !== null) {
      const tag = matchAt(DOLLAR, text, at) ?? '';
      const end = text.indexOf(tag, at + tag.length);
      if (end < 0) bad(`This text is not closed; ${tag} ends it.`);
      else if (text.slice(at, end).includes('\0')) bad('A NUL character ends the statement for the engine.');
      else put('string', end + tag.length, text.slice(at + tag.length, end));
    } else if (WORD_START.test(c)) {
      const end = at + (matchAt(WORD, text, at) ?? c).length;
      put('word', end, text.slice(at, end).toLowerCase());
    } else {
      const number = matchAt(NUMBER, text, at);
      const end = at + (number ?? c).length;
      put(number === null ? 'sign' : 'number', end, text.slice(at, end));
    }
  }
  return found;

  function quoted(kind: 'string' | 'quoted', open: number, escapes: boolean, unclosed: string) {
    const end = quoteEnd(text, open, escapes);
    const inside = end === null ? '' : text.slice(open + 1, end - 1);
    if (end === null) bad(unclosed);
    else if (inside.includes('\0')) bad('A NUL character ends the statement for the engine.');
    else put(kind, end, inside.replaceAll(text[open] === '"' ? '""' : "''", text[open] ?? ''));
  }
}
