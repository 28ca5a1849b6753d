/** What can be set on each view beside the filter. The first value of a list is the default and stays out of the address. */

import { FORMS, MEASURES } from '../core/paper.ts';

export const VIEWS = [
  'overview',
  'trends',
  'gains',
  'compare',
  'claims',
  'emerging',
  'coverage',
  'papers',
  'paper',
  'topic',
  'sql',
  'own',
] as const;
export type View = (typeof VIEWS)[number];

export type Options = Record<string, string>;

/** Keys of the address by view: the values each may have, or 'any'. */
export const OPTIONS: Record<View, Record<string, readonly string[] | 'any'>> = {
  overview: { against: ['fitting', 'before', 'year'], scale: ['own', 'share'] },
  trends: {
    by: ['fitting', 'week', 'month', 'quarter'],
    show: ['share', 'count'],
    as: ['lines', 'multiples'],
    rank: ['evidence', 'rising', 'falling', 'share', 'name'],
  },
  gains: {
    of: MEASURES,
    form: ['most', ...FORMS],
    claims: ['all', 'typical', 'upto'],
    without: ['none', 'most'],
  },
  compare: {
    of: MEASURES,
    by: ['topic', 'baseline', 'benchmark', 'year', 'source'],
    form: ['most', ...FORMS],
    sort: ['n', 'median', 'name'],
    show: ['spread', 'matrix', 'time'],
    shape: ['swarm', 'box', 'density', 'overlay'],
    names: 'any',
  },
  claims: {
    kind: ['gain', 'score', 'both'],
    sort: ['date', 'factor', 'number', 'measure', 'paper', 'baseline', 'benchmark'],
    way: ['usual', 'reverse'],
  },
  emerging: {
    show: ['all', 'terms', 'topics'],
    order: ['burst', 'recent', 'growth', 'papers', 'name'],
  },
  coverage: { by: ['month', 'week'], of: 'any' },
  papers: {
    sort: ['fitting', 'relevance', 'newest', 'oldest', 'upvotes', 'gains', 'mentions', 'title'],
  },
  paper: { at: 'any' },
  topic: {},
  sql: { q: 'any' },
  own: {},
};
