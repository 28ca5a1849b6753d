import { byDay, type DatedEntry, entryOfFields, fieldsOf, type Fields } from './fields.ts';
import { type DigestText, excerptOf, type Format, type Issue, MAX_ENTRIES, tooManyEntries } from './issue.ts';
import { dateIn } from './dates.ts';

const LISTS = ['papers', 'dailypapers', 'entries', 'items', 'data', 'results', 'mentions'];

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Lines that the elements of a JSON array span; `at` is the offset of its `[`. JSON.parse gives no places, and a reject
 * without its line helps nobody.
 */
function elementLines(text: string, at: number): { line: number; end: number }[] {
  let line = 1;
  for (let i = 0; i < at; i++) if (text.charCodeAt(i) === 10) line++;
  const out: { line: number; end: number }[] = [];
  let depth = 0;
  let open: number | null = null;
  let last = line;
  for (let i = at; i < text.length; i++) {
    const c = text[i] ?? '';
    if (c === '\n') line++;
    if (c === ' ' || c === '\n' || c === '\t') continue;
    if (depth === 1 && (c === ',' || c === ']')) {
      if (open !== null) out.push({ line: open, end: last });
      open = null;
      if (c === ']') break;
      continue;
    }
    if (depth === 1 && open === null) open = line;
    if (c === '"') {
      for (i++; i < text.length && text[i] !== '"'; i++) if (text[i] === '\\') i++;
    } else if (c === '[' || c === '{') depth++;
    else if (c === ']' || c === '}') depth--;
    last = line;
  }
  return out;
}

/** Hugging Face wraps the paper in an item of the day: the paper's values first, the item's where it has none. */
function fieldsOfItem(item: object): { fields: Fields; isAbstract: boolean } {
  const outer = fieldsOf(item);
  const paper = outer.get('paper');
  if (!isObject(paper)) {
    // The API's paper without its item: there, too, `summary` is the abstract.
    const isPaper = outer.has('upvotes') && outer.has('publishedat') && outer.has('summary');
    return { fields: outer, isAbstract: isPaper };
  }
  outer.delete('paper');
  return { fields: new Map([...outer, ...fieldsOf(paper)]), isAbstract: true };
}

/** The list of entries in a parsed file, with the key it stands under, or why there is none. */
function listOf(value: unknown): { list: unknown[]; key: string | null; meta: Fields } | string {
  if (Array.isArray(value)) return { list: value, key: null, meta: new Map() };
  if (!isObject(value)) return 'neither an array nor an object';
  const fields = fieldsOf(value);
  for (const name of LISTS) {
    const list = fields.get(name);
    const key = Object.keys(value).find((k) => k.toLowerCase().replace(/[^a-z]/g, '') === name) ?? null;
    if (Array.isArray(list)) return { list, key, meta: fields };
  }
  if (fields.has('title') || fields.has('paper')) return { list: [value], key: null, meta: new Map() };
  return `an object with none of the lists ${LISTS.slice(0, 5).join(', ')}`;
}

type Read = { entries: DatedEntry[] } | { misfit: string } | { count: number };

/** An entry with its paper and authors is some ten objects: JSON of more is not even parsed, for want of memory. */
const MAX_OBJECTS = 10 * MAX_ENTRIES;

/** Whether there are more braces than `most`; looking for one is quicker than telling which open an object. */
function manyBraces(text: string, most: number): boolean {
  let n = 0;
  for (let at = text.indexOf('{'); at >= 0 && n <= most; at = text.indexOf('{', at + 1)) n++;
  return n > most;
}

/** Braces that open an object, counted up to `enough`: those within strings (LaTeX is full of them) open none. */
function objectsIn(text: string, enough: number): number {
  let n = 0;
  for (let at = 0; at < text.length && n < enough; at++) {
    const quote = text.indexOf('"', at);
    const end = quote < 0 ? text.length : quote;
    for (; at < end; at++) if (text.charCodeAt(at) === 123) n++;
    for (at++; at < text.length && text.charCodeAt(at) !== 34; at++) if (text.charCodeAt(at) === 92) at++;
  }
  return n;
}

