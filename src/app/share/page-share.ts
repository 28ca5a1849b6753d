/** What the page tells its charts for sharing. */
import type { Share } from '../../charts/share.ts';
import { areaLabel, data, topicLabel } from '../data.svelte.ts';
import { VIEWS } from '../options.ts';
import { writePlace, type Place } from '../place.ts';
import { app, href, tell } from '../state.svelte.ts';
import { writtenOut } from '../../db/written-out.ts';
import { filterWords } from './filter-words.ts';

const address = (place: Place): string => new URL(writePlace(place), location.href).href;
/** Until it holds the console, a chart offers no query. */
const console = (VIEWS as readonly string[]).includes('sql') ? ('sql' as Place['view']) : null;

export const inWords = (): string => filterWords(app.filter, { topic: topicLabel, area: areaLabel });

export const pageShare: Share = {
  get view() {
    return app.view;
  },
  get alone() {
    return app.alone;
  },
  get at() {
    return app.place.chart && !app.place.chart.alone ? app.place.chart.name : null;
  },
  source: () => ({
    version: data.manifest?.content ?? '',
    first: data.manifest?.first ?? null,
    last: data.manifest?.last ?? null,
    filter: inWords(),
    day: new Date().toISOString().slice(0, 10),
  }),
  link: (chart) => {
    const place: Place = { ...app.place, chart: { name: chart, alone: false } };
    // The first chart of a view needs no name to be found.
    if (chart === 'main') delete place.chart;
    return address(place);
  },
  embed: (chart) => address({ ...app.place, chart: { name: chart, alone: true } }),
  query: (query) => console && href({ view: console, options: { q: writtenOut(query) } }),
  tell,
};
