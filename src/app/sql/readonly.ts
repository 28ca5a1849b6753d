/**
 * What the console runs: one statement that reads the dataset's tables. Everything else is refused with its reason and
 * place, before the engine sees it. The engine is a second wall: a reading statement is run inside of
 * `SELECT * FROM (…)`, where its parser takes nothing but a query, and the console's engine has files and settings
 * locked where all tables are in memory (session.ts).
 */
import { tokens, type Token } from './tokens.ts';

export type Refusal = { reason: string; from: number; to: number };
export type Checked = {
  /** What the engine runs. */
  text: string;
  /** How many lines and characters of `text` stand before the reader's own. */
  lead: string;
  /** A query whose rows can be counted and exported; not a plan or a description. */
  rows: boolean;
  /** The reader's own query, for wrapping anew; null where it is none. */
  query: string | null;
};

const QUERY_STARTS = new Set(['select', 'with', 'values', 'from', 'table', 'pivot', 'unpivot', '(']);
const ABOUT = new Set(['describe', 'desc', 'summarize', 'show']);

/** Why a statement is refused, by its first word. */
const WRITES: Record<string, string> = {
  ...named('would change the tables; the console only reads them', [
    ...['insert', 'update', 'delete', 'truncate', 'merge', 'create', 'drop', 'alter', 'vacuum', 'analyze'],
    ...['comment', 'grant', 'revoke', 'reindex', 'cluster'],
  ]),
  ...named('reads or writes files or other databases; the console sees only this dataset', [
    ...['attach', 'detach', 'copy', 'export', 'import', 'use', 'checkpoint', 'force'],
  ]),
  ...named('would load code into the engine', ['install', 'load']),
  ...named('would change the engine’s settings', ['set', 'reset', 'pragma', 'call']),
  ...named('begins or ends what the console does by itself', [
    ...['begin', 'start', 'commit', 'end', 'abort', 'rollback', 'prepare', 'execute', 'deallocate'],
  ]),
};
function named(why: string, words: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.map((word) => [word, why]));
}

/** Table functions of the engine that reach outside of it, or into its memory; any future one of these forms too. */
const REACHES =
  /^(read_.*|write_.*|scan_.*|.*_scan|.*_scan_.*|parquet_.*|json_(execute|serialize)_.*|sniff_.*|glob|getenv|query|query_table|import_database|(force_)?checkpoint|repl_.*|http.*|load_.*|install_.*|storage_info|pragma_storage_info)$/;
