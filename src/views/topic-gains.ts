/** A topic's reported gains by measure, with the median that Gains and Compare show. */
import { MEASURES, type Measure } from '../core/paper.ts';
import type { Median } from '../core/stats/median.ts';
import type { NotEnough } from '../core/stats/result.ts';
import type { TopicGainRow } from '../questions/topic.ts';
import { claimsOf, hasFactor } from './gains-claim.ts';
import { medianOfPapers, onePerPaper } from './paper-median.ts';

export type TopicGains = {
  measure: Measure;
  gains: number;
  papers: number;
  /** Papers with a factor, over which the median goes. */
  factors: number;
  /** Null where the measure has no factor. */
  median: Median | NotEnough | null;
};

/** Most papers first; measures without a gain are left out. */
export function topicGainsByMeasure(rows: readonly TopicGainRow[]): TopicGains[] {
  return MEASURES.flatMap((measure): TopicGains[] => {
    const own = rows.filter((row) => row.measure === measure);
    if (own.length === 0) return [];
    const { claims } = claimsOf(own, 'factor');
    return [
      {
        measure,
        gains: own.length,
        papers: new Set(own.map(({ paper_id }) => paper_id)).size,
        factors: hasFactor(measure) ? onePerPaper(claims).length : 0,
        median: hasFactor(measure) ? medianOfPapers(claims) : null,
      },
    ];
  }).sort((a, b) => b.papers - a.papers);
}
