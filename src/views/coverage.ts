/** What came in from each source: by week, its holes, its lag, and what papers lack. */
import { quantile } from '../core/stats/quantiles.ts';
import type { CompletenessRow } from '../questions/completeness.ts';
import type { LagRow } from '../questions/listing-lag.ts';
import { mondayOf, periodOfWeek, startOfPeriod, toDay, type Unit } from '../questions/period.ts';
import type { SourceWeekRow } from '../questions/source-weeks.ts';

/** One period of a source. `value` null: nothing to show. */
export type SourceCell = {
  /** Day numbers, both ends included. */
  from: number;
  to: number;
  name: number;
  value: number | null;
  /** The middle half, where the value is a median. */
  low: number | null;
  high: number | null;
  papers: number;
};
export type SourceRow = {
  id: string;
  cells: SourceCell[];
  /** Weeks without a digest between the source's first and last, as runs of days. */
  gaps: { from: number; to: number; weeks: number }[];
  weeks: { covered: number; span: number };
};

/** Papers by source and period; holes are told by week whatever the unit. Rows of sources without a week are absent. */
export function sourceRows(rows: readonly SourceWeekRow[], unit: Unit): SourceRow[] {
  const by = new Map<string, SourceWeekRow[]>();
  for (const row of rows) by.set(row.source, [...(by.get(row.source) ?? []), row]);
  return [...by].map(([id, weeks]) => {
    const issues = weeks.filter(({ digests }) => digests > 0).map(({ week }) => mondayOf(toDay(week)));
    const covered = new Set(issues);
    const [first, last] = [Math.min(...issues), Math.max(...issues)];
    const gaps: SourceRow['gaps'] = [];
    for (let week = first; week <= last; week += 7) {
      if (covered.has(week)) continue;
      const open = gaps.at(-1);
      if (open && open.to === week - 1) [open.to, open.weeks] = [week + 6, open.weeks + 1];
      else gaps.push({ from: week, to: week + 6, weeks: 1 });
    }
    const cells = new Map<number, SourceCell>();
    for (const { week, papers } of weeks) {
      const monday = mondayOf(toDay(week));
      const period = periodOfWeek(monday, unit);
      const cell = cells.get(period);
      if (!cell) {
        const name = startOfPeriod(period, unit);
        cells.set(period, {
          from: monday,
          to: monday + 6,
          name,
          value: papers,
          low: null,
          high: null,
          papers,
        });
      } else {
        cell.papers += papers;
        cell.value = cell.papers;
        cell.from = Math.min(cell.from, monday);
        cell.to = Math.max(cell.to, monday + 6);
      }
    }
    return {
      id,
      cells: [...cells.values()].sort((a, b) => a.from - b.from),
      gaps,
      weeks: { covered: covered.size, span: issues.length === 0 ? 0 : (last - first) / 7 + 1 },
    };
  });
}

const NUMERALS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const numeral = (n: number): string => NUMERALS[n] ?? String(n);
/** A source that lacks less than this at an end of the range runs as far as the range does. */
const NEAR = 31;

/**
 * How far the sources run, in words: "one source covers a single week, the others run throughout"; where they differ in
 * more ways, only how many run throughout. Days as numbers.
 */
export function sourcesTitle(rows: readonly SourceRow[], from: number, to: number): string {
  const short = rows.filter(({ weeks }) => weeks.span === 1 && to - from > NEAR);
  const long = rows.filter((row) => !short.includes(row));
  const late = (row: SourceRow) => (row.cells[0]?.from ?? from) > from + NEAR;
  const early = (row: SourceRow) => (row.cells.at(-1)?.to ?? to) < to - NEAR;
  const groups = [
    { of: short, one: 'covers a single week', many: 'cover a single week each' },
    ...[
      { of: long.filter((r) => late(r) && early(r)), one: 'begins later and ends earlier' },
      { of: long.filter((r) => late(r) && !early(r)), one: 'begins later' },
      { of: long.filter((r) => !late(r) && early(r)), one: 'ends earlier' },
      { of: long.filter((r) => !late(r) && !early(r)), one: 'runs throughout' },
    ].map(({ of, one }) => ({ of, one, many: one.replace(/(begin|end|run)s/g, '$1') })),
  ].filter(({ of }) => of.length > 0);
  if (groups.length === 1 && groups[0]) {
    const { of, one, many } = groups[0];
    if (of.length === 1) return `the one source ${one}`;
    return `${of.length === 2 ? 'both' : `all ${numeral(of.length)}`} sources ${many}`;
  }
  if (groups.length > 2) {
    const whole = groups.find(({ one }) => one === 'runs throughout')?.of.length ?? 0;
    return whole === 0
      ? `none of ${numeral(rows.length)} runs throughout`
      : `${numeral(whole)} of ${numeral(rows.length)} ${whole === 1 ? 'runs' : 'run'} throughout`;
  }
  return groups
    .map(({ of, one, many }, i) => {
      const n = of.length;
      const who =
        i === 0 ? `${numeral(n)} ${n === 1 ? 'source' : 'sources'}` : n === 1 ? 'the other' : 'the others';
      return `${who} ${n === 1 ? one : many}`;
    })
    .join(', ');
}

