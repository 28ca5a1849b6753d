import type { ChartQuery, Share } from '../share.ts';
import type { Cells } from './cells.ts';

/** What a chart's frame hands to its share menu. */
export type ShareProps = {
  share: Share;
  /** The chart's name within its view. */
  name: string;
  title: string;
  subtitle?: string | undefined;
  /** Resolves to the frame once the chart, not its table, is drawn in it. */
  drawn: () => Promise<HTMLElement>;
  /** The rows of the chart's table, as many as there are; null where it has none. */
  cells: (() => Promise<Cells>) | null;
  query?: ChartQuery | (() => ChartQuery) | undefined;
};
