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
 * Multinomial logistic regression over sparse binary features by stochastic gradient descent with a rate that
 * falls to nothing and an L2 penalty. `weights` is row-major, one row a feature. Each time an example is seen,
 * a share `dropout` of its features is left out (Wager, Wang & Liang 2013), so that no word is relied on alone.
 */
export function fit(
  examples: readonly Example[],
  features: number,
  classes: number,
  scales: Float32Array,
  penalty: number,
  epochs: number,
  dropout = 0,
  seed = 7,
): Fit {
  const weights = new Float32Array(features * classes);
  const bias = new Float32Array(classes);
  const random = seeded(seed);
  const order = examples.map((_, i) => i);
  const p = new Float64Array(classes);
  const start = 0.01;
  const steps = epochs * examples.length;
  const kept = new Int32Array(examples.reduce((most, e) => Math.max(most, e.features.length), 0));
  const louder = 1 / (1 - dropout);
  let step = 0;
  // The penalty is applied through one factor for all weights, so that a step costs only its own features.
  let shrink = 1;
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
      const rate = start * (1 - step++ / steps);
      const { answer, weight } = example;
      let n = 0;
      for (const j of example.features) if (dropout === 0 || random() >= dropout) kept[n++] = j;
      p.set(bias);
      for (let q = 0; q < n; q++) {
        const j = kept[q] as number;
        const s = shrink * louder * (scales[j] as number);
        for (let k = 0; k < classes; k++) p[k] = (p[k] as number) + (weights[j * classes + k] as number) * s;
      }
      let most = -Infinity;
      for (let k = 0; k < classes; k++) most = Math.max(most, p[k] ?? 0);
      let sum = 0;
      for (let k = 0; k < classes; k++) {
        p[k] = Math.exp((p[k] ?? 0) - most);
        sum += p[k] ?? 0;
      }
      shrink *= 1 - rate * penalty;
      for (let k = 0; k < classes; k++) {
        const g = weight * ((p[k] ?? 0) / sum - (k === answer ? 1 : 0));
        p[k] = g;
        bias[k] = (bias[k] ?? 0) - rate * g;
      }
      const by = (rate * louder) / shrink;
      for (let q = 0; q < n; q++) {
        const j = kept[q] as number;
        const s = by * (scales[j] as number);
        for (let k = 0; k < classes; k++) {
          const at = j * classes + k;
          weights[at] = (weights[at] as number) - s * (p[k] as number);
        }
      }
    }
  }
  for (let i = 0; i < weights.length; i++) {
    weights[i] = (weights[i] ?? 0) * shrink * (scales[Math.floor(i / classes)] ?? 1);
  }
  return { weights, bias };
}

/** A question with its options; at least one of them is right. */
export type Question = { options: { features: Int32Array; right: boolean }[] };

/**
 * Conditional logit: the options of a question compete, and the right ones share its probability.
 * Penalty, rate and scales as in `fit`; one weight a feature, no bias.
 */
export function fitQuestions(
  questions: readonly Question[],
  features: number,
  scales: Float32Array,
  penalty: number,
  epochs: number,
  seed = 7,
): Fit {
  const weights = new Float32Array(features);
  const random = seeded(seed);
  const order = questions.map((_, i) => i);
  const steps = epochs * questions.length;
  let step = 0;
  let shrink = 1;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      const t = order[i] ?? 0;
      order[i] = order[j] ?? 0;
      order[j] = t;
    }
    for (const i of order) {
      const options = questions[i]?.options ?? [];
      const rate = RATE_OF_QUESTIONS * (1 - step++ / steps);
      const fits = options.map(({ features: f }) => {
        let sum = 0;
        for (const j of f) sum += (weights[j] ?? 0) * (scales[j] ?? 1);
        return sum * shrink;
      });
      const most = Math.max(...fits);
      const e = fits.map((x) => Math.exp(x - most));
      const all = e.reduce((a, b) => a + b, 0);
      const right = options.reduce((a, o, k) => a + (o.right ? (e[k] ?? 0) : 0), 0);
      shrink *= 1 - rate * penalty;
      options.forEach(({ features: f, right: is }, k) => {
        const p = (e[k] ?? 0) / all;
        const g = p - (is ? (e[k] ?? 0) / right : 0);
        const by = (rate * g) / shrink;
        for (const j of f) weights[j] = (weights[j] ?? 0) - by * (scales[j] ?? 1);
      });
    }
  }
  for (let j = 0; j < features; j++) weights[j] = (weights[j] ?? 0) * shrink * (scales[j] ?? 1);
  return { weights, bias: new Float32Array(1) };
}
const RATE_OF_QUESTIONS = 0.02;
