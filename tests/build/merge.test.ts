import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forgetMerged, mergeInDatabase } from '../../scripts/build/merge.ts';
import { mentionRow } from '../../scripts/build/parse-batch.ts';
import { DIGEST_COLUMNS, MENTION_COLUMNS, writeSpool } from '../../scripts/build/spool.ts';
import { TABLE_PLANS, tableSql, type TablePlan } from '../../scripts/build/tables.ts';
import { walk } from '../../scripts/build/walk.ts';
import { openWorkDb, spooled, type WorkDb } from '../../scripts/build/workdb.ts';
import { parseDigest } from '../../src/core/digest/parse.ts';
import { mergeMentions } from '../../src/core/papers/merge.ts';
import type { Mention, Paper } from '../../src/core/paper.ts';
import { CORPUS, corpusIsHere, corpusName, temporaryFolder } from './fixtures.ts';

/** The table of papers as it is written. */
const papersSql = tableSql(TABLE_PLANS.find((p) => p.table === 'papers') as TablePlan);

const asRow = (p: Paper) => ({
  paper_id: p.paper_id,
  title: p.title,
  abstract: p.abstract,
  authors: p.authors.join(', '),
  url: p.url,
  code_url: p.code_url,
  published: p.published,
  first_seen: p.first_seen,
  sources: [...new Set(p.mentions.map((m) => m.source))].sort().join('+'),
  mentions: p.mentions.length,
  upvotes: p.upvotes,
});

const openEmpty = (folder: string): Promise<WorkDb> =>
  openWorkDb(
    folder,
    { parse: 'test', extract: 'test', derive: 'test' },
    { full: true, threads: 2 },
    () => undefined,
  );

/** Puts mentions where the parse stage puts them, each file as one digest; those that were there go. */
async function put(db: WorkDb, folder: string, mentions: Mention[]): Promise<void> {
  const digests = [...new Map(mentions.map((m) => [`${m.file} ${m.digest_id}`, m])).values()];
  writeSpool(
    join(folder, 'digests.ndjson'),
    digests.map(({ file, digest_id, source, date }, seq) => {
      return {
        file_key: file,
        seq,
        local_id: digest_id,
        source,
        date,
        format: 'x',
        file,
        entries: 0,
        rejected: 0,
      };
    }),
  );
  writeSpool(
    join(folder, 'mentions.ndjson'),
    mentions.map((m, seq) => mentionRow(m, m.file, seq)),
  );
  await db.run('INSERT INTO gone SELECT mention_id FROM mention');
  await db.run('DELETE FROM digest');
  await db.run('DELETE FROM mention');
  await db.run(`INSERT INTO digest BY NAME FROM ${spooled(join(folder, 'digests.ndjson'), DIGEST_COLUMNS)}`);
  await db.run(
    `INSERT INTO mention BY NAME FROM ${spooled(join(folder, 'mentions.ndjson'), MENTION_COLUMNS)}`,
  );
}

/** Takes single mentions out and puts others in, as changed files do, beside digests that all stay. */
async function exchange(db: WorkDb, folder: string, out: Mention[], into: Mention[]): Promise<void> {
  const places = (some: Mention[]) => some.map((m) => `('${m.file}', ${m.line})`).join(', ');
  if (out.length > 0) {
    const which = `(file, line) IN (${places(out)})`;
    await db.run(`INSERT INTO gone SELECT mention_id FROM mention WHERE ${which}`);
    await db.run(`DELETE FROM mention WHERE ${which}`);
  }
  if (into.length === 0) return;
  const file = join(folder, 'more.ndjson');
  writeSpool(
    file,
    into.map((m, seq) => mentionRow(m, m.file, 100 + seq)),
  );
  await db.run(`INSERT INTO mention BY NAME FROM ${spooled(file, MENTION_COLUMNS)}`);
}

const papersIn = (db: WorkDb): Promise<unknown[]> =>
  db.rows(`
    SELECT paper_id, title, abstract, authors, url, code_url, published::VARCHAR AS published,
      first_seen::VARCHAR AS first_seen, sources, mentions, upvotes
    FROM (${papersSql}) ORDER BY first_seen, paper_id`);

async function mergedInDatabase(db: WorkDb, folder: string, mentions: Mention[]): Promise<unknown[]> {
  await db.transaction(() => forgetMerged(db));
  await put(db, folder, mentions);
  await mergeInDatabase(db);
  return papersIn(db);
}

