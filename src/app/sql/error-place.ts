/** The engine's own account of where a query is wrong, brought back to the reader's text. */
import type { Checked } from './readonly.ts';

export type Fault = {
  /** One sentence or two, without the engine's drawing of the place. */
  message: string;
  /** Where in the reader's text, in UTF-16 units; null where the engine names no place. */
  at: { from: number; to: number; line: number; column: number } | null;
};

const PLACE = /\n*LINE (\d+): ([^\n]*)\n( *)\^/;
const WORD = /^[\w$"'.]+/;

/**
 * The reader's own query out of its brackets: the engine tells places in it that it does not tell inside of them.
 * To be prepared only, never run. Null where the statement is none.
 */
export const ownQuery = ({ lead, text, query }: Checked): string | null =>
  query === null ? null : text.slice(lead.length, -'\n) AS result'.length);

export function faultOf(message: string, checked: Pick<Checked, 'lead' | 'text'>): Fault {
  const found = PLACE.exec(message);
  const said = message.replace(PLACE, '').replace(/\n+/g, ' ').trim();
  if (!found) return { message: said, at: null };
  const before = checked.lead.split('\n').length - 1;
  const own = checked.text.slice(checked.lead.length).split('\n');
  const line = Number(found[1]) - before;
  const text = own[line - 1];
  // At the wrapper's own last line: the query ended too soon.
  if (text === undefined || (before > 0 && line === own.length)) {
    const end = own
      .slice(0, before > 0 ? -1 : undefined)
      .join('\n')
      .trimEnd();
    const last = end.split('\n');
    const column = (last.at(-1) ?? '').length + 1;
    const told = said.replace(/at or near "[^"]*"/, 'at the end: something is missing');
    return { message: told, at: { from: end.length, to: end.length, line: last.length, column } };
  }
  const shown = found[2] ?? '';
  const caret = (found[3]?.length ?? 0) - `LINE ${found[1]}: `.length;
  // A long line is shown in part, with dots for what is left out.
  const cut = shown.startsWith('...') ? text.indexOf(shown.slice(3).replace(/\.\.\.$/, '')) - 3 : 0;
  const column = Math.max(0, Math.min(text.length, caret + Math.max(cut, -3)));
  const start = own.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0) + column;
  const word = WORD.exec(text.slice(column))?.[0].length ?? 1;
  return { message: said, at: { from: start, to: start + word, line, column: column + 1 } };
}

/** Of what the engine says of the statement as it ran, and of the reader's own query, what tells a place. */
export function bestFault(ran: string, own: string | null, checked: Checked): Fault {
  const inside = own === null ? null : faultOf(own, { lead: '', text: ownQuery(checked) ?? '' });
  return inside?.at ? inside : faultOf(ran, checked);
}

/** Line and column (from 1) of a place in a text. */
export function lineAndColumn(text: string, at: number): { line: number; column: number } {
  const lines = text.slice(0, at).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
