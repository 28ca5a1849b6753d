/** What a chart asks of the page in order to be shared. The page gives it by context, so that charts know no address. */
import { getContext, setContext } from 'svelte';

/** SQL with its bound values, as `sql` makes it. */
export type ChartQuery = {
  readonly text: string;
  readonly values: readonly (string | number | boolean | null)[];
};

/** What a figure is made from, for its source line and its citation. */
export type Source = {
  /** Content hash of the dataset. */
  version: string;
  /** First and last day of the data, ISO. */
  first: string | null;
  last: string | null;
  /** The filter in words; empty where all papers are shown. */
  filter: string;
  /** Today, ISO: the day of access. */
  day: string;
};

export type Share = {
  /** The view's name, for file names and keys. */
  readonly view: string;
  /** The chart that stands alone in this page, by its name; null in the full page. */
  readonly alone: string | null;
  /** The chart that the address leads to. */
  readonly at: string | null;
  source(): Source;
  /** Absolute addresses: the view at this chart, and the chart alone. */
  link(chart: string): string;
  embed(chart: string): string;
  /** Where the SQL console shows a query; null while there is none. */
  query(query: ChartQuery): string | null;
  /** Shows and speaks a short message. */
  tell(text: string): void;
};

const KEY = 'papertide-share';
export const provideShare = (share: Share): Share => setContext(KEY, share);
/** Undefined where a chart stands outside of the app. */
export const useShare = (): Share | undefined => getContext<Share | undefined>(KEY);
