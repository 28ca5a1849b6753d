/** Whether what is asked for can be drawn before the cube is there: the trends, as they open without any choice. */
import { noFilter } from '../questions/filter.ts';
import { data } from './data.svelte.ts';
import { app } from './state.svelte.ts';

const NOTHING = JSON.stringify(noFilter);

export const leadServes = (): boolean =>
  data.lead !== null &&
  app.view === 'trends' &&
  app.options.by !== 'week' &&
  JSON.stringify(app.filter) === NOTHING;