function read(source: DigestText): Read {
  if (manyBraces(source.body, MAX_OBJECTS) && objectsIn(source.body, MAX_OBJECTS + 1) > MAX_OBJECTS)
    return { misfit: `JSON of more than ${MAX_OBJECTS} objects: split the file` };
  let value: unknown;
  try {
    value = JSON.parse(source.body);
  } catch (error) {
    return { misfit: `not JSON: ${error instanceof Error ? error.message.slice(0, 120) : 'unreadable'}` };
  }
  const found = listOf(value);
  if (typeof found === 'string') return { misfit: `JSON, but ${found}` };
  const { list, key, meta } = found;
  if (list.length > MAX_ENTRIES) return { count: list.length };
  if (list.length > 0 && !list.some(isObject)) return { misfit: 'JSON, but its list holds no objects' };
  const from = key === null ? 0 : source.body.search(new RegExp(`"${key}"\\s*:\\s*\\[`));
  const lines = elementLines(source.body, source.body.indexOf('[', Math.max(0, from)));
  const metaDate = meta.get('date');
  const whole = typeof metaDate === 'string' ? dateIn(metaDate.slice(0, 60)) : null;
  const entries = list.map((item, i): DatedEntry => {
    const { line, end } = lines[i] ?? { line: 1, end: 1 };
    if (!isObject(item)) {
      const excerpt = excerptOf(JSON.stringify(item) ?? '');
      return {
        entry: { line, end, refused: 'bad-entry', detail: 'not an object', excerpt },
        date: whole,
        weak: false,
      };
    }
    const { fields, isAbstract } = fieldsOfItem(item);
    const dated = entryOfFields(fields, line, end, isAbstract);
    return whole && dated.weak ? { ...dated, date: whole, weak: false } : dated;
  });
  return { entries };
}

/** JSON lists: Hugging Face's daily, weekly and monthly papers as its API answers, and any list of objects with titles. */
export const json: Format = {
  name: 'json',
  anyLine: true,
  misfit: (source) => {
    if (!/^\s*[[{]/.test(source.body)) return 'does not begin with [ or {';
    const out = read(source);
    return 'misfit' in out ? out.misfit : null;
  },
  read: (source): Issue[] => {
    const out = read(source);
    if ('count' in out) return tooManyEntries(String(out.count));
    return 'misfit' in out ? [] : byDay(out.entries, source.dated);
  },
};

/** JSON Lines: one object a line. A line that is not JSON is refused, and the rest goes on. */
export const jsonl: Format = {
  name: 'jsonl',
  misfit: ({ lines }) => {
    let filled = 0;
    let objects = 0;
    for (const line of lines) {
      const text = line.trim();
      if (text === '') continue;
      filled++;
      if (text.startsWith('{') && text.endsWith('}')) objects++;
    }
    return objects > 0 && objects >= filled / 2 ? null : 'fewer than half of its lines are JSON objects';
  },
  read: ({ lines, dated }): Issue[] => {
    const filled = lines.reduce((n, line) => (line.trim() === '' ? n : n + 1), 0);
    if (filled > MAX_ENTRIES) return tooManyEntries(String(filled));
    const entries = lines.flatMap((text, i): DatedEntry[] => {
      if (text.trim() === '') return [];
      const line = i + 1;
      const refuse = (detail: string): DatedEntry[] => [
        {
          entry: { line, end: line, refused: 'not-json', detail, excerpt: excerptOf(text) },
          date: null,
          weak: true,
        },
      ];
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch (error) {
        return refuse(error instanceof Error ? error.message.slice(0, 120) : 'not JSON');
      }
      if (!isObject(value)) return refuse('a line of JSON Lines must be an object');
      const { fields, isAbstract } = fieldsOfItem(value);
      return [entryOfFields(fields, line, line, isAbstract)];
    });
    return byDay(entries, dated);
  },
};
