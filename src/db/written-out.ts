/** A query as one text with its values in it, to be read and changed by a person in the SQL console; never run by us. */
import type { Query, Value } from './query.ts';

const literal = (value: Value | undefined): string =>
  value === null || value === undefined
    ? 'NULL'
    : typeof value === 'string'
      ? `'${value.replaceAll('\u0000', '').replaceAll("'", "''")}'`
      : String(value);

/** Texts, quoted names and comments keep their question marks. */
const PARTS = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\?/g;

export function writtenOut({ text, values }: Query): string {
  let next = 0;
  const out = text.replace(PARTS, (part) => (part === '?' ? literal(values[next++]) : part));
  if (next !== values.length) {
    throw new Error(`A query has ${next} places for ${values.length} values:\n${text}`);
  }
  return outdented(out);
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
