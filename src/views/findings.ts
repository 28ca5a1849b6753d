/** Sentences made from the data: each with the figures behind it and with links to what it speaks of. */
import type { StatisticId } from '../core/stats/explain.ts';
import type { Filter } from '../questions/filter.ts';

export type Target = {
  view: 'papers' | 'topic' | 'paper' | 'gains' | 'trends' | 'emerging';
  id?: string;
  filter?: Partial<Filter>;
  options?: Record<string, string>;
};
export type Part = string | { text: string; to: Target };

export type Finding = {
  key: string;
  tone: 'up' | 'down' | 'plain' | 'none';
  parts: Part[];
  /** k of n, interval, adjusted p: what the sentence stands on. */
  evidence: Part[];
  statistics: StatisticId[];
};

export const partText = (part: Part): string => (typeof part === 'string' ? part : part.text);
export const plainText = (parts: readonly Part[]): string => parts.map(partText).join('');
