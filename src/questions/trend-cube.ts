/** The trend cube in memory: papers by set of sources, topic and week, rolled up without the engine. */
import type { Filter } from './filter.ts';
import { mondayOf, periodOfWeek, startOfPeriod, toDay, type Unit } from './period.ts';

/** The pseudo topic that counts all papers. */
export const ALL = '*';
export const areaKey = (area: string) => `area:${area}`;

export type TrendCube = {
  topics: string[];
  /** Sets of sources, each written `a+b`. */
  sources: string[];
  /** Day number of the first week's Monday, and how many weeks follow without a gap. */
  firstWeek: number;
  weeks: number;
  /** Papers at `(source * topics + topic) * weeks + week`. */
  papers: Int32Array;
};

export type CubeColumns = {
  rows: number;
  topic: ArrayLike<unknown>;
  week: ArrayLike<unknown>;
  sources: ArrayLike<unknown>;
  papers: ArrayLike<unknown>;
};

const numbered = (names: readonly string[] = []) => new Map(names.map((name, i) => [name, i]));

/**
 * `week` holds day numbers. Rows in any order; a cell that comes twice is summed. `like` gives the frame of another
 * cube, so that both roll up into the same periods; rows outside of its weeks widen it.
 */
export function trendCube(columns: CubeColumns, like?: TrendCube): TrendCube {
  const topics = numbered(like?.topics);
  const sources = numbered(like?.sources);
  const number = (names: Map<string, number>, name: unknown) => {
    const known = names.get(name as string);
    if (known !== undefined) return known;
    names.set(String(name), names.size);
    return names.size - 1;
  };
  let first = like && like.weeks > 0 ? like.firstWeek : Infinity;
  let last = like && like.weeks > 0 ? like.firstWeek + (like.weeks - 1) * 7 : -Infinity;
  for (let i = 0; i < columns.rows; i++) {
    number(topics, columns.topic[i]);
    number(sources, columns.sources[i]);
    const week = mondayOf(Number(columns.week[i]));
    first = Math.min(first, week);
    last = Math.max(last, week);
  }
  const weeks = first > last ? 0 : (last - first) / 7 + 1;
  const papers = new Int32Array(topics.size * sources.size * weeks);
  for (let i = 0; i < columns.rows; i++) {
    const row = number(sources, columns.sources[i]) * topics.size + number(topics, columns.topic[i]);
    const at = row * weeks + (mondayOf(Number(columns.week[i])) - first) / 7;
    papers[at] = (papers[at] ?? 0) + Number(columns.papers[i]);
  }
  const firstWeek = weeks === 0 ? 0 : first;
  return { topics: [...topics.keys()], sources: [...sources.keys()], firstWeek, weeks, papers };
}

export type Period = {
  /** Monday of the first week and Sunday of the last: exactly the days whose papers are counted. */
  start: number;
  end: number;
  /** The calendar's own first day of the period: what it is called by. */
  name: number;
  /** False where the data or the chosen range ends inside the period. */
  complete: boolean;
};

export type Rollup = {
  unit: Unit;
  periods: Period[];
  topics: string[];
  /** All papers by period. */
  n: Int32Array;
  /** Papers at `topic * periods + period`. */
  k: Int32Array;
};

export type RollupOptions = Pick<Filter, 'from' | 'to' | 'sources'> & {
  unit: Unit;
  /** Last day that the data reaches (ISO), to tell an incomplete period. */
  last: string | null;
  /** Only these sets of sources (by number), for one stratum. */
  sets?: readonly number[];
  /** Only these topics (and all papers); the others stay zero. A chart of six need not sum hundreds. */
  only?: readonly string[];
};

/** Sets that share a source with the chosen ones; all of them when none is chosen. */
export function matchingSets(cube: TrendCube, chosen: readonly string[]): number[] {
  const wanted = new Set(chosen);
  return cube.sources.flatMap((set, i) =>
    wanted.size === 0 || set.split('+').some((source) => wanted.has(source)) ? [i] : [],
  );
}

/** The range of weeks whose Thursday lies within the chosen days, as indices `[from, to)`. */
function weekRange(cube: TrendCube, from: string | null, to: string | null): [number, number] {
  const thursday = cube.firstWeek + 3;
  const low = from === null ? 0 : Math.ceil((toDay(from) - thursday) / 7);
  const high = to === null ? cube.weeks : Math.floor((toDay(to) - thursday) / 7) + 1;
  return [Math.max(0, Math.min(low, cube.weeks)), Math.max(0, Math.min(high, cube.weeks))];
}

type Periods = { of: Int32Array; periods: Period[] };
const latest = new WeakMap<TrendCube, { key: string; found: Periods }>();

/** The strata of a chart ask for the same periods one after the other: the last answer is kept. */
function periodsOf(cube: TrendCube, low: number, high: number, unit: Unit, last: string | null): Periods {
  const key = `${low} ${high} ${unit} ${last}`;
  const kept = latest.get(cube);
  if (kept?.key === key) return kept.found;
  const found = findPeriods(cube, low, high, unit, last);
  latest.set(cube, { key, found });
  return found;
}

function findPeriods(cube: TrendCube, low: number, high: number, unit: Unit, last: string | null): Periods {
  const of = new Int32Array(Math.max(0, high - low));
  const periods: Period[] = [];
  let current = NaN;
  for (let week = low; week < high; week++) {
    const monday = cube.firstWeek + week * 7;
    const period = periodOfWeek(monday, unit);
    if (period !== current) {
      current = period;
      periods.push({ start: monday, end: monday + 6, name: startOfPeriod(period, unit), complete: true });
    }
    const open = periods[periods.length - 1];
    if (open) open.end = monday + 6;
    of[week - low] = periods.length - 1;
  }
  const reached = last === null ? Infinity : toDay(last);
  for (const period of periods) {
    const next = periodOfWeek(period.end + 1, unit) !== periodOfWeek(period.end - 6, unit);
    const begun = periodOfWeek(period.start - 7, unit) !== periodOfWeek(period.start, unit);
    period.complete = next && begun && period.end <= reached;
  }
  return { of, periods };
}

/** Sums the cube over sources and periods for every topic at once. */
export function rollup(cube: TrendCube, options: RollupOptions): Rollup {
  const [low, high] = weekRange(cube, options.from, options.to);
  const { of, periods } = periodsOf(cube, low, high, options.unit, options.last);
  const width = periods.length;
  const k = new Int32Array(cube.topics.length * width);
  const only = options.only && new Set([ALL, ...options.only]);
  const topics = cube.topics.flatMap((topic, i) => (!only || only.has(topic) ? [i] : []));
  for (const set of options.sets ?? matchingSets(cube, options.sources)) {
    for (const topic of topics) {
      const row = (set * cube.topics.length + topic) * cube.weeks;
      for (let week = low; week < high; week++) {
        const at = topic * width + (of[week - low] ?? 0);
        k[at] = (k[at] ?? 0) + (cube.papers[row + week] ?? 0);
      }
    }
  }
  const all = cube.topics.indexOf(ALL);
  const n = all < 0 ? new Int32Array(width) : k.slice(all * width, (all + 1) * width);
  return { unit: options.unit, periods, topics: cube.topics, n, k };
}

/** One topic's counts by period; zeros for a topic that the cube does not hold. */
export function countsOf(rolled: Rollup, topic: string): Int32Array {
  const at = rolled.topics.indexOf(topic);
  const width = rolled.periods.length;
  return at < 0 ? new Int32Array(width) : rolled.k.subarray(at * width, (at + 1) * width);
}
