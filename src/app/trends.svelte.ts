/** What the trend chart and the ranking share: cubes, chosen series, all following the filter. */
import { beyondCube, cubeAnswers } from '../questions/filter.ts';
import { UNITS, type Unit } from '../questions/period.ts';
import { cubeOfCells, trendCells } from '../questions/trend-cells.ts';
import { ALL, areaKey, rollup, type TrendCube } from '../questions/trend-cube.ts';
import { stratified } from '../views/strata.ts';
import { rankingSteps, tellingTopics, type Named } from '../views/topic-ranks.ts';
import { burstSteps, type TrendBurst } from '../views/trend-bursts.ts';
import { fittingUnit, trendSeries, type Shown } from '../views/trend-series.ts';
import { trendTitle, verdictTitle } from '../views/trend-words.ts';
import { answer } from './answer.svelte.ts';
import { areaLabel, ask, data, topicLabel } from './data.svelte.ts';
import { leadServes } from './lead.svelte.ts';
import { sliced } from './slices.svelte.ts';
import { app } from './state.svelte.ts';

type Series = { id: string; label: string };
const NONE: readonly TrendBurst[] = [];
export type Dates = { from: string | null; to: string | null };

/**
 * Call while a component initialises. `dates` may run ahead of the filter, as while a brush is dragged; `fixed` names
 * the series where the page does, not the filter.
 */
export function trends(dates: () => Dates, fixed?: () => Series[]) {
  // Until the cube is there, what stands in its place for the first chart.
  const lead = $derived(!fixed && leadServes() ? data.lead : null);
  const whole = $derived(data.cube ?? lead?.cube ?? null);
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
  const stepsOver = (over: Dates) =>
    data.cube && whole && counted
      ? rankingSteps(counted, whole, named, { ...over, sources, last }, data.manifest?.sources ?? [])
      : null;
  // Hundreds of regressions: the lines of what is chosen already do not wait for them.
  const ofAll = sliced(() => stepsOver({ from: null, to: null }));
  // Read one by one: another option makes another filter of the same dates.
  const from = $derived(app.filter.from);
  const to = $derived(app.filter.to);
  const ofDates = sliced(() => (from === null && to === null ? null : stepsOver({ from, to })));
  const ranking = $derived(from === null && to === null ? ofAll : ofDates);
  // The default must not change under a moving brush, so it is chosen over all dates.
  const telling = $derived.by((): Series[] | null => {
    if (ofAll.value) return tellingTopics(ofAll.value).map(({ id }) => ({ id, label: topicLabel(id) }));
    const first = data.manifest?.lead?.topics;
    return first ? first.map(({ topic_id, label }) => ({ id: topic_id, label })) : null;
  });
  const chosen = $derived.by((): Series[] => {
    if (fixed) return fixed();
    const { topics, areas, text } = app.filter;
    const picked = [
      ...topics.map((id) => ({ id, label: topicLabel(id) })),
      ...areas.map((area) => ({ id: areaKey(area), label: areaLabel(area) })),
    ];
    if (picked.length > 0) return picked;
    if (partial) return [{ id: ALL, label: text ? `“${text}”` : 'Papers that match' }];
    return telling ?? [];
  });

  const series = $derived.by(() => {
    if (!whole || !counted || (chosen.length === 0 && !telling)) return null;
    const parts = stratified(
      counted,
      whole,
      { ...dates(), sources, unit, last, only: chosen.map(({ id }) => id) },
      data.manifest?.sources ?? [],
    );
    return trendSeries(parts, chosen, shown);
  });
  const ranks = $derived(ranking.value ?? ofAll.value ?? []);
  /** Counts by month over the filter's dates, apart by source: what the checks of a trend are computed from. */
  const monthsOf = (topic: string) =>
    data.cube && whole && counted
      ? stratified(
          counted,
          whole,
          { from: app.filter.from, to: app.filter.to, sources, unit: 'month', last, only: [topic] },
          data.manifest?.sources ?? [],
        )
      : null;
  const overview = $derived(
    whole ? rollup(whole, { from: null, to: null, sources, unit: 'month', last: null, only: [] }) : null,
  );

  // Bursts cost a shuffle each, so they come when the lines stand, for the filter and not for every step of a brush.
  const drawn = $derived(JSON.stringify(chosen.map(({ id }) => id)));
  const found = sliced(() => {
    if (!data.cube || !whole || !counted) return null;
    const only = JSON.parse(drawn) as string[];
    const options = { from, to, sources, last, unit: 'month', only } as const;
    return burstSteps(
      stratified(counted, whole, options, data.manifest?.sources ?? []),
      only.map((id) => ({ id })),
    );
  });

  return {
    cells,
    /** Of the filter as it is: those of the one before would stand under lines that they are not of. */
    get bursts() {
      return (found.fresh ? found.value : null) ?? NONE;
    },
    /** False until they have been looked for: none found yet is not none. */
    get burstsKnown() {
      return found.fresh;
    },
    get series() {
      return series;
    },
    get ranks() {
      return ranks;
    },
    /** False while the ranks are those of the filter before. */
    get ranked() {
      return ranking.fresh;
    },
    /** Why the ranks could not be computed; null where they are or are on their way. */
    get rankFault() {
      return ranking.error;
    },
    get burstFault() {
      return found.error;
    },
    rankAgain: () => ranking.again(),
    burstsAgain: found.again,
    /**
     * The chart's title, from the ranks of this very filter or, before they are there, from what was found when the
     * data were built; while they are on their way it says no rise or fall.
     */
    get title() {
      if (shown !== 'share') return trendTitle([], chosen);
      const opened = from === null && to === null && sources.length === 0 && chosen === telling;
      const first = data.manifest?.lead?.topics;
      return opened && first && ofAll.value === null
        ? verdictTitle(first)
        : trendTitle(ranking.fresh ? ranks : [], chosen);
    },
    monthsOf,
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
