/** The hand-written roll-up, which runs in every frame of a brush, against Arquero's over the same cells. */
import { desc, escape, op, table } from 'arquero';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toIso, type Unit } from '../../src/questions/period.ts';
import { countsOf, rollup, trendCube } from '../../src/questions/trend-cube.ts';

const MONDAY = 19_723; // 2024-01-01
const SETS = ['a', 'b', 'a+b', 'c'];
type Cell = { topic: string; week: number; sources: string; papers: number };

const cells = fc.array(
  fc.record({
    topic: fc.constantFrom('*', 'rag', 'moe', 'area:vision'),
    week: fc.nat(130).map((n) => MONDAY + 7 * n),
    sources: fc.constantFrom(...SETS),
    papers: fc.integer({ min: 1, max: 40 }),
  }),
  { minLength: 1, maxLength: 80 },
);
const columns = (rows: readonly Cell[]) => ({
  topic: rows.map((r) => r.topic),
  week: rows.map((r) => r.week),
  sources: rows.map((r) => r.sources),
  papers: rows.map((r) => r.papers),
});
/** By the calendar alone: the first day of the period that holds the week's Thursday. */
function nameOf(week: number, unit: Unit): string {
  if (unit === 'week') return toIso(week);
  const thursday = new Date((week + 3) * 86_400_000);
  const month =
    unit === 'month' ? thursday.getUTCMonth() : thursday.getUTCMonth() - (thursday.getUTCMonth() % 3);
  return `${thursday.getUTCFullYear()}-${String(month + 1).padStart(2, '0')}-01`;
}

test('sums by topic and period are Arquero’s, for any cells, sources and dates', () => {
  fc.assert(
    fc.property(
      cells,
      fc.constantFrom<Unit>('week', 'month', 'quarter'),
      fc.subarray(['a', 'b', 'c']),
      fc.nat(900),
      fc.nat(900),
      (rows, unit, chosen, start, days) => {
        const [from, to] = [MONDAY + start, MONDAY + start + days];
        const cube = trendCube({ rows: rows.length, ...columns(rows) });
        const options = { from: toIso(from), to: toIso(to), sources: chosen, last: null, unit };
        const rolled = rollup(cube, options);
        const mine = cube.topics.flatMap((topic) => {
          const counts = topic === '*' ? rolled.n : countsOf(rolled, topic);
          return rolled.periods.flatMap((p, i) =>
            counts[i] ? [`${topic} ${toIso(p.name)} ${counts[i]}`] : [],
          );
        });
        const theirs = table(columns(rows))
          .filter(
            escape(
              (r: Cell) =>
                r.week + 3 >= from &&
                r.week + 3 <= to &&
                (chosen.length === 0 || r.sources.split('+').some((s) => chosen.includes(s))),
            ),
          )
          .derive({ period: escape((r: Cell) => nameOf(r.week, unit)) })
          .groupby('topic', 'period')
          .rollup({ papers: op.sum('papers') })
          .orderby(desc('topic'))
          .objects() as { topic: string; period: string; papers: number }[];
        const expected = theirs.map(({ topic, period, papers }) => `${topic} ${period} ${papers}`);
        expect(mine.toSorted()).toEqual(expected.toSorted());
      },
    ),
    { seed: 7, numRuns: 300 },
  );
});

test.runIf(process.env['SHOW_RATES'])('time of a roll-up by month beside Arquero’s', () => {
  const many = Array.from({ length: 250_000 }, (_, i): Cell => ({
    topic: `t${i % 250}`,
    week: MONDAY + 7 * (Math.floor(i / 1000) % 250),
    sources: SETS[Math.floor(i / 250) % 4] ?? 'a',
    papers: 1 + (i % 7),
  }));
  const cube = trendCube({ rows: many.length, ...columns(many) });
  const theirs = table({ ...columns(many), month: many.map((r) => nameOf(r.week, 'month')) });
  const timed = (work: () => unknown) => {
    const times = Array.from({ length: 15 }, () => {
      const began = performance.now();
      work();
      return performance.now() - began;
    });
    return times.sort((a, b) => a - b)[7] ?? 0;
  };
  const mine = timed(() => rollup(cube, { from: null, to: null, sources: [], last: null, unit: 'month' }));
  const arquero = timed(() =>
    theirs
      .groupby('topic', 'month')
      .rollup({ papers: op.sum('papers') })
      .objects(),
  );
  console.log(
    `roll-up of 250,000 cells: ${mine.toFixed(1)} ms, Arquero ${arquero.toFixed(1)} ms, ${(arquero / mine).toFixed(0)} times`,
  );
});
