/** The extraction stage of a batch of papers: texts → spooled metrics and topics. Runs in a worker thread. */
import { attempt, extractPapers } from '../../src/core/extract.ts';
import { extractionRowOf } from '../../src/core/tables/metric-rows.ts';
import { writeSpool } from './spool.ts';

export type ExtractTask = { keys: string[]; titles: string[]; texts: (string | null)[]; spool: string };
export type ExtractOutcome = {
  spool: string;
  papers: number;
  failures: { title: string; message: string }[];
};

/** A paper that the extractor fails on is named and left without metrics and topics; the others go on. */
export function run(task: ExtractTask): ExtractOutcome {
  const failures: ExtractOutcome['failures'] = [];
  writeSpool(`${task.spool}.extractions.ndjson`, rows(task, failures));
  return { spool: task.spool, papers: task.keys.length, failures };
}

function* rows(
  { keys, titles, texts }: ExtractTask,
  failures: ExtractOutcome['failures'],
): Generator<object> {
  const papers = titles.map((title, i) => ({ title, text: texts[i] ?? '' }));
  for (const [i, found] of extractPapers(papers).entries()) {
    const row = 'error' in found ? found : attempt(() => extractionRowOf(found));
    if (!('error' in row)) yield { text_key: keys[i], ...row };
    else failures.push({ title: titles[i] ?? '', message: messageOf(row.error) });
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
