import type { Line } from './line.ts';
import { stretches, type Stretch } from './spans.ts';

/** A stretch of words of a sentence as an answer, with every way that led to it. */
export type Option = { from: number; to: number; ways: Stretch[] };

/** All options for the claims of a sentence: one for each stretch of words. */
export function optionsOf(line: Line): Option[] {
  const made: Option[] = [];
  const at = new Map<number, Option>();
  for (const s of stretches(line)) {
    const place = s.from * 4096 + s.to;
    const known = at.get(place);
    if (known) {
      known.ways.push(s);
      continue;
    }
    const option: Option = { from: s.from, to: s.to, ways: [s] };
    at.set(place, option);
    made.push(option);
  }
  return made;
}

/** The text of an option as written. */
export function optionText(line: Line, { from, to }: Option): string {
  const a = line.tokens[from];
  const b = line.tokens[to];
  return a && b ? line.text.slice(a.start, b.end) : '';
}
