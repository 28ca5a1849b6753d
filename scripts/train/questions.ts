import { eachAnswer, pointerOf } from '../../src/core/gains/attributes.ts';
import { plausible, shareOf } from '../../src/core/gains/claims.ts';
import { linesOf } from '../../src/core/gains/find.ts';
import { frames, type Frame } from '../../src/core/gains/frames.ts';
import type { Line } from '../../src/core/gains/line.ts';
import { listedUnit } from '../../src/core/gains/listed.ts';
import type { Quantity } from '../../src/core/gains/numbers.ts';
import { asked, optionText, type Option } from '../../src/core/gains/options.ts';
import { pairs } from '../../src/core/gains/pairs.ts';
import { sightOf, type Pointer, type Sight } from '../../src/core/gains/pointing.ts';
import { makePointed, POINTS, type Point } from '../../src/core/gains/pointer-model.ts';
import type { Vocabulary } from '../../src/core/gains/words.ts';
import type { GoldGain, GoldPaper, GoldScore } from './gold.ts';
import type { Question } from './logistic.ts';

/** An annotated claim, found in its sentence: what is asked about it and the right answers. */
export type Asked = {
  paper: string;
  sight: Sight;
  pointer: Pointer;
  quote: string;
  right: Partial<Record<Point, (string | null)[]>>;
};

const near = (a: number, b: number) => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));
const overlap = (a: { start: number; quote: string }, { start, end }: Quantity) =>
  a.start < end && start < a.start + a.quote.length;

const words = (s: string | null) => new Set(s?.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
/** The scorer's own measure of likeness: half of the words in common. */
export function alike(a: string | null, b: string | null): boolean {
  if (!a || !b) return !a && !b;
  const x = words(a);
  const y = words(b);
  const both = [...x].filter((w) => y.has(w)).length;
  return (2 * both) / (x.size + y.size || 1) >= 0.5;
}

type Found = { label: GoldGain | GoldScore; at: number; other: number };

/** The labels whose numbers stand in a line, each once, in the order of the text. */
function labelsIn(line: Line, paper: GoldPaper, open: Set<GoldGain | GoldScore>): Found[] {
  const found: Found[] = [];
  const take = (label: GoldGain | GoldScore | undefined, at: number, other: number) => {
    if (!label || !open.delete(label)) return;
    found.push({ label, at, other });
  };
  for (const { a, b } of pairs(line)) {
    for (const [at, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const own = line.quantities[at];
      const from = line.quantities[other];
      if (!own || !from) continue;
      const fits = (g: GoldGain) =>
        open.has(g) && g.form === 'from_to' && overlap(g, own) && overlap(g, from) && near(g.high, own.low);
      take(
        paper.gains.find((g) => fits(g) && near(g.low, from.low)),
        at,
        other,
      );
    }
  }
  line.quantities.forEach((q, at) => {
    const gain = paper.gains.find((g) => {
      if (!open.has(g) || !overlap(g, q) || (g.form === 'from_to' && !q.range)) return false;
      const share = shareOf(listedUnit(line, at), g.form);
      return near(g.low, q.low / share) && near(g.high, q.high / share);
    });
    take(gain ?? paper.scores.find((s) => open.has(s) && overlap(s, q) && near(s.value, q.low)), at, -1);
  });
  return found.sort((x, y) => (line.quantities[x.at]?.start ?? 0) - (line.quantities[y.at]?.start ?? 0));
}

function askedOf(line: Line, framed: Frame[], { label, at, other }: Found): Omit<Asked, 'paper' | 'sight'> {
  const q = line.quantities[at];
  const place = { first: q?.first ?? 0, last: q?.last ?? 0, at, other, measure: label.measure };
  if ('value' in label) {
    const pointer = pointerOf({ ...place, form: 'percent', kind: 'score' }, line, framed);
    const right = { place: [label.benchmark], metric: [label.metric] };
    return { pointer, quote: label.quote, right };
  }
  const pointer = pointerOf({ ...place, form: label.form, kind: 'gain' }, line, framed);
  const right = {
    baseline: label.baseline_any ?? [label.baseline],
    benchmark: label.benchmark_any ?? [label.benchmark],
  };
  return { pointer, quote: label.quote, right };
}

/** What is asked about the annotated claims of a paper, as the passes lay its text out. */
export function askedAbout(vocabulary: Vocabulary, paper: GoldPaper): Asked[] {
  const open = new Set<GoldGain | GoldScore>([...paper.gains, ...paper.scores]);
  return linesOf(vocabulary, paper.abstract).flatMap((line) => {
    const found = labelsIn(line, paper, open);
    if (found.length === 0) return [];
    const framed = frames(line, (at) => plausible(line, at));
    const sight = sightOf(line);
    return found.map((one) => ({ paper: paper.id, sight, ...askedOf(line, framed, one) }));
  });
}

/** The features of every answer to what is asked; those of nothing named come first. */
export function answersTo({ sight, pointer, right }: Asked) {
  const features = makePointed();
  const points = Object.keys(right) as Point[];
  const made: { option: Option | null; keys: Int32Array }[] = [];
  const bits = points.reduce((all, p) => all | (1 << POINTS.indexOf(p)), 0);
  eachAnswer(features, sight, pointer, bits, (k) => {
    made.push({ option: sight.options[k] ?? null, keys: features.keys.slice(0, features.count) });
  });
  return made;
}

/** One question to learn from; null where no option answers it. */
export function questionOf(
  line: Line,
  point: Point,
  right: readonly (string | null)[],
  answers: readonly { option: Option | null; keys: Int32Array }[],
  rows: ReadonlyMap<number, number>,
): Question | null {
  const options = answers
    .filter(({ option }) => !option || asked(point, option))
    .map(({ option, keys }) => ({
      features: Int32Array.from(new Set([...keys].map((k) => rows.get(k) ?? -1).filter((r) => r >= 0))),
      right: right.some((r) => alike(r, option ? optionText(line, option) : null)),
    }));
  return options.some((o) => o.right) ? { options } : null;
}
