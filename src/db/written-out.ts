/** A query as one text with its values in it, to be read and changed by a person in the SQL console; never run by us. */
import type { Query, Value } from './query.ts';

function literal(value: Value | undefined): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'string') return `'${value.replaceAll('\u0000', '').replaceAll("'", "''")}'`;
  if (typeof value === 'boolean') return String(value);
  if (!Number.isFinite(value)) return `CAST('${value}' AS DOUBLE)`;
  // A sign after another one would begin a comment.
  return value < 0 || Object.is(value, -0) ? `(${value})` : String(value);
}

/** Texts, quoted names and comments keep their question marks. */
const PARTS = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\?/g;

export function writtenOut({ text, values }: Query): string {
  let next = 0;
  // Before the values stand in it: a line break in one is the value's own.
  const out = outdented(text).replace(PARTS, (part) => (part === '?' ? literal(values[next++]) : part));
  if (next !== values.length) {
    throw new Error(`A query has ${next} places for ${values.length} values:\n${text}`);
  }
  return out;
}

/** Without the indentation of the code that the query stands in. */
function outdented(text: string): string {
  const lines = text
    .replace(/^\s*\n/, '')
    .trimEnd()
    .split('\n');
  const rest = lines.slice(1).filter((line) => line.trim());
  const indent = Math.min(...rest.map((line) => line.length - line.trimStart().length), Infinity);
  const first = lines[0]?.trim() ?? '';
  if (!Number.isFinite(indent)) return first;
  return [
    first,
    ...lines.slice(1).map((line) => line.slice(Math.min(indent, line.length - line.trimStart().length))),
  ].join('\n');
}
