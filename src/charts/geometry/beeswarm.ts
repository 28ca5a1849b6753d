/** Points of a distribution beside each other instead of over each other. */

/** More than this are spread by density: placing them one against the other would take too long. */
const MOST_DODGED = 1200;

/**
 * Offsets from the middle line for points at `xs` (pixels), within ±`half`. Few points keep their distance of two
 * radii (the nearest free place to the line, points from left to right). Where that needs more than `half`, or for
 * very many, offsets follow the density: a low-discrepancy sequence stretched by how many points are near (the
 * quasirandom swarm of Clarke, Sherrill-Mix and Dawson's ggbeeswarm; van der Corput 1935). Order of input never
 * matters to where the points of one x-position lie as a set.
 */
export function beeswarm(xs: readonly number[], radius: number, half: number): Float64Array {
  const room = Math.max(0, half - radius);
  const order = xs.map((_, i) => i).sort((a, b) => (xs[a] ?? 0) - (xs[b] ?? 0) || a - b);
  if (xs.length <= MOST_DODGED) {
    const dodged = dodge(xs, order, radius, room);
    if (dodged) return dodged;
  }
  return quasirandom(xs, order, radius, room);
}

function dodge(
  xs: readonly number[],
  order: readonly number[],
  radius: number,
  room: number,
): Float64Array | null {
  const offsets = new Float64Array(xs.length);
  const apart = 2 * radius;
  let start = 0;
  for (const [rank, i] of order.entries()) {
    const x = xs[i] ?? 0;
    while ((xs[order[start] ?? 0] ?? 0) < x - apart) start += 1;
    const blocked: [number, number][] = [];
    for (let r = start; r < rank; r++) {
      const j = order[r] ?? 0;
      const dx = x - (xs[j] ?? 0);
      const dy = Math.sqrt(Math.max(0, apart * apart - dx * dx));
      blocked.push([(offsets[j] ?? 0) - dy, (offsets[j] ?? 0) + dy]);
    }
    const free = (y: number) => blocked.every(([low, high]) => y <= low + 1e-9 || y >= high - 1e-9);
    const place = [0, ...blocked.flat()]
      .sort((a, b) => Math.abs(a) - Math.abs(b) || a - b)
      .find((y) => Math.abs(y) <= room && free(y));
    if (place === undefined) return null;
    offsets[i] = place;
  }
  return offsets;
}

function quasirandom(
  xs: readonly number[],
  order: readonly number[],
  radius: number,
  room: number,
): Float64Array {
  const offsets = new Float64Array(xs.length);
  const near = nearby(xs, order, radius * 3);
  const most = near.reduce((a, b) => Math.max(a, b), 1);
  for (const [rank, i] of order.entries()) {
    // Points alone stay on the line; the densest place takes all the room.
    const width = ((near[i] ?? 1) - 1) / Math.max(1, most - 1);
    offsets[i] = (2 * vanDerCorput(rank + 1) - 1) * room * width;
  }
  return offsets;
}

/** How many points lie within `reach` of each, itself counted. */
function nearby(xs: readonly number[], order: readonly number[], reach: number): Float64Array {
  const counts = new Float64Array(xs.length);
  let [from, to] = [0, 0];
  for (const i of order) {
    const x = xs[i] ?? 0;
    while ((xs[order[from] ?? 0] ?? 0) < x - reach) from += 1;
    while (to < order.length && (xs[order[to] ?? 0] ?? 0) <= x + reach) to += 1;
    counts[i] = to - from;
  }
  return counts;
}

/** The n-th number of the base-2 van der Corput sequence, in (0, 1). */
function vanDerCorput(n: number): number {
  let [value, unit] = [0, 0.5];
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2), unit /= 2) value += (rest % 2) * unit;
  return value;
}
