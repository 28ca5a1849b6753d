import type { Frame } from './frames.ts';
import { lowerAt, type Line } from './line.ts';
import { listedUnit } from './listed.ts';
import type { Pair } from './pairs.ts';

const COMPARED =
  /^(compared|versus|vs|v\.s|than|against|outperforming|surpassing|exceeding|beating|outperforms|surpasses|exceeds)$/;
/** Words after which the second list tells by how much, and not what the others reach. */
const DIFFERENCE = /^(by|improv\w*|gain\w*|reduc\w*|increas\w*|margins?|speedups?|;|while|but)$/;

/** How many words of comparison stand between two tokens (both outside); −1 where a word says that it is none. */
function compared(line: Line, from: number, to: number): number {
  let n = 0;
  for (let i = from + 1; i < to; i++) {
    const t = lowerAt(line, i);
    if (DIFFERENCE.test(t)) return -1;
    if (COMPARED.test(t)) n++;
  }
  return n;
}

/**
 * "94% and 60% (compared to 78% and 35%)": two lists of as many numbers of one unit with a comparison between
 * them. For each number of the first its partner in the second, −1 where it has none.
 */
export function partners(line: Line, framed: readonly Frame[]): Int32Array {
  const found = new Int32Array(line.quantities.length).fill(-1);
  for (let b = 2; b < framed.length; b++) {
    const many = (framed[b]?.tail ?? b) - b + 1;
    const a = framed[b - 1]?.head ?? -1;
    if (framed[b]?.head !== b || many < 2 || b - a !== many) continue;
    if (fits(line, a, b, many)) for (let k = 0; k < many; k++) found[a + k] = b + k;
  }
  return found;
}

function fits(line: Line, a: number, b: number, many: number): boolean {
  const qs = line.quantities;
  const lastOfFirst = qs[b - 1]?.last ?? 0;
  const firstOfSecond = qs[b]?.first ?? 0;
  if (firstOfSecond - lastOfFirst > 20 || compared(line, lastOfFirst, firstOfSecond) < 1) return false;
  const { first } = qs[a] ?? { first: 0 };
  // "vs. 70, and 74 (vs. 60 …": the lists are not what is compared.
  if (compared(line, first - 4, lastOfFirst) > 0) return false;
  if (compared(line, firstOfSecond, qs[b + many - 1]?.last ?? 0) > 0) return false;
  for (let k = 0; k < many; k++) {
    const x = qs[a + k];
    const y = qs[b + k];
    if (!x || !y || x.signed || y.signed || x.negative || y.negative || x.range || y.range) return false;
    const { unit } = listedUnit(line, a + k);
    if (unit !== listedUnit(line, b + k).unit) return false;
    if (unit !== 'percent' && (unit !== 'none' || x.whole || y.whole)) return false;
  }
  return true;
}

export const arePartners = (found: Int32Array, pair: Pair): boolean => found[pair.a] === pair.b;
