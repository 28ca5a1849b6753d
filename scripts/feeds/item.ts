/** What a feed tells: one finding, with where the dashboard shows it. */
export type Item = {
  /** Stays the same as long as the finding is the same: `rising/agents`. Its parts are percent-encoded. */
  key: string;
  kind: 'rising' | 'burst' | 'record';
  title: string;
  summary: string;
  /** The day since when it reads as it does (null: the last day of the data), and the day it came up; ISO days. */
  updated: string | null;
  published: string | null;
  /** In the dashboard: `#/topic/agents`. */
  place: string;
  topic: { id: string; label: string; area: string };
};

export const part = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
