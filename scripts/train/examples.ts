import {
  listedUnit,
  makeSink,
  numberFeatures,
  sentenceFeatures,
  type Sink,
} from '../../src/core/gains/features.ts';
import { pairParts, plausible, shareOf } from '../../src/core/gains/claims.ts';
import { linesOf } from '../../src/core/gains/find.ts';
import type { Line } from '../../src/core/gains/line.ts';
import { HEADS, type Head } from '../../src/core/gains/model.ts';
import { pairFeatures, pairs } from '../../src/core/gains/pairs.ts';
import type { Vocabulary } from '../../src/core/gains/words.ts';
import type { GoldGain, GoldPaper } from './gold.ts';

/** One candidate of an annotated paper: its features in words, and its answer on each head that asks about it. */
export type Labelled = { keys: Int32Array; answers: Partial<Record<Head, number>> };

const near = (a: number, b: number) => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));
const overlap = (a: { start: number; quote: string }, start: number, end: number) =>
  a.start < end && start < a.start + a.quote.length;
const answer = <H extends Head>(head: H, value: string) => (HEADS[head] as readonly string[]).indexOf(value);

const take = (sink: Sink) => sink.keys.slice(0, sink.count);

function gainAnswers(gain: GoldGain): Partial<Record<Head, number>> {
  return {
    measure: answer('measure', gain.measure),
    sense: answer('sense', gain.sense),
    qualifier: answer('qualifier', gain.qualifier),
    ...(gain.form === 'from_to' ? {} : { form: answer('form', gain.form) }),
  };
}

function lineExamples(line: Line, paper: GoldPaper, sink: Sink): Labelled[] {
  const made: Labelled[] = [];
  const found = pairs(line);
  const parts = pairParts(line, found);
  const joined = paper.gains.filter((g) => g.form === 'from_to');
  const single = paper.gains.filter((g) => g.form !== 'from_to');
  sink.count = 0;
  sentenceFeatures(sink, line);
  const shared = sink.count;
  for (const pair of found) {
    const x = line.quantities[pair.a];
    const y = line.quantities[pair.b];
    if (!x || !y) continue;
    const gain = joined.find((g) => {
      const hit = overlap(g, x.start, y.end);
      return (
        hit && ((near(g.low, x.low) && near(g.high, y.low)) || (near(g.low, y.low) && near(g.high, x.low)))
      );
    });
    sink.count = shared;
    pairFeatures(sink, line, pair);
    const answers: Labelled['answers'] = { pair: gain ? 1 : 0 };
    if (gain) {
      answers.order = near(gain.low, x.low) && near(gain.high, y.low) ? 0 : 1;
      Object.assign(answers, gainAnswers(gain));
    }
    made.push({ keys: take(sink), answers });
  }
  for (let at = 0; at < line.quantities.length; at++) {
    const q = line.quantities[at];
    if (!q || !plausible(line, at)) continue;
    const as = listedUnit(line, at);
    const gain = single.find((g) => {
      const share = shareOf(as, g.form);
      return overlap(g, q.start, q.end) && near(g.low, q.low / share) && near(g.high, q.high / share);
    });
    const score = paper.scores.find((s) => overlap(s, q.start, q.end) && near(s.value, q.low));
    sink.count = shared;
    numberFeatures(sink, line, at, parts[at] ?? 0);
    const answers: Labelled['answers'] = { kind: gain ? 1 : score ? 2 : 0 };
    if (gain) Object.assign(answers, gainAnswers(gain));
    else if (score) answers.measured = answer('measured', score.measure);
    made.push({ keys: take(sink), answers });
  }
  return made;
}

/** The candidates of a paper with their answers. */
export function examplesOf(vocabulary: Vocabulary, paper: GoldPaper): Labelled[] {
  const sink = makeSink(false);
  return linesOf(vocabulary, paper.abstract).flatMap((line) => lineExamples(line, paper, sink));
}
