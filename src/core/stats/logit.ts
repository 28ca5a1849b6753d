/**
 * Binomial regression with a logit link, one intercept a stratum and a few common columns:
 * logit p = alpha(s) + sum beta(j) x(j). Newton's method (McCullagh and Nelder 1989, ch. 4); the intercepts are
 * eliminated from each step, so it costs one pass over the cells and a solve as small as the columns are many.
 * Own code: simple-statistics, jstat and @stdlib have no binomial regression with an interval.
 */
export type LogitData = {
  strata: number;
  columns: number;
  /** Per cell: its stratum, its k of n (n > 0), and its column values at `cell * columns`. */
  stratum: Int32Array;
  k: Float64Array;
  n: Float64Array;
  x: Float64Array;
};

/**
 * A normal prior around `centre` for the intercepts and around 0 for the columns; `precision` is 1/variance on
 * the log-odds scale. Without it, the caller sees to it that a finite maximum exists.
 */
export type LogitPrior = { centre: number; precision: number };

export type LogitFit = {
  alpha: Float64Array;
  beta: Float64Array;
  /** Covariance of beta before dispersion, columns × columns. */
  covariance: Float64Array;
  /** Pearson's X² over the cells. */
  pearson: number;
  converged: boolean;
};

export function fitLogit(data: LogitData, prior: LogitPrior | null = null): LogitFit {
  const { strata, columns } = data;
  let beta = new Float64Array(columns);
  let alpha = startingIntercepts(data, prior);
  let state = pass(data, prior, alpha, beta);
  let converged = false;
  for (let i = 0; i < 50 && !converged; i++) {
    const { dAlpha, dBeta } = newtonStep(state, strata, columns);
    let scale = 1;
    for (let halving = 0; halving < 30; halving++) {
      const nextAlpha = alpha.map((a, s) => a + scale * (dAlpha[s] ?? 0));
      const nextBeta = beta.map((b, j) => b + scale * (dBeta[j] ?? 0));
      const next = pass(data, prior, nextAlpha, nextBeta);
      if (next.logPosterior >= state.logPosterior - 1e-10 * Math.abs(state.logPosterior)) {
        const moved = Math.max(...dAlpha.map(Math.abs), ...dBeta.map(Math.abs), 0);
        [alpha, beta, state] = [nextAlpha, nextBeta, next];
        converged = moved < 1e-6;
        break;
      }
      scale /= 2;
    }
  }
  const { inverse } = newtonStep(state, strata, columns);
  return { alpha, beta, covariance: inverse, pearson: state.pearson, converged };
}

function startingIntercepts(data: LogitData, prior: LogitPrior | null): Float64Array {
  const k = new Float64Array(data.strata);
  const n = new Float64Array(data.strata);
  for (let c = 0; c < data.k.length; c++) {
    const s = data.stratum[c] ?? 0;
    k[s] = (k[s] ?? 0) + (data.k[c] ?? 0);
    n[s] = (n[s] ?? 0) + (data.n[c] ?? 0);
  }
  return k.map((sum, s) => {
    const all = n[s] ?? 0;
    return all === 0 ? (prior?.centre ?? 0) : Math.log((sum + 0.5) / (all - sum + 0.5));
  });
}

type Pass = {
  logPosterior: number;
  pearson: number;
  gAlpha: Float64Array;
  gBeta: Float64Array;
  /** Information: intercepts' diagonal, cross terms (stratum × column), columns' block. */
  dAlpha: Float64Array;
  cross: Float64Array;
  block: Float64Array;
};

