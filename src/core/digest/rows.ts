/** A table row with the lines it runs over (from 1); `text` is unwrapped, with its pipes. */
export type Row = { line: number; end: number; text: string };

const STOP = /^(?:\||#{1,6}\s|-{3,}$|\*{3,}$)/;
const indentOf = (line: string) => line.length - line.trimStart().length;
const pipes = (text: string) => text.match(/(?<!\\)\|/g)?.length ?? 0;

/**
 * The row that begins at `lines[at]`, though its author broke it over lines.
 * Not read as GFM: there a row ends with its line, so a title with a line break in it would become two rows, and
 * its summary be lost. Here a row goes on until the next line that begins with a pipe, a heading or a rule, or until
 * a blank line; and over a blank line too while it lacks cells of `columns`.
 */
export function readRow(lines: string[], at: number, columns: number): Row {
  const parts = [(lines[at] ?? '').trim()];
  let end = at;
  let seen = pipes(parts[0] ?? '');
  for (let next = at + 1; next < lines.length; next++) {
    const line = (lines[next] ?? '').trim();
    // A line break just before a pipe of the row: the line is indented below the row, or completes it exactly.
    const isOpen = seen <= columns && !parts.at(-1)?.endsWith('|');
    const completes =
      line.startsWith('|') &&
      isOpen &&
      (indentOf(lines[next] ?? '') > indentOf(lines[at] ?? '') ||
        (seen < columns && seen + pipes(line) === columns + 1));
    if ((STOP.test(line) && !completes) || (line === '' && seen >= columns)) break;
    if (line === '') continue;
    if (seen > columns && parts.at(-1)?.endsWith('|')) break;
    parts.push(line);
    seen += pipes(line);
    end = next;
  }
  return { line: at + 1, end: end + 1, text: parts.join(' ') };
}

/** `| --- | :-: |` */
export const isDelimiterRow = (line: string): boolean =>
  /^\|?\s*:?-+:?\s*(?:\|\s*:?-*:?\s*)*$/.test(line.trim());

/**
 * Cells of a row. `\|` is a pipe of the text, as GFM has it. Other pipes of the text can only be guessed at:
 * while there are more cells than columns, first the pipes with no space on either side join their neighbours
 * ("P(A|B)"; the digests write separators with spaces), then all that is over goes to the column `widest`.
 */
export function splitCells(row: string, columns: number, widest: number): string[] {
  const inner = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  const parts = inner.split(/(?<!\\)\|/);
  let over = parts.length - columns;
  const cells: string[] = [];
  let last = '';
  parts.forEach((part, i) => {
    const isTight = i > 0 && over > 0 && /[^\s)]$/.test(last.slice(-1)) && /^\S/.test(part);
    if (isTight) {
      cells[cells.length - 1] += `|${part}`;
      over--;
    } else cells.push(part);
    last = part;
  });
  if (over > 0) cells.splice(widest, over + 1, cells.slice(widest, widest + over + 1).join('|'));
  return cells.map((c) => c.trim().replaceAll('\\|', '|'));
}
