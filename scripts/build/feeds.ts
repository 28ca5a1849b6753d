/** The feeds of a build: out of the tables as they were derived, beside the files that were written of them. */
import type { Manifest } from '../../src/core/tables/schema.ts';
import { datasetOf } from '../feeds/dataset.ts';
import { findingsOf, type KeptBursts } from '../feeds/findings.ts';
import { putFeeds } from '../feeds/write.ts';
import type { WorkDb } from './workdb.ts';

export type WrittenFeeds = { named: NonNullable<Manifest['feeds']>; entries: number; written: number };

/** Writes them into the folder, before the manifest that is to name them. */
export async function feedsOf(
  db: WorkDb,
  out: string,
  manifest: Manifest,
  siteUrl: string | null,
): Promise<WrittenFeeds> {
  await db.run(`
    CREATE OR REPLACE VIEW scratch.papers AS
    SELECT p.paper_id, m.title FROM work.main.paper p JOIN work.main.mention m ON m.mention_id = p.title_id`);
  const kept = JSON.parse((await db.state('bursts')) ?? 'null') as KeptBursts | null;
  const findings = await findingsOf(await datasetOf(manifest, (text) => db.rows(text)), kept);
  if (findings.bursts !== kept)
    await db.setState('bursts', `'${JSON.stringify(findings.bursts).replaceAll("'", "''")}'`);
  const { named, written } = putFeeds(out, manifest, findings, siteUrl);
  return { named, entries: findings.items.length, written: written.length };
}
