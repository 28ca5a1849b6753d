import type { Line } from './line.ts';
import type { Quantity } from './numbers.ts';

/** The unit that a bare number of a list takes from the number after it ("+30.7 and +22.9 points"). */
export function listedUnit(line: Line, at: number): Quantity {
  const own = line.quantities[at];
  let q = own;
  for (let k = at; q && q.unit === 'none' && k + 1 < line.quantities.length && k < at + 3; k++) {
    const next = line.quantities[k + 1];
    if (!next || next.first - q.last > 3) break;
    // "+4.4 on AIME 25, +3.3 on …": a signed number goes on with signed ones only.
    if (next.signed && !own?.signed) break;
    q = next;
  }
  return q && own && q.unit !== 'scale' && q.unit !== 'outof' ? q : (own as Quantity);
}
