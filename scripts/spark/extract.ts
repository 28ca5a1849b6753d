/** Line filter of the Spark job: a paper a line in, its metrics and topics a line out, in the build's own form. */
import { extractPaper } from '../../src/core/extract.ts';
import { metricRowsOf, topicRowOf } from '../../src/core/tables/metric-rows.ts';
import { papersIn, put } from './filter.ts';

for await (const { paper_id, title = '', text = '' } of papersIn()) {
  try {
    const { gains, scores, topics } = extractPaper(title, text);
    const metrics = metricRowsOf({ gains, scores });
    await put({
      paper_id,
      gains: gains.length,
      scores: scores.length,
      metrics,
      topics: topics.map(topicRowOf),
    });
  } catch (error) {
    // As in the build: the paper stays, without metrics and topics; the task's log names it.
    console.error(
      `extraction failed on ${paper_id}: ${error instanceof Error ? error.message : String(error)}`,
    );
    await put({ paper_id, gains: 0, scores: 0, metrics: [], topics: [] });
  }
}
