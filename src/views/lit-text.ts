/** A text cut into parts, the spans of interest lit. Offsets count UTF-16 units of the stored text; parts are mended. */
import { mend } from '../core/text/mend.ts';

export type Mark = { start: number; length: number; id: string; kind: 'sentence' | 'number' };
export type Part = {
  text: string;
  /** The number spans that cover this part, and the sentence it is evidence in. */
  numbers: string[];
  sentences: string[];
};

/** Parts in order; joined they are the mended text. Marks may overlap and may reach outside of the text. */
export function litText(original: string, marked: readonly Mark[]): Part[] {
  const { text, at } = mend(original);
  const place = (offset: number) => at(Math.max(0, Math.min(original.length, offset)));
  const marks = marked.map((mark) => {
    const start = place(mark.start);
    return { ...mark, start, length: place(mark.start + mark.length) - start };
  });
  const cuts = new Set([0, text.length]);
  const inside = (at: number) => Math.max(0, Math.min(text.length, at));
  for (const { start, length } of marks) cuts.add(inside(start)).add(inside(start + length));
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(0, -1).map((from, i) => {
    const to = edges[i + 1] ?? text.length;
    const over = marks.filter((mark) => mark.start <= from && mark.start + mark.length >= to);
    const ids = (kind: Mark['kind']) => over.filter((mark) => mark.kind === kind).map(({ id }) => id);
    return { text: text.slice(from, to), numbers: ids('number'), sentences: ids('sentence') };
  });
}

export type Evidence = { before: string; number: string; after: string };

export type EvidenceSpan = {
  text: string | null;
  start: number | null;
  length: number | null;
  sentence_start: number | null;
  sentence_length: number | null;
};

const LEAD = 90;

/** The sentence with its number; a long way to the number is cut at a word, marked by an ellipsis. Null: no number. */
export function evidence(row: EvidenceSpan): Evidence | null {
  const { start, length, sentence_start, sentence_length } = row;
  if (row.text === null || start === null || length === null) return null;
  const { text, at } = mend(row.text);
  const from = Math.min(sentence_start ?? start, start);
  const to = Math.max(from + (sentence_length ?? 0), start + length);
  let before = text.slice(at(from), at(start)).trimStart();
  if (before.length > LEAD) {
    const cut = before.indexOf(' ', before.length - LEAD);
    before = `…${before.slice(cut < 0 ? before.length - LEAD : cut)}`;
  }
  return {
    before,
    number: text.slice(at(start), at(start + length)),
    after: text.slice(at(start + length), at(to)),
  };
}
