/** A training example: its features by number, its answer, its weight. */
export type Example = { features: Int32Array; answer: number; weight: number };

/** Small fast generator with a seed (mulberry32), so that training gives the same model each time. */
export function seeded(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export type Fit = { weights: Float32Array; bias: Float32Array };

/**
 * Multinomial logistic regression by AdaGrad over sparse binary features, with an L2 penalty.
 * `weights` is row-major, one row a feature.
 */
export function fit(
  examples: readonly Example[],
  features: number,
  classes: number,
  penalty: number,
  epochs: number,
  seed = 7,
): Fit {
  const weights = new Float32Array(features * classes);
  const squares = new Float32Array(features * classes).fill(1e-2);
  const bias = new Float32Array(classes);
  const biasSquares = new Float32Array(classes).fill(1e-2);
  const random = seeded(seed);
  const order = examples.map((_, i) => i);
  const p = new Float64Array(classes);
  const rate = 0.08;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      const t = order[i] ?? 0;
      order[i] = order[j] ?? 0;
      order[j] = t;
    }
    for (const i of order) {
      const example = examples[i];
      if (!example) continue;
      const { features: f, answer, weight } = example;
      for (let k = 0; k < classes; k++) p[k] = bias[k] ?? 0;
      for (const j of f)
        for (let k = 0; k < classes; k++) p[k] = (p[k] ?? 0) + (weights[j * classes + k] ?? 0);
      let most = -Infinity;
      for (let k = 0; k < classes; k++) most = Math.max(most, p[k] ?? 0);
      let sum = 0;
      for (let k = 0; k < classes; k++) {
        p[k] = Math.exp((p[k] ?? 0) - most);
        sum += p[k] ?? 0;
      }
      for (let k = 0; k < classes; k++) p[k] = weight * ((p[k] ?? 0) / sum - (k === answer ? 1 : 0));
      for (let k = 0; k < classes; k++) {
        const g = p[k] ?? 0;
        biasSquares[k] = (biasSquares[k] ?? 0) + g * g;
        bias[k] = (bias[k] ?? 0) - (rate * g) / Math.sqrt(biasSquares[k] ?? 1);
      }
      for (const j of f) {
        for (let k = 0; k < classes; k++) {
          const at = j * classes + k;
          const w = weights[at] ?? 0;
          const g = (p[k] ?? 0) + penalty * w;
          const s = (squares[at] ?? 0) + g * g;
          squares[at] = s;
          weights[at] = w - (rate * g) / Math.sqrt(s);
        }
      }
    }
  }
  return { weights, bias };
}
