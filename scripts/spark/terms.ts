/** Line filter of the Spark job: all papers in order in, the terms that they share and who holds them out. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  addUse,
  candidateTerms,
  chooseTerms,
  lexiconOf,
  spanOf,
  termReader,
  type TermUses,
} from '../../src/core/topics/discover.ts';
import { termCounter, type TermDoc } from '../../src/core/topics/term-counts.ts';
import { termWindow } from '../../src/core/topics/term-window.ts';
import { papersIn, put, type PaperLine } from './filter.ts';

// Papers pass by once; the looks at them after that are by a copy on the task's disk.
const folder = mkdtempSync(join(tmpdir(), 'papertide-terms-'));
const copy = join(folder, 'papers.ndjson');
try {
  const days = await copyAll();
  const month = `${[...days.keys()].at(-1)?.slice(0, 7)}-01`;
  const [papers, full] = [sum(days, () => true), sum(days, (day) => day < month)];
  const { through, every } = termWindow({ papers, full, month });
  const inWindow = ({ date, paper_id }: TermDoc) =>
    (through === null || date < through) && (every === 1 || hashOf(paper_id) % BigInt(every) === 0n);

  const counter = termCounter();
  const dates: string[] = [];
  for await (const doc of copied())
    if (inWindow(doc)) {
      counter.count(doc);
      dates.push(doc.date);
    }
  const found = candidateTerms(counter.finish());
  const wanted = { keys: new Set(found.kept.keys()), longOf: found.longOf };
  const span = spanOf(dates);
  const uses: TermUses = new Map();
  for await (const doc of copied()) if (inWindow(doc)) addUse(uses, doc, wanted, span);
  const chosen = chooseTerms(found, uses, span);
  for (const { topic_id, label, scope } of chosen) await put({ term: { topic_id, label, scope } });
  const read = termReader(lexiconOf(chosen, found));
  for await (const doc of copied()) for (const held of read(doc)) await put({ held });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Returns papers by day, in the order of days. */
async function copyAll(): Promise<Map<string, number>> {
  const kept = createWriteStream(copy);
  const days = new Map<string, number>();
  for await (const paper of papersIn()) {
    days.set(paper.date ?? '', (days.get(paper.date ?? '') ?? 0) + 1);
    if (!kept.write(`${JSON.stringify(paper)}\n`)) await once(kept, 'drain');
  }
  kept.end();
  await once(kept, 'close');
  return days;
}

async function* copied(): AsyncGenerator<TermDoc> {
  for await (const line of createInterface({ input: createReadStream(copy) })) {
    const { paper_id, date = '', title = '', text = '' } = JSON.parse(line) as PaperLine;
    yield { paper_id, date, title, text };
  }
}

function sum(days: Map<string, number>, which: (day: string) => boolean): number {
  let papers = 0;
  for (const [day, n] of days) if (which(day)) papers += n;
  return papers;
}

/** DuckDB's md5_number_lower, by which the build takes its sample. */
function hashOf(id: string): bigint {
  return createHash('md5').update(id).digest().readBigUInt64LE(8);
}