const day = fc.constantFrom('2024-01-01', '2024-01-02', '2025-06-30');
const words = fc.constantFrom('Alpha Beta', 'alpha-beta', 'Gamma', 'Gamma Delta', '', 'Ünïcode 漢字');
const maybe = <T>(a: fc.Arbitrary<T>) => fc.option(a, { nil: null });
const mention: fc.Arbitrary<Mention> = fc.record({
  digest_id: fc.constantFrom('a/1', 'a/2'),
  source: fc.constantFrom('a', 'b'),
  date: day,
  rank: fc.integer({ min: 1, max: 3 }),
  file: fc.constantFrom('a/x.md', 'b/y.md'),
  line: fc.integer({ min: 1, max: 4 }),
  title: words,
  abstract: maybe(fc.constantFrom('', 'short', 'longer text', 'longer tëxt')),
  summary: maybe(fc.constantFrom('some', 'sum', 'a summary', 'b summary')),
  authors: fc.array(fc.constantFrom('Ada', 'Bo', 'Cy'), { maxLength: 3 }),
  url: maybe(fc.constantFrom('https://a.example/1', 'https://b.example/2')),
  code_url: maybe(fc.constantFrom('https://code.example/1', 'https://code.example/2')),
  arxiv_id: maybe(fc.constantFrom('2401.00001', '2401.00002')),
  doi: maybe(fc.constantFrom('10.1/a', '10.1/b')),
  upvotes: maybe(fc.integer({ min: 0, max: 9 })),
});

test('papers merged in the database are those that the core merges, field for field', async () => {
  const folder = temporaryFolder();
  const db = await openEmpty(folder);
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(mention, { minLength: 1, maxLength: 8 }), async (drawn) => {
        // A place in a file is one entry's, as in any digest.
        const mentions = [...new Map(drawn.map((m) => [`${m.file} ${m.line}`, m])).values()];
        const expected = mergeMentions(structuredClone(mentions)).map(asRow);
        expect(await mergedInDatabase(db, folder, mentions)).toEqual(expected);
      }),
      { numRuns: 40, seed: 20250808 },
    );
  } finally {
    db.close();
  }
});

test('merging what changed gives the papers of merging everything, and names each paper that changed', async () => {
  const folder = temporaryFolder();
  const db = await openEmpty(folder);
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(mention, { minLength: 2, maxLength: 9 }),
        fc.nat({ max: 6 }),
        fc.nat({ max: 3 }),
        async (drawn, kept, gone) => {
          const mentions = [...new Map(drawn.map((m) => [`${m.file} ${m.line}`, m])).values()];
          // Digests are numbered by what they hold; here all of them stay, so that only mentions change.
          await mergedInDatabase(db, folder, mentions);
          const [late, lost] = [mentions.slice(kept), mentions.slice(0, Math.min(gone, kept))];
          const whole = await papersIn(db);
          await exchange(db, folder, late, []);
          await mergeInDatabase(db);
          await db.run('DELETE FROM changed');
          const before = await papersIn(db);
          await exchange(db, folder, lost, late);
          await mergeInDatabase(db);
          const after = await papersIn(db);
          const expected = mergeMentions(structuredClone(mentions.slice(lost.length))).map(asRow);
          expect(after).toEqual(expected);
          const told = new Set(
            (await db.rows<{ id: string }>('SELECT paper_id AS id FROM changed')).map((c) => c.id),
          );
          const rows = (all: unknown[]) =>
            new Map((all as { paper_id: string }[]).map((p) => [p.paper_id, p]));
          const [old, now] = [rows(before), rows(after)];
          for (const id of new Set([...old.keys(), ...now.keys()]))
            if (JSON.stringify(old.get(id)) !== JSON.stringify(now.get(id))) expect(told).toContain(id);
          await exchange(db, folder, [], lost);
          await mergeInDatabase(db);
          expect(await papersIn(db)).toEqual(whole);
        },
      ),
      { numRuns: 20, seed: 20250808 },
    );
  } finally {
    db.close();
  }
}, 120_000);

test.skipIf(!corpusIsHere)(
  corpusName('the papers of the reference corpus are merged in the database as the core merges them'),
  async () => {
    const folder = temporaryFolder();
    const mentions = walk([CORPUS], 2025).files.flatMap(
      (f) => parseDigest({ path: f.path, bytes: readFileSync(f.absolute), given: f.given }).mentions,
    );
    const db = await openEmpty(folder);
    try {
      const expected = mergeMentions(structuredClone(mentions)).map(asRow);
      const rows = await mergedInDatabase(db, folder, mentions);
      expect(rows).toHaveLength(expected.length);
      // One by one: a difference of two long lists says nothing.
      for (const [i, row] of rows.entries()) expect(row).toEqual(expected[i]);
    } finally {
      db.close();
    }
  },
  120_000,
);
