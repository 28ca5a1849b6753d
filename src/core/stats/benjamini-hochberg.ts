/**
 * Adjusted p-values that hold the expected share of false discoveries (Benjamini and Hochberg 1995, JRSS B 57:289;
 * in adjusted form min over j >= i of m p(j) / j, as R's p.adjust "BH"). Valid for independent and for positively
 * dependent tests. A null (no test was possible) stays null and does not count towards m. Order is kept.
 */
export function benjaminiHochberg(p: readonly (number | null)[]): (number | null)[] {
  const tested = p.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
  tested.sort((a, b) => b.value - a.value);
  const adjusted: (number | null)[] = p.map(() => null);
  let smallest = 1;
  for (const [i, { value, index }] of tested.entries()) {
    if (!(value >= 0 && value <= 1)) throw new RangeError(`benjaminiHochberg: p is ${value}`);
    smallest = Math.min(smallest, value * (tested.length / (tested.length - i)));
    adjusted[index] = smallest;
  }
  return adjusted;
}
