/** Minimises a smooth function by L-BFGS (Nocedal 1980), memory 8, backtracking line search. Deterministic. */
export function minimise(
  start: Float64Array,
  evaluate: (x: Float64Array, gradient: Float64Array) => number,
  iterations: number,
): Float64Array {
  const n = start.length;
  const memory = 8;
  let x = Float64Array.from(start);
  let g = new Float64Array(n);
  let value = evaluate(x, g);
  const steps: Float64Array[] = [];
  const changes: Float64Array[] = [];
  const dot = (a: Float64Array, b: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += (a[i] as number) * (b[i] as number);
    return sum;
  };
  const add = (a: Float64Array, b: Float64Array, factor: number): void => {
    for (let i = 0; i < n; i++) a[i] = (a[i] as number) + factor * (b[i] as number);
  };
  for (let it = 0; it < iterations; it++) {
    const d = Float64Array.from(g, (v) => -v);
    const alphas: number[] = [];
    for (let k = steps.length - 1; k >= 0; k--) {
      const s = steps[k] as Float64Array;
      const y = changes[k] as Float64Array;
      const alpha = dot(s, d) / dot(s, y);
      alphas[k] = alpha;
      add(d, y, -alpha);
    }
    const lastS = steps.at(-1);
    const lastY = changes.at(-1);
    const scale =
      lastS && lastY ? dot(lastS, lastY) / dot(lastY, lastY) : 1 / Math.max(1, Math.sqrt(dot(g, g)));
    for (let i = 0; i < n; i++) d[i] = (d[i] as number) * scale;
    for (let k = 0; k < steps.length; k++) {
      const s = steps[k] as Float64Array;
      const y = changes[k] as Float64Array;
      add(d, s, (alphas[k] as number) - dot(y, d) / dot(s, y));
    }
    const slope = dot(g, d);
    if (slope > -1e-9) break;
    let step = 1;
    let next = x;
    const nextG = new Float64Array(n);
    let nextValue = Infinity;
    for (let tries = 0; tries < 25; tries++, step *= 0.5) {
      next = Float64Array.from(x);
      add(next, d, step);
      nextValue = evaluate(next, nextG);
      if (nextValue <= value + 1e-4 * step * slope) break;
    }
    if (!(nextValue < value)) break;
    const s = Float64Array.from(next);
    add(s, x, -1);
    const y = Float64Array.from(nextG);
    add(y, g, -1);
    if (dot(s, y) > 1e-10) {
      steps.push(s);
      changes.push(y);
      if (steps.length > memory) {
        steps.shift();
        changes.shift();
      }
    }
    const gain = value - nextValue;
    x = next;
    g = nextG;
    value = nextValue;
    if (gain < 1e-5 * Math.abs(value)) break;
  }
  return x;
}
