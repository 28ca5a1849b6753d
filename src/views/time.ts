/** Time as charts need it: they know views, not questions. */
export { mondayOf, toDay, toIso, type Unit } from '../questions/period.ts';
export type { Period } from '../questions/trend-cube.ts';
