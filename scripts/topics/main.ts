import { minimise } from './fit.ts';

/** Ridge on a topic's own slope around the shared one, and on its bias. */
const OWN = 4;
const BIAS = 0.2;

/** Fits which topic is the main one: softmax over topics of slope × log-odds + bias. */
export function fitMain(
  odds: readonly Float64Array[],
  mains: readonly number[],
  labels: number,
): { slope: Float64Array; bias: Float64Array } {
  const start = new Float64Array(1 + 2 * labels);
  start[0] = 1;
  const x = minimise(
    start,
    (at, g) => {
      g.fill(0);
      let loss = 0;
      const share = new Float64Array(labels);
      odds.forEach((z, i) => {
        let most = -Infinity;
        for (let t = 0; t < labels; t++) {
          const r =
            (z[t] as number) * ((at[0] as number) + (at[1 + t] as number)) + (at[1 + labels + t] as number);
          share[t] = r;
          most = Math.max(most, r);
        }
        let total = 0;
        for (let t = 0; t < labels; t++) total += share[t] = Math.exp((share[t] as number) - most);
        const main = mains[i] as number;
        loss -= Math.log((share[main] as number) / total + 1e-12);
        for (let t = 0; t < labels; t++) {
          const d = (share[t] as number) / total - (t === main ? 1 : 0);
          const s = d * (z[t] as number);
          g[0] = (g[0] as number) + s;
          g[1 + t] = (g[1 + t] as number) + s;
          g[1 + labels + t] = (g[1 + labels + t] as number) + d;
        }
      });
      for (let j = 1; j < at.length; j++) {
        const by = j <= labels ? OWN : BIAS;
        loss += (by / 2) * (at[j] as number) ** 2;
        g[j] = (g[j] as number) + by * (at[j] as number);
      }
      return loss;
    },
    40,
  );
  return {
    slope: x.slice(1, 1 + labels).map((own) => own + (x[0] as number)),
    bias: x.slice(1 + labels),
  };
}
