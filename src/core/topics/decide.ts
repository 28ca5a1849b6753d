/**
 * Which topics a paper is given: not those above a line, but the set whose F1 is expected to be highest by the
 * model's probabilities, and beside it every topic that may well be the paper's main one.
 *
 * F1 is against two readers of the paper, as the gold set counts: a topic is wanted when both name it and wrong
 * when neither does; one that only one of them names is neither. The model's probability p is that of one reader,
 * so that a topic is wanted by p × p and wrong by (1 - p) × (1 - p).
 */

export const MOST_TOPICS = 6;
/** A topic that is the main one with this probability is kept, however the set comes out (cross-validated). */
const MAY_BE_MAIN = 0.1;

/** How a topic's log-odds tell that it is the main one: a softmax over all topics of slope × odds + bias. */
export type MainRanker = { slope: ArrayLike<number>; bias: ArrayLike<number> };

export type Decision = {
  /** The chosen topics, most likely first; the first `count` hold. Reused by the next call. */
  topics: Uint8Array;
  count: number;
  main: number;
};

const room = MOST_TOPICS + 1;
const decision: Decision = { topics: new Uint8Array(room), count: 0, main: 0 };
let rank = new Float64Array(0);

/** Below these log-odds a probability adds nothing that a sum would show. */
const NOTHING = -7;

/** Decides over the topics' log-odds; the answer is reused by the next call. */
export function decide(odds: Float64Array, ranker: MainRanker): Decision {
  const n = odds.length;
  if (rank.length !== n) rank = new Float64Array(n);
  const { topics } = decision;
  const { slope, bias } = ranker;
  let held = 0;
  let wanted = 0;
  let main = 0;
  for (let t = 0; t < n; t++) {
    const mine = odds[t] as number;
    rank[t] = mine * (slope[t] as number) + (bias[t] as number);
    if ((rank[t] as number) > (rank[main] as number)) main = t;
    if (mine < NOTHING) continue;
    const p = 1 / (1 + Math.exp(-mine));
    wanted += p * p;
    let at = held;
    while (at > 0 && (odds[topics[at - 1] as number] as number) < mine) at--;
    if (at >= MOST_TOPICS) continue;
    if (held < MOST_TOPICS) held++;
    for (let k = held - 1; k > at; k--) topics[k] = topics[k - 1] as number;
    topics[at] = t;
  }
  if (held === 0) topics[held++] = main;
  let total = 0;
  for (let t = 0; t < n; t++) {
    const behind = (rank[t] as number) - (rank[main] as number);
    if (behind > NOTHING) total += Math.exp(behind);
  }
  let right = 0;
  let counted = 0;
  let best = 0;
  let count = 1;
  for (let k = 0; k < held; k++) {
    const p = 1 / (1 + Math.exp(-(odds[topics[k] as number] as number)));
    right += p * p;
    counted += p * p + (1 - p) * (1 - p);
    const f1 = right / (counted + wanted);
    if (f1 <= best) continue;
    best = f1;
    count = k + 1;
  }
  let seen = false;
  let last = count;
  for (let k = 0; k < held; k++) {
    const t = topics[k] as number;
    if (t === main) seen = true;
    if (k < count) continue;
    const share = Math.exp((rank[t] as number) - (rank[main] as number)) / total;
    if (share >= MAY_BE_MAIN || t === main) topics[last++] = t;
  }
  // A main topic outside of the likeliest takes the place of the least likely.
  if (!seen) {
    if (last === MOST_TOPICS) last--;
    topics[last++] = main;
  }
  decision.count = last;
  decision.main = main;
  return decision;
}
