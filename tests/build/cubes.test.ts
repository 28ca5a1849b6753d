/** The dataset of the reference corpus: its cubes, which must say what the tables say whatever is filtered. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataset } from '../duck.ts';
import { build, CORPUS, corpusIsHere, DIGESTS, fileDigests } from './fixtures.ts';

let folder: string;
let input: string;
let duck: Awaited<ReturnType<typeof openDataset>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'papertide-cubes-'));
  if (!corpusIsHere)
    console.warn(`reference corpus absent at ${CORPUS}: the cubes are tested on small fixtures only`);
  input = corpusIsHere ? CORPUS : fileDigests(join(folder, 'digests'), DIGESTS);
  await build({ inputs: [input], out: join(folder, 'out'), cache: join(folder, 'cache') }, { workers: 2 });
  duck = await openDataset(join(folder, 'out'));
}, 240_000);

afterAll(() => {
  duck?.close();
  rmSync(folder, { recursive: true, force: true });
});

const all = (column: string, table: string): string[] =>
  duck.rows<{ v: string }>(`SELECT DISTINCT ${column} AS v FROM ${table} ORDER BY 1`).map((r) => r.v);
const texts = (values: string[]) => values.map((v) => `'${v.replaceAll("'", "''")}'`).join(', ');
/** Papers of a cube's topic: one topic, an area, or all of them. */
const ofTopic = (topic: string): string => {
  if (topic === '*') return 'true';
  const wanted = topic.startsWith('area:')
    ? `SELECT topic_id FROM topics WHERE area = '${topic.slice(5)}'`
    : `'${topic}'`;
  return `p.paper_id IN (SELECT paper_id FROM paper_topics WHERE topic_id IN (${wanted}))`;
};
const someOf = (values: string[]) => fc.subarray(values, { minLength: 1, maxLength: 4 });

test('papers a week of any topic, area and sources are the same by cube and by tables', () => {
  const topics = all('topic', 'trend_cube');
  const weeks = all('week::VARCHAR', 'trend_cube');
  const sources = all('sources', 'trend_cube');
  fc.assert(
    fc.property(fc.constantFrom(...topics), someOf(weeks), someOf(sources), (topic, days, from) => {
      const [first, last] = [days[0], days.at(-1)];
      const where = `week BETWEEN '${first}' AND '${last}' AND sources IN (${texts(from)})`;
      const cube = duck.rows(`
        SELECT week::VARCHAR AS week, sum(papers)::INT AS papers FROM trend_cube
        WHERE topic = '${topic}' AND ${where} GROUP BY 1 ORDER BY 1`);
      const tables = duck.rows(`
        SELECT week::VARCHAR AS week, count(*)::INT AS papers
        FROM (SELECT *, date_trunc('week', first_seen)::DATE AS week FROM papers) p
        WHERE ${ofTopic(topic)} AND ${where} GROUP BY 1 ORDER BY 1`);
      expect(cube).toEqual(tables);
    }),
    { numRuns: 60, seed: 20250808 },
  );
});

test("a cube row's total is the week's papers of the same sources", () => {
  expect(
    duck.rows(`
      WITH counted AS (
        SELECT date_trunc('week', first_seen)::DATE AS week, sources, count(*) AS n FROM papers GROUP BY ALL
      )
      SELECT c.* FROM trend_cube c LEFT JOIN counted n USING (week, sources) WHERE n.n IS NULL OR n.n <> c.total LIMIT 5`),
  ).toEqual([]);
});

test('metrics of any measure, topic, month and factor are the same by cube and by tables', () => {
  const topics = all('topic', 'metric_cube');
  const months = all('month::VARCHAR', 'metric_cube');
  const sources = all('sources', 'metric_cube');
  const filters = fc.tuple(
    fc.constantFrom('gain', 'score'),
    fc.constantFrom('speed', 'memory', 'size', 'compute', 'quality', 'other'),
    fc.constantFrom(...topics),
    someOf(months),
    someOf(sources),
  );
  fc.assert(
    fc.property(filters, ([kind, measure, topic, days, from]) => {
      const where = `kind = '${kind}' AND measure = '${measure}' AND month BETWEEN '${days[0]}' AND '${days.at(-1)}' AND sources IN (${texts(from)})`;
      const select = 'month::VARCHAR AS month, bin';
      const cube = duck.rows(`
        SELECT ${select}, sum(metrics)::INT AS metrics, sum(papers)::INT AS papers FROM metric_cube
        WHERE topic = '${topic}' AND ${where} GROUP BY 1, 2 ORDER BY 1, 2 NULLS FIRST`);
      const tables = duck.rows(`
        SELECT ${select}, count(*)::INT AS metrics, count(DISTINCT paper_id)::INT AS papers
        FROM (
          SELECT m.*, p.sources, date_trunc('month', m.date)::DATE AS month,
            CASE WHEN factor_high > 0 THEN floor(log2(factor_high) * 4)::INT END AS bin
          FROM metrics m JOIN papers p USING (paper_id)
        ) p
        WHERE ${ofTopic(topic)} AND ${where} GROUP BY 1, 2 ORDER BY 1, 2 NULLS FIRST`);
      expect(cube).toEqual(tables);
    }),
    { numRuns: 60, seed: 20250808 },
  );
});

test('every table agrees with every other one on what it counts', () => {
  // One at a time: the browser's engine fails on a statement of ten such questions.
  const n = (text: string) => duck.rows<{ n: number }>(`SELECT (${text})::INT AS n`)[0]?.n;
  const mentions = n('SELECT count(*) FROM mentions');
  const metrics = n('SELECT count(*) FROM metrics');
  expect(n("SELECT sum(papers) FROM trend_cube WHERE topic = '*'")).toBe(n('SELECT count(*) FROM papers'));
  expect(n('SELECT sum(mentions) FROM papers')).toBe(mentions);
  expect(n('SELECT sum(entries - rejected) FROM digests')).toBe(mentions);
  expect(n('SELECT sum(gains + scores) FROM papers')).toBe(metrics);
  expect(n("SELECT sum(metrics) FROM metric_cube WHERE topic = '*'")).toBe(metrics);
  expect(n('SELECT count(*) FROM paper_topics ANTI JOIN topics USING (topic_id)')).toBe(0);
  expect(n('SELECT count(*) FROM mentions ANTI JOIN digests USING (digest_id)')).toBe(0);
  expect(
    n('SELECT count(*) FROM (SELECT 1 FROM paper_topics GROUP BY paper_id, topic_id HAVING count(*) > 1)'),
  ).toBe(0);
});

test("every metric's place lies in its text and its sentence holds it", () => {
  type Row = { id: string; text: string | null; start: number; length: number; from: number; span: number };
  const rows = duck.rows<Row>(`
    SELECT m.metric_id AS id, m.start, m.length, m.sentence_start AS "from", m.sentence_length AS span,
      CASE WHEN m.field = 'abstract' THEN p.abstract ELSE
        (SELECT max(n.summary) FROM mentions n WHERE n.paper_id = m.paper_id AND n.digest_id = m.digest_id) END AS text
    FROM metrics m JOIN papers p USING (paper_id)`);
  expect(rows.length).toBeGreaterThan(0);
  const wrong = rows.filter(({ text, start, length, from, span }) => {
    const quote = text?.slice(start, start + length) ?? '';
    const inside = from <= start && start + length <= from + span && from + span <= (text?.length ?? 0);
    // A number in digits or in words ("twice", "half"), never a bare space or a cut-off piece of nothing.
    return quote.length !== length || quote.trim() === '' || !inside;
  });
  expect(wrong.slice(0, 3)).toEqual([]);
});
