import { rolesAt, type Frame } from './frames.ts';
import { wordAt, type Line } from './line.ts';
import { listedUnit } from './listed.ts';
import { ROLE } from './roles.ts';
import { PLAIN } from './words.ts';

const SAYS_MORE =
  ROLE.change | ROLE.comparative | ROLE.raise | ROLE.lower | ROLE.beat | ROLE.lose | ROLE.keep;

/** Whether the number at `at` says the same kind of thing as the one before it in its list ("24%, 18% and 12%"). */
function goesOn(line: Line, at: number, framed: readonly Frame[]): boolean {
  const p = line.quantities[at - 1];
  const q = line.quantities[at];
  const before = framed[at - 1];
  const frame = framed[at];
  if (!p || !q || !before || !frame || before.head !== frame.head) return false;
  if (listedUnit(line, at - 1).unit !== listedUnit(line, at).unit) return false;
  const x = wordAt(line, before.object).family;
  const y = wordAt(line, frame.object).family;
  if (before.object !== frame.object && x !== y && before.object >= 0 && frame.object >= 0) return false;
  for (let i = p.last + 1; i < q.first; i++)
    if (wordAt(line, i).shape === PLAIN && rolesAt(line, i) & SAYS_MORE) return false;
  return true;
}

/**
 * Numbers of a list are judged together: for each number the first one of its group. What is sure for one of
 * them ("… and 12% higher accuracy") then holds for all.
 */
export function groupsOf(line: Line, framed: readonly Frame[], usable: (at: number) => boolean): Int32Array {
  const groups = new Int32Array(line.quantities.length);
  for (let at = 0; at < groups.length; at++) {
    groups[at] = at;
    if (at > 0 && usable(at) && usable(at - 1) && goesOn(line, at, framed)) groups[at] = groups[at - 1] ?? at;
  }
  return groups;
}