/** Log-likelihood (less the constant), gradient and information in one walk over the cells. */
function pass(data: LogitData, prior: LogitPrior | null, alpha: Float64Array, beta: Float64Array): Pass {
  const { strata, columns, stratum, k, n, x } = data;
  const gAlpha = new Float64Array(strata);
  const gBeta = new Float64Array(columns);
  const dAlpha = new Float64Array(strata);
  const cross = new Float64Array(strata * columns);
  const block = new Float64Array(columns * columns);
  let logPosterior = 0;
  let pearson = 0;
  // The indices below are in range by construction; `!` keeps the hot loop free of dead branches.
  /* eslint-disable @typescript-eslint/no-non-null-assertion */
  for (let c = 0; c < k.length; c++) {
    const s = stratum[c]!;
    let eta = alpha[s]!;
    for (let j = 0; j < columns; j++) eta += beta[j]! * x[c * columns + j]!;
    const e = Math.exp(-Math.abs(eta));
    const p = eta >= 0 ? 1 / (1 + e) : e / (1 + e);
    const cellN = n[c]!;
    const cellK = k[c]!;
    const weight = (cellN * e) / ((1 + e) * (1 + e));
    const residual = cellK - cellN * p;
    logPosterior += cellK * eta - cellN * (Math.max(eta, 0) + Math.log1p(e));
    if (weight > 0) pearson += (residual * residual) / weight;
    gAlpha[s]! += residual;
    dAlpha[s]! += weight;
    for (let j = 0; j < columns; j++) {
      const xj = x[c * columns + j]!;
      gBeta[j]! += residual * xj;
      cross[s * columns + j]! += weight * xj;
      for (let l = 0; l < columns; l++) block[j * columns + l]! += weight * xj * x[c * columns + l]!;
    }
  }
  if (prior) {
    for (let s = 0; s < strata; s++) {
      const off = alpha[s]! - prior.centre;
      logPosterior -= (prior.precision * off * off) / 2;
      gAlpha[s]! -= prior.precision * off;
      dAlpha[s]! += prior.precision;
    }
    for (let j = 0; j < columns; j++) {
      logPosterior -= (prior.precision * beta[j]! * beta[j]!) / 2;
      gBeta[j]! -= prior.precision * beta[j]!;
      block[j * columns + j]! += prior.precision;
    }
  }
  /* eslint-enable @typescript-eslint/no-non-null-assertion */
  return { logPosterior, pearson, gAlpha, gBeta, dAlpha, cross, block };
}

/** Newton's step by the Schur complement of the intercepts' diagonal block; its inverse is beta's covariance. */
function newtonStep(state: Pass, strata: number, columns: number) {
  const { gAlpha, gBeta, dAlpha: diagonal, cross, block } = state;
  const schur = Float64Array.from(block);
  const right = Float64Array.from(gBeta);
  for (let s = 0; s < strata; s++) {
    const d = diagonal[s] ?? 0;
    if (d <= 0) continue;
    for (let j = 0; j < columns; j++) {
      const c = (cross[s * columns + j] ?? 0) / d;
      right[j] = (right[j] ?? 0) - c * (gAlpha[s] ?? 0);
      for (let l = 0; l < columns; l++) {
        schur[j * columns + l] = (schur[j * columns + l] ?? 0) - c * (cross[s * columns + l] ?? 0);
      }
    }
  }
  const inverse = invertSymmetric(schur, columns);
  const dBeta = right.map((_, j) => {
    let sum = 0;
    for (let l = 0; l < columns; l++) sum += (inverse[j * columns + l] ?? 0) * (right[l] ?? 0);
    return sum;
  });
  const dAlpha = gAlpha.map((g, s) => {
    const d = diagonal[s] ?? 0;
    let sum = g;
    for (let j = 0; j < columns; j++) sum -= (cross[s * columns + j] ?? 0) * (dBeta[j] ?? 0);
    return d > 0 ? sum / d : 0;
  });
  return { dAlpha, dBeta, inverse };
}

/** Inverse of a small positive definite matrix by Gauss-Jordan; no pivoting is needed for such. */
function invertSymmetric(matrix: Float64Array, size: number): Float64Array {
  const a = Float64Array.from(matrix);
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i++) inverse[i * size + i] = 1;
  for (let i = 0; i < size; i++) {
    const pivot = a[i * size + i] ?? 0;
    for (let r = 0; r < size; r++) {
      if (r === i) continue;
      const factor = (a[r * size + i] ?? 0) / pivot;
      for (let c = 0; c < size; c++) {
        a[r * size + c] = (a[r * size + c] ?? 0) - factor * (a[i * size + c] ?? 0);
        inverse[r * size + c] = (inverse[r * size + c] ?? 0) - factor * (inverse[i * size + c] ?? 0);
      }
    }
  }
  for (let i = 0; i < size; i++) {
    const pivot = a[i * size + i] ?? 0;
    for (let c = 0; c < size; c++) inverse[i * size + c] = (inverse[i * size + c] ?? 0) / pivot;
  }
  return inverse;
}
