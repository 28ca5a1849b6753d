/** Mosaic's own way: a strip of all papers whose brush filters a trend by topic and a scatter of claims, by query. */
import * as duckdb from '@duckdb/duckdb-wasm';
import worker from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import wasm from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import * as vg from '@uwdata/vgplot';

const began = performance.now();
const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker(worker));
await db.instantiate(wasm);
await db.open({});
const connection = await db.connect();
const base = new URL('./data/', location.href);
const manifest = await (await fetch(new URL('manifest.json', base))).json();
for (const table of ['papers', 'paper_topics', 'metrics']) {
  const files = manifest.tables[table].files.map(({ file }) => file);
  for (const file of files)
    await db.registerFileURL(file, new URL(file, base).href, duckdb.DuckDBDataProtocol.HTTP, false);
  const list = `[${files.map((file) => `'${file}'`).join(', ')}]`;
  const columns = {
    papers: 'paper_id, first_seen::TIMESTAMP AS date, sources',
    paper_topics: 'paper_id, topic_id, date::TIMESTAMP AS date',
    metrics: 'paper_id, date::TIMESTAMP AS date, measure, factor_high',
  }[table];
  // In memory, as Mosaic's own examples have it: the best case for a brush that asks the engine at each move.
  await connection.query(`CREATE TABLE ${table} AS SELECT ${columns} FROM parquet_scan(${list})`);
}
await connection.query(`CREATE TABLE claims AS
  SELECT date, log10(factor_high) AS factor FROM metrics WHERE measure = 'speed' AND factor_high > 0`);
await connection.query(`CREATE TABLE shown AS
  SELECT date, topic_id FROM paper_topics
  WHERE topic_id IN (SELECT topic_id FROM paper_topics GROUP BY topic_id ORDER BY count(*) DESC LIMIT 6)`);

let pending = 0;
window.__pending = () => pending;
const inner = vg.wasmConnector({ duckdb: db, connection });
const counting = {
  query: async (query) => {
    pending += 1;
    try {
      // DuckDB 0.9 knows the word only in full.
      return await inner.query({ ...query, sql: query.sql?.replace(/^DESC /, 'DESCRIBE ') });
    } finally {
      // The answer is drawn in the tasks that follow it.
      setTimeout(() => (pending -= 1), 0);
    }
  },
};
vg.coordinator().databaseConnector(counting);

const brush = vg.Selection.crossfilter();
document.getElementById('brush').append(
  vg.plot(
    vg.rectY(vg.from('papers'), { x: vg.bin('date', { interval: 'month' }), y: vg.count(), inset: 0.5 }),
    vg.intervalX({ as: brush, field: 'date' }),
    vg.width(1300),
    vg.height(80),
  ),
);
document.getElementById('trend').append(
  vg.plot(
    vg.lineY(vg.from('shown', { filterBy: brush }), {
      x: vg.bin('date', { interval: 'month' }),
      y: vg.count(),
      stroke: 'topic_id',
    }),
    vg.width(1300),
    vg.height(400),
  ),
);
document.getElementById('scatter').append(
  vg.plot(
    // Its own way for many marks: a dot each is an element each.
    vg.raster(vg.from('claims', { filterBy: brush }), { x: 'date', y: 'factor', fill: 'density', pixelSize: 2 }),
    vg.width(1300),
    vg.height(400),
  ),
);
const ready = setInterval(() => {
  if (pending === 0 && document.querySelectorAll('svg').length >= 3) {
    clearInterval(ready);
    window.__loaded = performance.now() - began;
    window.__ready = true;
  }
}, 50);
