/** Line filter of the Spark job: all papers in order in, the terms that they share and who holds them out. */
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TermDoc } from '../../src/core/topics/discover.ts';
import { termFinder } from '../../src/core/topics/discover.ts';
import { papersIn, put, type PaperLine } from './filter.ts';

const docOf = ({ paper_id, date = '', title = '', text = '' }: PaperLine): TermDoc => ({
  paper_id,
  date,
  title,
  text,
});

// Papers pass by once; the second look at them is by a copy on the task's disk.
const folder = mkdtempSync(join(tmpdir(), 'papertide-terms-'));
try {
  const copy = join(folder, 'papers.ndjson');
  const kept = createWriteStream(copy);
  const finder = termFinder();
  for await (const paper of papersIn()) {
    finder.count(docOf(paper));
    if (!kept.write(`${JSON.stringify(paper)}\n`)) await once(kept, 'drain');
  }
  kept.end();
  await once(kept, 'close');
  const members = finder.candidates();
  for await (const line of createInterface({ input: createReadStream(copy) }))
    members.add(docOf(JSON.parse(line) as PaperLine));
  const { topics, papers } = members.finish();
  for (const term of topics) await put({ term });
  for (const held of papers) await put({ held });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
