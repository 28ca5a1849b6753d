/** Line filter of the Spark job: a paper a line in, its metrics and topics a line out, in the build's own form. */
import { extractPaper } from '../../src/core/extract.ts';
import { extractionRowOf } from '../../src/core/tables/metric-rows.ts';
import { papersIn, put } from './filter.ts';

for await (const { paper_id, title = '', text = '' } of papersIn()) {
  try {
    await put({ paper_id, ...extractionRowOf(extractPaper(title, text)) });
  } catch (error) {
    // As in the build: the paper stays, without metrics and topics; the task's log names it.
    console.error(
      `extraction failed on ${paper_id}: ${error instanceof Error ? error.message : String(error)}`,
    );
    await put({ paper_id, ...extractionRowOf({ gains: [], scores: [], topics: [] }) });
  }
}
