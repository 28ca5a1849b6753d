/** Line filter of the Spark job: a paper a line in, its metrics and topics a line out, in the build's own form. */
import { attempt, extractPapers } from '../../src/core/extract.ts';
import { extractionRowOf } from '../../src/core/tables/metric-rows.ts';
import { papersIn, put, type PaperLine } from './filter.ts';

const AT_ONCE = 256;

async function answer(lines: readonly PaperLine[]): Promise<void> {
  const papers = lines.map(({ title = '', text = '' }) => ({ title, text }));
  for (const [i, found] of extractPapers(papers).entries()) {
    const paper_id = lines[i]?.paper_id;
    const row = 'error' in found ? found : attempt(() => extractionRowOf(found));
    if (!('error' in row)) {
      await put({ paper_id, ...row });
      continue;
    }
    // As in the build: the paper stays, without metrics and topics; the task's log names it.
    const { error } = row;
    console.error(
      `extraction failed on ${paper_id}: ${error instanceof Error ? error.message : String(error)}`,
    );
    await put({ paper_id, ...extractionRowOf({ gains: [], scores: [], topics: [] }) });
  }
}

let waiting: PaperLine[] = [];
for await (const line of papersIn()) {
  waiting.push(line);
  if (waiting.length < AT_ONCE) continue;
  await answer(waiting);
  waiting = [];
}
await answer(waiting);
