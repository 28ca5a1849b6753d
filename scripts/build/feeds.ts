/** The feeds of a build: out of the tables as they were derived, beside the files that are written of them. */
import { datasetOf, type About } from '../feeds/dataset.ts';
import { findingsOf, type Findings, type KeptBursts } from '../feeds/findings.ts';
import type { Lane, WorkDb } from './workdb.ts';

/** Asks on a connection of its own. */
export async function feedsOf(lane: Lane, about: About): Promise<Findings> {
  await lane.run(`
    CREATE OR REPLACE VIEW scratch.papers AS
    SELECT p.paper_id, m.title FROM work.main.paper p JOIN work.main.mention m ON m.mention_id = p.title_id`);
  const [row] = await lane.rows<{ value: string }>("SELECT value FROM state WHERE name = 'bursts'");
  const kept = JSON.parse(row?.value ?? 'null') as KeptBursts | null;
  return findingsOf(await datasetOf(about, (text) => lane.rows(text)), kept);
}

export const keepBursts = (db: WorkDb, { bursts }: Findings): Promise<void> =>
  db.setState('bursts', `'${JSON.stringify(bursts).replaceAll("'", "''")}'`);
