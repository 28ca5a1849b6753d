import { numberFeatures, sentenceFeatures } from '../../src/core/gains/features.ts';
import { makeSink, type Sink } from '../../src/core/gains/sink.ts';
import { isCount, pairParts, plausible, shareOf } from '../../src/core/gains/claims.ts';
import { listedUnit } from '../../src/core/gains/listed.ts';
import { frames } from '../../src/core/gains/frames.ts';
import { linesOf } from '../../src/core/gains/find.ts';
import type { Line } from '../../src/core/gains/line.ts';
import { HEADS, type Head } from '../../src/core/gains/model.ts';
import { pairFeatures, pairs } from '../../src/core/gains/pairs.ts';
import type { Vocabulary } from '../../src/core/gains/words.ts';
import type { Quantity } from '../../src/core/gains/numbers.ts';
import type { GoldGain, GoldPaper, NumberedPaper } from './gold.ts';

/** One candidate of an annotated paper: its features in words, and its answer on each head that asks about it. */
export type Labelled = {
  keys: Int32Array;
  templates: Uint8Array;
  answers: Partial<Record<Head, number>>;
};

const near = (a: number, b: number) => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));
const overlap = (a: { start: number; quote: string }, start: number, end: number) =>
  a.start < end && start < a.start + a.quote.length;
const answer = <H extends Head>(head: H, value: string) => (HEADS[head] as readonly string[]).indexOf(value);

const take = (sink: Sink) => ({
  keys: sink.keys.slice(0, sink.count),
  templates: sink.templates?.slice(0, sink.count) ?? new Uint8Array(sink.count),
});

function gainAnswers(gain: GoldGain): Partial<Record<Head, number>> {
  return {
    measure: answer('measure', gain.measure),
    sense: answer('sense', gain.sense),
    ...(gain.form === 'from_to' ? {} : { form: answer('form', gain.form) }),
  };
}

/** What the annotation says of a number or of two; null where it leaves them open. */
type Oracle = {
  pair(x: Quantity, y: Quantity): Labelled['answers'] | null;
  number(q: Quantity, as: Quantity): Labelled['answers'] | null;
};

/** Answers from a paper in the gold set's form. */
function goldOracle(paper: GoldPaper): Oracle {
  const single = paper.gains.filter((g) => g.form !== 'from_to');
  const joined = paper.gains.filter((g) => g.form === 'from_to');
  return {
    pair(x, y) {
      const gain = joined.find((g) => {
        const hit = overlap(g, x.start, y.end);
        return (
          hit && ((near(g.low, x.low) && near(g.high, y.low)) || (near(g.low, y.low) && near(g.high, x.low)))
        );
      });
      if (!gain) return { pair: 0 };
      const order = near(gain.low, x.low) && near(gain.high, y.low) ? 0 : 1;
      return { pair: 1, order, ...gainAnswers(gain) };
    },
    number(q, as) {
      const gain =
        single.find((g) => {
          const share = shareOf(as, g.form);
          return overlap(g, q.start, q.end) && near(g.low, q.low / share) && near(g.high, q.high / share);
        }) ??
        (q.range
          ? joined.find((g) => overlap(g, q.start, q.end) && near(g.low, q.low) && near(g.high, q.high))
          : undefined);
      if (gain) return { kind: 1, ...gainAnswers(gain), form: answer('form', gain.form) };
      const score = paper.scores.find((s) => overlap(s, q.start, q.end) && near(s.value, q.low));
      return score ? { kind: 2, measured: answer('measured', score.measure) } : { kind: 0 };
    },
  };
}

/** Answers from a list of annotated numbers; a number that is not listed is none. */
function numbersOracle(paper: NumberedPaper): Oracle {
  const at = (q: Quantity, other?: Quantity) =>
    paper.numbers.find((n) => n.start === q.start && (other ? n.with === other.start : n.with === undefined));
  return {
    pair(x, y) {
      const n = at(x, y);
      if (n?.kind === 'open') return null;
      if (n?.kind !== 'pair' || !n.measure || !n.sense) return { pair: 0 };
      return { pair: 1, measure: answer('measure', n.measure), sense: answer('sense', n.sense) };
    },
    number(q) {
      const n = at(q);
      if (n?.kind === 'open') return null;
      if (n?.kind === 'score' && n.measure) return { kind: 2, measured: answer('measured', n.measure) };
      if (n?.kind !== 'gain' || !n.measure || !n.sense || !n.form) return { kind: 0 };
      return {
        kind: 1,
        measure: answer('measure', n.measure),
        sense: answer('sense', n.sense),
        form: answer('form', n.form),
      };
    },
  };
}

function lineExamples(line: Line, oracle: Oracle, sink: Sink): Labelled[] {
  const made: Labelled[] = [];
  const found = pairs(line);
  const parts = pairParts(line, found);
  const framed = frames(line, (at) => plausible(line, at));
  sink.count = 0;
  sentenceFeatures(sink, line);
  const shared = sink.count;
  for (const pair of found) {
    const x = line.quantities[pair.a];
    const y = line.quantities[pair.b];
    if (!x || !y) continue;
    const answers = oracle.pair(x, y);
    sink.count = shared;
    pairFeatures(sink, line, pair, framed);
    made.push({ ...take(sink), answers: answers ?? {} });
  }
  for (let at = 0; at < line.quantities.length; at++) {
    const q = line.quantities[at];
    if (!q || !plausible(line, at)) continue;
    const answers = isCount(line, at, framed) ? null : oracle.number(q, listedUnit(line, at));
    sink.count = shared;
    numberFeatures(sink, line, at, parts[at] ?? 0, framed);
    made.push({ ...take(sink), answers: answers ?? {} });
  }
  return made;
}

/** The candidates of a paper with their answers. */
export function examplesOf(vocabulary: Vocabulary, paper: GoldPaper | NumberedPaper): Labelled[] {
  const sink = makeSink(false, true);
  const oracle = 'numbers' in paper ? numbersOracle(paper) : goldOracle(paper);
  return linesOf(vocabulary, paper.abstract).flatMap((line) => lineExamples(line, oracle, sink));
}
