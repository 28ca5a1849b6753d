/** What can be set on each view beside the filter. The first value of a list is the default and stays out of the address. */

export const VIEWS = ['trends', 'gains', 'compare', 'papers', 'paper', 'topic'] as const;
export type View = (typeof VIEWS)[number];

export type Options = Record<string, string>;

/** Keys of the address by view: the values each may have, or 'any'. */
export const OPTIONS: Record<View, Record<string, readonly string[] | 'any'>> = {
  trends: {
    by: ['month', 'week', 'quarter'],
    show: ['share', 'count'],
    as: ['lines', 'multiples'],
    rank: ['evidence', 'rising', 'falling', 'share', 'name'],
  },
  gains: {},
  compare: {},
  papers: {
    sort: ['newest', 'oldest', 'upvotes', 'gains', 'mentions', 'title'],
  },
  paper: { at: 'any' },
  topic: {},
};
