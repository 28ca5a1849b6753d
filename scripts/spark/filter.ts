/** What the two line filters share: JSON lines in by stdin, JSON lines out by stdout, as Spark's TRANSFORM speaks. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export type PaperLine = { paper_id: string; date?: string; title?: string; text?: string };

export async function* papersIn(): AsyncGenerator<PaperLine> {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity }))
    yield JSON.parse(line) as PaperLine;
}

/** Waits where the reader is slower. A reader that is gone (its task was stopped) ends the filter. */
export async function put(row: object): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(row)}\n`)) await once(process.stdout, 'drain');
}
process.stdout.on('error', () => process.exit(1));