/** Names that the engine takes for a file when no table has them. */
const FILE_LIKE = /[/\\:*?[]|\.(csv|tsv|txt|parquet|json|ndjson|jsonl|xlsx?|db|duckdb|arrow|feather)\b|^$/i;
const FILE_KIND = /^(csv|tsv|txt|parquet|json|ndjson|jsonl|gz|zst)$/i;

const refuse = (token: Token | undefined, reason: string): Refusal => ({
  reason,
  from: token?.from ?? 0,
  to: token?.to ?? 0,
});

/** Checks a statement of the reader's. Never throws; knows no table, so a misspelt one is the engine's to tell. */
export function readOnly(text: string): Checked | Refusal {
  const all = tokens(text);
  const last = all.at(-1);
  if (last?.kind === 'bad') return refuse(last, last.value);
  let [first, end] = [0, all.length];
  while (all[first]?.text === ';') first++;
  while (end > first && all[end - 1]?.text === ';') end--;
  const mine = all.slice(first, end);
  if (mine.length === 0) return { reason: 'There is no statement here.', from: 0, to: text.length };
  const second = mine.find((token) => token.text === ';');
  if (second)
    return refuse(second, 'The console runs one statement at a time; remove this and what follows.');
  return unbalanced(mine) ?? statement(text, mine) ?? refuse(mine[0], unknown(mine[0]));
}

const unknown = (token: Token | undefined) =>
  `${(token?.text ?? '').toUpperCase()} is no statement that the console runs: it takes SELECT, WITH, FROM, VALUES, PIVOT, DESCRIBE, SUMMARIZE, SHOW and EXPLAIN.`;

function unbalanced(mine: readonly Token[]): Refusal | null {
  const open: Token[] = [];
  for (const token of mine) {
    if (token.text === '(') open.push(token);
    else if (token.text === ')' && !open.pop()) return refuse(token, 'This bracket closes nothing.');
  }
  const left = open.at(-1);
  return left ? refuse(left, 'This bracket is not closed.') : null;
}

function statement(text: string, mine: readonly Token[]): Checked | Refusal | null {
  const [first, second] = mine;
  const word = first?.kind === 'word' ? first.value : first?.text;
  if (!first || word === undefined) return null;
  if (word in WRITES && Object.hasOwn(WRITES, word))
    return refuse(first, `${word.toUpperCase()} ${WRITES[word]}.`);
  if (QUERY_STARTS.has(word)) return query(text, mine, 'SELECT * FROM (\n', true);
  if (word === 'explain') {
    const analyze = second?.kind === 'word' && second.value === 'analyze';
    const rest = mine.slice(analyze ? 2 : 1);
    const start = rest[0];
    if (start && QUERY_STARTS.has(start.kind === 'word' ? start.value : start.text)) {
      return query(text, rest, `EXPLAIN ${analyze ? 'ANALYZE ' : ''}SELECT * FROM (\n`, false);
    }
    return refuse(start ?? first, 'EXPLAIN takes a query here: SELECT, WITH, FROM, VALUES or PIVOT.');
  }
  return ABOUT.has(word) ? about(text, mine, word) : null;
}

/** DESCRIBE, SUMMARIZE and SHOW: of a query, of a table, or of all tables. */
function about(text: string, mine: readonly Token[], word: string): Checked | Refusal {
  const rest = mine.slice(1);
  const [start] = rest;
  const plain: Checked = { text: ownOf(text, mine), lead: '', rows: false, query: null };
  const verb = word === 'desc' ? 'DESCRIBE' : word.toUpperCase();
  if (!start) return plain;
  const opening = start.kind === 'word' ? start.value : start.text;
  if (word !== 'show' && QUERY_STARTS.has(opening))
    return query(text, rest, `${verb} SELECT * FROM (\n`, false);
  if (word === 'show' && /^(all )?(tables|databases)$/.test(rest.map(({ value }) => value).join(' '))) {
    return plain;
  }
  const isName = rest.every((token, i) =>
    i % 2 === 0 ? token.kind === 'word' || token.kind === 'quoted' : token.text === '.',
  );
  if (!isName || rest.length % 2 === 0) {
    return refuse(
      start,
      `${verb} takes a table’s name${word === 'show' ? ' or TABLES' : ' or a query'} here.`,
    );
  }
  return rest.map(fileName).find((found) => found !== null) ?? plain;
}

function query(text: string, mine: readonly Token[], lead: string, rows: boolean): Checked | Refusal {
  const reach = forbiddenCall(mine) ?? forbiddenTable(mine);
  if (reach) return reach;
  const own = ownOf(text, mine);
  return { text: `${lead}${own}\n) AS result`, lead, rows, query: own.trimStart() };
}

/** The statement with blanks for what stood before it, so that places in the engine's messages hold. */
function ownOf(text: string, mine: readonly Token[]): string {
  const from = mine[0]?.from ?? 0;
  return text.slice(0, from).replace(/[^\n]/g, ' ') + text.slice(from, mine.at(-1)?.to);
}

/** A function that reaches files, the network or the engine's insides, by whatever spelling. */
function forbiddenCall(mine: readonly Token[]): Refusal | null {
  for (const [i, token] of mine.entries()) {
    const isCall = mine[i + 1]?.text === '(' && (token.kind === 'word' || token.kind === 'quoted');
    if (isCall && REACHES.test(token.value.toLowerCase())) {
      return refuse(
        token,
        `${token.text}() reaches outside of the dataset; the console reads only its tables.`,
      );
    }
  }
  return null;
}

function fileName(token: Token): Refusal | null {
  const file =
    token.kind === 'string' || (token.kind === 'quoted' && FILE_LIKE.test(token.value))
      ? `${token.text} would be read as a file`
      : FILE_KIND.test(token.value) && token.kind !== 'number' && token.kind !== 'sign'
        ? `${token.text} would be read as a kind of file`
        : null;
  return file ? refuse(token, `${file}; the console reads only the dataset’s tables.`) : null;
}

/** A word as the engine reads it; nothing for what is quoted or no word. */
const wordOf = (token: Token | undefined) => (token?.kind === 'word' ? token.value : '');

/** Words that end a FROM clause in its own brackets. */
const AFTER_FROM = new Set([
  ...[
    'where',
    'group',
    'having',
    'window',
    'qualify',
    'order',
    'limit',
    'offset',
    'union',
    'except',
    'intersect',
  ],
  ...['select', 'values', 'on', 'using', 'sample', 'tablesample', 'fetch', 'set'],
]);
/** Words after which the engine reads a table's name. */
const BEFORE_TABLE = new Set([
  'from',
  'join',
  'table',
  'pivot',
  'unpivot',
  'pivot_wider',
  'pivot_longer',
  'into',
]);

/** Functions that have a FROM of their own: `extract(year FROM date)`. */
const PARTED = new Set(['extract', 'substring', 'trim', 'overlay', 'position']);

/** A text, or a name that looks like a file, where the engine expects a table: it would open the file of that name. */
function forbiddenTable(mine: readonly Token[]): Refusal | null {
  // A frame for each open bracket: whether it stands in a FROM clause, where a comma comes before a further table.
  const frames = [false];
  const opened: string[] = [];
  let expected = false;
  for (const [i, token] of mine.entries()) {
    const inFrom = frames.at(-1) ?? false;
    const before = wordOf(mine[i - 1]);
    if (expected) {
      const found = nameAt(mine, i);
      if (found) return found;
    }
    if (token.text === '(') {
      // A bracket where a table is expected may hold tables joined, the first at once.
      frames.push(expected);
      opened.push(before);
      continue;
    }
    if (token.text === ')') {
      frames.pop();
      opened.pop();
    }
    const word = wordOf(token);
    const compared = before === 'distinct' && /^(is|not)$/.test(wordOf(mine[i - 2]));
    const apart = word === 'from' && (compared || PARTED.has(opened.at(-1) ?? ''));
    if (BEFORE_TABLE.has(word) && !apart) {
      frames[frames.length - 1] = true;
      expected = true;
    } else if (token.text === ',' && inFrom) {
      expected = true;
    } else if (expected && (word === 'lateral' || word === 'only')) {
      expected = true;
    } else {
      // After ON a further JOIN may follow, and after that a comma still parts tables: an ON ends nothing for good.
      if (AFTER_FROM.has(word) && word !== 'on' && word !== 'using') frames[frames.length - 1] = false;
      expected = false;
    }
  }
  return null;
}

/** The parts of a dotted name from `at` on; the first that looks like a file. */
function nameAt(mine: readonly Token[], at: number): Refusal | null {
  for (let i = at; i < mine.length; i += 2) {
    const token = mine[i];
    if (!token || (token.kind === 'string' && i > at)) return null;
    const dotted = mine[i + 1]?.text === '.';
    const whole = token.kind === 'word' && i === at && !dotted;
    // A bare word alone is a table or a CTE, whatever it is called.
    const found = whole ? null : fileName(token);
    if (found) return found;
    if (!dotted) return null;
  }
  return null;
}
