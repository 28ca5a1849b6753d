import type { ChartQuery, Share } from '../share.ts';
import type { Cells } from './cells.ts';

/** What a chart's frame hands to its share menu. */
export type ShareProps = {
  share: Share;
  /** The chart's name within its view. */
  name: string;
  title: string;
  subtitle?: string | undefined;
  /** Hands over the frame once the chart is drawn in it; where its table stood, the table comes back after. */
  drawn: <T>(use: (frame: HTMLElement) => T | Promise<T>) => Promise<T>;
  /** The rows of the chart's table, as many as there are; null where it has none. */
  cells: (() => Promise<Cells>) | null;
  query?: ChartQuery | (() => ChartQuery) | undefined;
};
