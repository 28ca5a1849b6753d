/** Readers' corrections on their way into the metrics of a build. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { correctPaper, lostOf, type ExtractedRow } from '../../src/core/correct.ts';
import { correctionLine, latest, readCorrections, type Filed } from '../../src/core/corrections.ts';
import type { Problem } from '../../src/core/problem.ts';
import { metricId } from '../../src/core/tables/metric-rows.ts';
import { tables } from '../../src/core/tables/schema.ts';
import { ROOT } from './options.ts';
import { writeSpool } from './spool.ts';
import { spooled, type WorkDb } from './workdb.ts';

export const CORRECTIONS = join(ROOT, 'data/corrections');

export type CorrectionFiles = {
  /** One a number, the latest of several; sorted by paper and place. */
  corrections: Filed[];
  /** All that were read, for the figures of quality. */
  problems: Problem[];
  /** Over what the corrections say, not over how they are filed; empty where there are none. */
  hash: string;
};

/** Reads `*.jsonl` of a folder in the order of their names; a folder that is not there holds none. */
export function readCorrectionFiles(folder: string): CorrectionFiles {
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.jsonl') && !name.startsWith('.'))
        .sort()
    : [];
  const read = names.map((name) =>
    readCorrections(`corrections/${name}`, readFileSync(join(folder, name), 'utf8')),
  );
  const corrections = latest(read.flatMap((one) => one.corrections));
  const said = corrections.map(correctionLine).join('\n');
  return {
    corrections,
    problems: read.flatMap((one) => one.problems),
    hash: said ? createHash('sha256').update(said).digest('hex').slice(0, 12) : '',
  };
}

type PaperRow = {
  paper_id: string;
  day: string;
  field: string | null;
  digest_id: string | null;
  text: string | null;
};

/**
 * Rewrites the rows in `metrics` of the papers that corrections speak of; those rows must be as extracted.
 * Corrections that no longer fit come back as problems. Within a transaction.
 */
export async function correctMetrics(db: WorkDb, corrections: readonly Filed[]): Promise<Problem[]> {
  if (corrections.length === 0) return [];
  const byPaper = new Map<string, Filed[]>();
  for (const one of corrections) byPaper.set(one.paper_id, [...(byPaper.get(one.paper_id) ?? []), one]);
  const asked = join(db.spool, 'correct.papers.ndjson');
  writeSpool(
    asked,
    [...byPaper.keys()].map((paper_id) => ({ paper_id })),
  );
  await db.run(
    `CREATE OR REPLACE TEMP TABLE asked AS SELECT * FROM ${spooled(asked, { paper_id: 'VARCHAR' })}`,
  );
  const papers = await db.rows<PaperRow>(`
    SELECT p.paper_id, p.first_seen::VARCHAR AS day, p.field, p.digest_id,
      CASE p.field WHEN 'summary' THEN m.summary ELSE m.abstract END AS text
    FROM (FROM paper SEMI JOIN asked USING (paper_id)) p
    LEFT JOIN mention m ON m.mention_id = p.text_id`);
  const metrics = await db.rows<ExtractedRow & { paper_id: string }>(
    'SELECT m.* EXCLUDE (metric_id, date, field, digest_id, first) FROM metrics m SEMI JOIN asked USING (paper_id) ORDER BY paper_id, kind, n',
  );
  const known = new Map(papers.map((paper) => [paper.paper_id, paper]));
  const held = new Map<string, ExtractedRow[]>();
  for (const { paper_id, ...row } of metrics)
    held.set(paper_id, [...(held.get(paper_id) ?? []), row as ExtractedRow]);

  const lost: Problem[] = [];
  const changed: { paper: PaperRow; rows: ExtractedRow[] }[] = [];
  for (const [paper_id, own] of byPaper) {
    const paper = known.get(paper_id);
    if (!paper) {
      lost.push(...own.map((one) => lostOf(one, 'the paper is not in the dataset')));
      continue;
    }
    const done = correctPaper(paper.text ?? '', held.get(paper_id) ?? [], own);
    lost.push(...done.lost);
    if (done.changed) changed.push({ paper, rows: done.rows });
  }
  await put(db, changed);
  await db.run('DROP TABLE asked');
  return lost;
}

async function put(db: WorkDb, changed: readonly { paper: PaperRow; rows: ExtractedRow[] }[]): Promise<void> {
  if (changed.length === 0) return;
  const papers = join(db.spool, 'corrected.ndjson');
  writeSpool(
    papers,
    changed.map(({ paper }) => ({ paper_id: paper.paper_id })),
  );
  await db.run(
    `DELETE FROM metrics WHERE paper_id IN (SELECT paper_id FROM ${spooled(papers, { paper_id: 'VARCHAR' })})`,
  );
  const written = join(db.spool, 'correct.metrics.ndjson');
  const rows = changed.flatMap(({ paper, rows: own }) =>
    own.map((row, i) => ({
      ...row,
      // The same that metrics.sql says of extracted rows.
      first: !own.slice(0, i).some((o) => o.kind === row.kind && o.measure === row.measure),
      metric_id: metricId(paper.paper_id, row),
      paper_id: paper.paper_id,
      date: paper.day,
      field: paper.field,
      digest_id: paper.digest_id,
    })),
  );
  if (writeSpool(written, rows) > 0)
    await db.run(
      `INSERT INTO metrics BY NAME SELECT * FROM ${spooled(written, { ...tables.metrics, n: 'INTEGER', first: 'BOOLEAN' })}`,
    );
}
