/** What the trend chart and the ranking share: cubes, chosen series, all following the filter. */
import { beyondCube, cubeAnswers } from '../questions/filter.ts';
import { UNITS, type Unit } from '../questions/period.ts';
import { cubeOfCells, trendCells } from '../questions/trend-cells.ts';
import { ALL, areaKey, rollup, type TrendCube } from '../questions/trend-cube.ts';
import { stratified } from '../views/strata.ts';
import { tellingTopics, topicRanks, type Named } from '../views/topic-ranks.ts';
import { trendBursts, type TrendBurst } from '../views/trend-bursts.ts';
import { fittingUnit, trendSeries, type Shown } from '../views/trend-series.ts';
import { answer } from './answer.svelte.ts';
import { areaLabel, ask, data, topicLabel } from './data.svelte.ts';
import { app } from './state.svelte.ts';

type Series = { id: string; label: string };
const NONE: readonly TrendBurst[] = [];
export type Dates = { from: string | null; to: string | null };

/**
 * Call while a component initialises. `dates` may run ahead of the filter, as while a brush is dragged; `fixed` names
 * the series where the page does, not the filter.
 */
export function trends(dates: () => Dates, fixed?: () => Series[]) {
  const whole = $derived(data.cube);
  const partial = $derived(!cubeAnswers(app.filter));
  // Only what the cube cannot know makes a new question; dates, sources and topics are answered in memory.
  const asked = $derived(JSON.stringify(beyondCube(app.filter)));
  const cells = answer(() => {
    void asked;
    return partial ? ask(trendCells(app.filter)) : null;
  });
  const counted = $derived.by((): TrendCube | null => {
    if (!whole || !partial) return whole;
    return cells.value ? cubeOfCells(cells.value, whole) : null;
  });
  const last = $derived(data.manifest?.last ?? null);
  const sources = $derived(app.filter.sources);
  const unit = $derived.by((): Unit => {
    const wanted = UNITS.find((u) => u === app.options.by);
    if (wanted || !whole) return wanted ?? 'month';
    const { from, to } = app.filter;
    return fittingUnit(rollup(whole, { from, to, sources, unit: 'month', last, only: [] }));
  });
  const shown = $derived<Shown>(app.options.show === 'count' ? 'count' : 'share');

  const named = $derived(
    [...data.topics.values()].map((t): Named => ({
      id: t.topic_id,
      label: t.label,
      area: t.area,
      kind: t.kind,
    })),
  );
  const ranksOver = (over: Dates) =>
    whole && counted
      ? topicRanks(counted, whole, named, { ...over, sources, last }, data.manifest?.sources ?? [])
      : [];

  const ranksOfAll = $derived(ranksOver({ from: null, to: null }));
  // The default must not change under a moving brush, so it is chosen over all dates.
  const telling = $derived(partial ? [] : tellingTopics(ranksOfAll).map(({ id }) => id));
  const chosen = $derived.by((): Series[] => {
    if (fixed) return fixed();
    const { topics, areas, text } = app.filter;
    const picked = [
      ...topics.map((id) => ({ id, label: topicLabel(id) })),
      ...areas.map((area) => ({ id: areaKey(area), label: areaLabel(area) })),
    ];
    if (picked.length > 0) return picked;
    if (partial) return [{ id: ALL, label: text ? `“${text}”` : 'Papers that match' }];
    return telling.map((id) => ({ id, label: topicLabel(id) }));
  });

  const series = $derived.by(() => {
    if (!whole || !counted) return null;
    const parts = stratified(
      counted,
      whole,
      { ...dates(), sources, unit, last, only: chosen.map(({ id }) => id) },
      data.manifest?.sources ?? [],
    );
    return trendSeries(parts, chosen, shown);
  });
  const ranks = $derived.by(() => {
    const { from, to } = app.filter;
    return from === null && to === null ? ranksOfAll : ranksOver({ from, to });
  });
  /** Counts by month over the filter's dates, apart by source: what the checks of a trend are computed from. */
  const months = $derived(
    whole && counted
      ? stratified(
          counted,
          whole,
          { from: app.filter.from, to: app.filter.to, sources, unit: 'month', last },
          data.manifest?.sources ?? [],
        )
      : null,
  );
  const overview = $derived(
    whole ? rollup(whole, { from: null, to: null, sources, unit: 'month', last: null, only: [] }) : null,
  );

  // Bursts cost a shuffle each, so they come when the lines stand, for the filter and not for every step of a brush.
  let found = $state.raw<readonly TrendBurst[] | null>(null);
  $effect(() => {
    if (!whole || !counted) return;
    const { from, to } = app.filter;
    const options = { from, to, sources, last, unit: 'month', only: chosen.map(({ id }) => id) } as const;
    const [some, all, these] = [counted, whole, chosen];
    const timer = setTimeout(() => {
      found = trendBursts(stratified(some, all, options, data.manifest?.sources ?? []), these);
    }, 120);
    return () => clearTimeout(timer);
  });

  return {
    cells,
    get bursts() {
      return found ?? NONE;
    },
    /** False until they have been looked for: none found yet is not none. */
    get burstsKnown() {
      return found !== null;
    },
    get series() {
      return series;
    },
    get ranks() {
      return ranks;
    },
    get months() {
      return months;
    },
    get chosen() {
      return chosen;
    },
    /** Nothing was chosen: the series are the most telling ones. */
    get byDefault() {
      return app.filter.topics.length + app.filter.areas.length === 0 && !partial;
    },
    get unit() {
      return unit;
    },
    get shown() {
      return shown;
    },
    /** How many sources the papers come from. */
    get sources() {
      return sources.length || (data.manifest?.sources.length ?? 1);
    },
    /** All papers by month over all dates, for the brush. */
    get overview() {
      return overview;
    },
  };
}
