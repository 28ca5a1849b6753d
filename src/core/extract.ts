import { findMetrics } from './gains/find.ts';
import type { Extraction } from './paper.ts';
import { matchTopics } from './topics/match.ts';

/** All that is read out of one paper: gains and scores of `text` (abstract or summary), topics of title and text. */
export function extractPaper(title: string, text: string): Extraction {
  const { gains, scores } = findMetrics(text);
  return { gains, scores, topics: matchTopics(title, text) };
}