/** Values of a histogram, sorted. */
const spread = (rows: readonly LagRow[]): number[] =>
  rows.flatMap(({ lag, papers }) => Array.from({ length: papers }, () => lag)).sort((a, b) => a - b);

export type Lag = { source: string; papers: number; median: number; low: number; high: number };

function middle(values: readonly number[]) {
  const at = (p: number) => quantile(values, p) ?? 0;
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/** Fewer papers than this make no quartiles worth drawing. */
export const LAG_MINIMUM = 6;

/** The lag of each source over all its papers, and by quarter for the chart. */
export function lagRows(rows: readonly LagRow[]): { overall: Lag[]; bySource: SourceRow[] } {
  const names = [...new Set(rows.map(({ source }) => source))];
  const overall = names.map((source) => {
    const values = spread(rows.filter((row) => row.source === source));
    return { source, papers: values.length, ...middle(values) };
  });
  const bySource = names.map((source): SourceRow => {
    const quarters = [
      ...new Set(rows.filter((r) => r.source === source).map(({ quarter }) => quarter)),
    ].sort();
    const cells = quarters.map((quarter): SourceCell => {
      const values = spread(rows.filter((r) => r.source === source && r.quarter === quarter));
      const start = toDay(quarter);
      const date = new Date(start * 86_400_000);
      const to = Math.floor(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 3, 1) / 86_400_000) - 1;
      const { median, low, high } = middle(values);
      const told = values.length >= LAG_MINIMUM;
      return {
        from: start,
        to,
        name: start,
        value: told ? median : null,
        low: told ? low : null,
        high: told ? high : null,
        papers: values.length,
      };
    });
    return { id: source, cells, gaps: [], weeks: { covered: 0, span: 0 } };
  });
  return { overall, bySource };
}

/** Papers that two sources both list; the diagonal is what a source lists at all, `alone` what no other does. */
export type Overlap = { sources: string[]; papers: number[][]; alone: number[] };

export function overlapOf(rows: readonly CompletenessRow[]): Overlap {
  const sets = rows.map(({ sources, papers }) => ({ names: sources.split('+'), papers }));
  const sources = [...new Set(sets.flatMap(({ names }) => names))].sort();
  const sum = (wanted: (names: string[]) => boolean) =>
    sets.reduce((total, { names, papers }) => (wanted(names) ? total + papers : total), 0);
  return {
    sources,
    papers: sources.map((a) => sources.map((b) => sum((names) => names.includes(a) && names.includes(b)))),
    alone: sources.map((a) => sum((names) => names.length === 1 && names[0] === a)),
  };
}

export const LACKS = ['no_abstract', 'no_text', 'no_id', 'no_topic', 'no_gain', 'merged'] as const;
export type Lack = (typeof LACKS)[number];

/** k of n of each lack, over all papers and for the papers that each source lists. */
export function lacksOf(rows: readonly CompletenessRow[]): {
  sources: string[];
  lacks: { lack: Lack; all: { k: number; n: number }; by: { k: number; n: number }[] }[];
} {
  const { sources } = overlapOf(rows);
  const of = (lack: Lack, source: string | null) =>
    rows
      .filter((row) => source === null || row.sources.split('+').includes(source))
      .reduce((sum, row) => ({ k: sum.k + row[lack], n: sum.n + row.papers }), { k: 0, n: 0 });
  return {
    sources,
    lacks: LACKS.map((lack) => ({
      lack,
      all: of(lack, null),
      by: sources.map((source) => of(lack, source)),
    })),
  };
}
