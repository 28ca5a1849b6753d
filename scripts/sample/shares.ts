/** Do the sample's topics rise and fall as the reference corpus's do? */
import type { Paper } from '../../src/core/paper.ts';
import { matchTopics } from '../../src/core/topics/match.ts';
import { TOPICS } from '../../src/core/topics/taxonomy.ts';
import { textOf } from './reference.ts';

export type Shares = {
  /** Cells of topic and quarter that were compared, and those inside the 95% band of the draw. */
  cells: number;
  inside: number;
  /** The same with topics read from the sample's own summaries. */
  insideAsWritten: number;
  emptyAreas: string[];
  /** The cells furthest out, in standard errors. */
  furthest: { topic: string; quarter: string; sample: number; reference: number; errors: number }[];
};

const quarterOf = (day: string) => `${day.slice(0, 4)} Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
/** Fewer expected papers than this make a normal band meaningless. */
const LEAST_EXPECTED = 3;

type Counts = Map<string, { n: number; topics: Map<string, number> }>;

function count(papers: Paper[], topicsOf: (p: Paper) => string[]): Counts {
  const quarters: Counts = new Map();
  for (const paper of papers) {
    const quarter = quarterOf(paper.first_seen);
    const cell = quarters.get(quarter) ?? { n: 0, topics: new Map<string, number>() };
    cell.n++;
    for (const topic of topicsOf(paper)) cell.topics.set(topic, (cell.topics.get(topic) ?? 0) + 1);
    quarters.set(quarter, cell);
  }
  return quarters;
}

/**
 * Compares each topic's share of a quarter's papers. The band is that of drawing n of N without replacement:
 * p ± 1.96 sqrt(p(1-p)/n · (N-n)/(N-1)) (Cochran, Sampling Techniques, 1977, 3.2).
 */
export function compareShares(
  sample: Paper[],
  reference: Paper[],
  twin: (p: Paper) => Paper | undefined,
): Shares {
  const read = (p: Paper) => matchTopics(p.title, textOf(p)).map((t) => t.topic_id);
  const all = count(reference, read);
  const drawn = count(sample, (p) => read(twin(p) ?? p));
  const written = count(sample, read);
  const shares: Shares = { cells: 0, inside: 0, insideAsWritten: 0, emptyAreas: [], furthest: [] };
  for (const [quarter, mine] of drawn) {
    const whole = all.get(quarter);
    if (!whole) continue;
    for (const { topic_id } of TOPICS) {
      const p = (whole.topics.get(topic_id) ?? 0) / whole.n;
      if (p * mine.n < LEAST_EXPECTED) continue;
      const finite = Math.max(0, (whole.n - mine.n) / Math.max(1, whole.n - 1));
      const error = Math.sqrt(((p * (1 - p)) / mine.n) * finite);
      const off = (counts: Counts) => {
        const cell = counts.get(quarter);
        return Math.abs((cell?.topics.get(topic_id) ?? 0) / (cell?.n ?? 1) - p) / (error || 1);
      };
      shares.cells++;
      if (off(drawn) <= 1.96) shares.inside++;
      if (off(written) <= 1.96) shares.insideAsWritten++;
      const share = (mine.topics.get(topic_id) ?? 0) / mine.n;
      shares.furthest.push({ topic: topic_id, quarter, sample: share, reference: p, errors: off(drawn) });
    }
  }
  shares.furthest.sort((a, b) => b.errors - a.errors).splice(10);
  const seen = new Set(sample.flatMap(read));
  const areas = new Set(TOPICS.map((t) => t.area));
  shares.emptyAreas = [...areas].filter(
    (area) => !TOPICS.some((t) => t.area === area && seen.has(t.topic_id)),
  );
  return shares;
}

const percent = (x: number) => `${(100 * x).toFixed(1)}%`;

export function describeShares(s: Shares): string {
  const far = s.furthest.map(
    (f) =>
      `  ${f.quarter} ${f.topic}: ${percent(f.sample)} of the sample, ${percent(f.reference)} of the reference (${f.errors.toFixed(1)} standard errors)`,
  );
  return [
    `topic shares by quarter: ${s.inside} of ${s.cells} inside the draw's 95% band (${percent(s.inside / (s.cells || 1))})`,
    `with topics read from the sample's own summaries: ${s.insideAsWritten} of ${s.cells} (${percent(s.insideAsWritten / (s.cells || 1))})`,
    'furthest out:',
    ...far,
  ].join('\n');
}
