/**
 * A line filter: one JSON a line on stdin, {"id", "title", "abstract"}; one line each on stdout, in order,
 * {"id", "gains", "scores", "topics"} in the gold set's form (topics: ids, the main one first).
 * A line that cannot be read gives {"error", "line"} in its place and stops nothing.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { extractPaper } from '../src/core/extract.ts';

/** What goes out for a line that came in; `number` counts lines from 1. */
export function answerLine(line: string, number: number): string {
  let paper: unknown;
  try {
    paper = JSON.parse(line);
  } catch (error) {
    return JSON.stringify({
      error: `not JSON: ${error instanceof Error ? error.message : String(error)}`,
      line: number,
    });
  }
  if (typeof paper !== 'object' || paper === null || Array.isArray(paper)) {
    return JSON.stringify({ error: 'not an object with "id", "title" and "abstract"', line: number });
  }
  const { id = null, title = '', abstract } = paper as { id?: unknown; title?: unknown; abstract?: unknown };
  if (typeof abstract !== 'string')
    return JSON.stringify({ error: 'no text in "abstract"', line: number, id });
  const { gains, scores, topics } = extractPaper(typeof title === 'string' ? title : '', abstract);
  return JSON.stringify({ id, gains, scores, topics: topics.map((t) => t.topic_id) });
}

async function main(): Promise<void> {
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    number++;
    if (!process.stdout.write(answerLine(line, number) + '\n')) await once(process.stdout, 'drain');
  }
}

// A reader that has seen enough (`| head`) is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
if (process.argv[1]?.endsWith('extract.ts')) await main();
