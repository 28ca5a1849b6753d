import { findMetrics } from './gains/find.ts';
import type { Extraction } from './paper.ts';
import { matchTopics } from './topics/match.ts';

export type Readable = { title: string; text: string };
/** A paper that the extractor fell over: a fault of ours, which must cost no other paper. */
export type Fallen = { error: unknown };

/** All that is read out of one paper: gains and scores of `text` (abstract or summary), topics of title and text. */
export function extractPaper(title: string, text: string): Extraction {
  const { gains, scores } = findMetrics(text);
  return { gains, scores, topics: matchTopics(title, text) };
}

/** Papers whose gains are read before their topics are: what either needs of its model stays in the cache. */
const AT_ONCE = 256;

/** The same as `extractPaper` says of each, in their order; faster for many. */
export function extractPapers(papers: readonly Readable[]): (Extraction | Fallen)[] {
  const read: (Extraction | Fallen)[] = [];
  for (let from = 0; from < papers.length; from += AT_ONCE) {
    const some = papers.slice(from, from + AT_ONCE);
    const metrics = some.map(({ text }) => attempt(() => findMetrics(text)));
    for (const [i, { title, text }] of some.entries()) {
      const found = metrics[i] as (typeof metrics)[number];
      read.push('error' in found ? found : attempt(() => ({ ...found, topics: matchTopics(title, text) })));
    }
  }
  return read;
}

/** What comes of `work`, or the error it threw. */
export function attempt<T>(work: () => T): T | Fallen {
  try {
    return work();
  } catch (error) {
    return { error };
  }
}
