/** The cube that follows the filter: the whole one, or that of the papers a search or a measure leaves. */
import { beyondCube, cubeAnswers } from '../questions/filter.ts';
import { cubeOfCells, trendCells } from '../questions/trend-cells.ts';
import type { TrendCube } from '../questions/trend-cube.ts';
import type { Named } from '../views/topic-ranks.ts';
import { answer } from './answer.svelte.ts';
import { ask, data } from './data.svelte.ts';
import { app } from './state.svelte.ts';

/** Call while a component initialises. */
export function countedCube() {
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
  const topics = $derived.by((): Named[] => {
    const { topics: chosen, areas } = app.filter;
    return [...data.topics.values()]
      .filter(
        (t) => chosen.length + areas.length === 0 || chosen.includes(t.topic_id) || areas.includes(t.area),
      )
      .map((t) => ({ id: t.topic_id, label: t.label, area: t.area, kind: t.kind }));
  });
  return {
    cells,
    get whole() {
      return whole;
    },
    get counted() {
      return counted;
    },
    /** The topics that the filter names, or all. */
    get topics() {
      return topics;
    },
    get options() {
      const { from, to, sources } = app.filter;
      return { from, to, sources, last: data.manifest?.last ?? null };
    },
    get spans() {
      return data.manifest?.sources ?? [];
    },
  };
}
