/** The build on a real cluster: a master and two workers on loopback, one of them killed in the middle of the job. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildDataset } from '../../scripts/build/dataset.ts';
import { ROOT } from '../../scripts/build/options.ts';
import { silentReporter } from '../../scripts/build/report.ts';
import { freePort, startCluster, type Cluster } from '../../scripts/spark/cluster.ts';
import { compareDatasets, type Compared } from '../../scripts/spark/compare.ts';
import { runSparkJob } from '../../scripts/spark/job.ts';
import { sparkHome, whatLacks } from '../../scripts/spark/machine.ts';
import { writeMentions } from '../../scripts/spark/mentions.ts';
import { readColumns } from '../../src/db/parquet.ts';
import { TABLE_NAMES } from '../../src/core/tables/schema.ts';
import { openDataset } from '../duck.ts';

const lacks = whatLacks();
if (lacks) console.warn(`SKIPPED: the build on Spark is not tested here, it needs ${lacks}`);

type Stage = { name: string; status: string; numCompleteTasks: number; numTasks: number };

describe.skipIf(lacks !== null)(`a Spark cluster${lacks ? ` (skipped: needs ${lacks})` : ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'papertide-spark-'));
  const at = (name: string) => join(folder, name);
  const options = {
    inputs: [join(ROOT, 'data/digests')],
    out: at('single'),
    year: null,
    full: true,
    workers: null,
    cache: at('cache'),
  };
  let cluster: Cluster;
  let log = '';
  let killed: { complete: number; of: number } | null = null;
  let compared: Compared[];

  beforeAll(async () => {
    const home = sparkHome((line) => console.log(line));
    await buildDataset(options, silentReporter);
    await writeMentions({ ...options, cache: at('cache-2') }, at('mentions'), silentReporter);
    cluster = await startCluster({ home, folder: at('cluster'), workers: 2 });
    const ui = await freePort();
    // As many tasks as it takes for the kill to fall among them.
    const tasks = 24;
    const job = runSparkJob({
      home,
      master: cluster.master,
      input: at('mentions'),
      work: at('work'),
      out: at('spark'),
      tasks,
      conf: {
        'spark.ui.port': String(ui),
        'spark.executor.memory': '700m',
        'spark.driver.memory': '700m',
        'spark.sql.shuffle.partitions': '4',
      },
      log: (text) => (log += text),
    });
    let over = false;
    const ended = job.then(
      () => (over = true),
      () => (over = true),
    );
    while (!over && !killed) {
      const stage = (await activeStages(ui)).find((s) => s.numTasks === tasks && s.numCompleteTasks >= 2);
      if (stage && stage.numCompleteTasks < tasks) {
        cluster.kill(1);
        killed = { complete: stage.numCompleteTasks, of: stage.numTasks };
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await ended;
    try {
      await job;
    } finally {
      writeFileSync(at('job.log'), log);
    }
    compared = await compareDatasets(at('single'), at('spark'));
  }, 600_000);

  afterAll(() => {
    cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a worker was killed while tasks of a stage were done and others were not, and the driver saw it go', () => {
    expect(killed).not.toBeNull();
    expect(killed?.complete).toBeLessThan(killed?.of ?? 0);
    expect(log).toMatch(/Lost executor|Executor lost|worker lost|Remote RPC client disassociated/i);
  });
  test.each(TABLE_NAMES)('the table %s has the rows of the build on one machine, each as often', (table) => {
    const found = compared.find((one) => one.table === table);
    expect(found?.rows[0]).toBe(found?.rows[1]);
    expect([found?.onlyFirst, found?.onlySecond]).toEqual([0, 0]);
    if (table !== 'rejects') expect(found?.rows[0]).toBeGreaterThan(100);
  });
  test('the page reads what Spark wrote: the engine its papers, and the cubes without it', async () => {
    const { manifest, rows, close } = await openDataset(at('spark'));
    const expected = compared.find((one) => one.table === 'papers')?.rows[0];
    expect(
      rows(
        'SELECT count(*)::INTEGER AS papers, count(first_seen)::INTEGER AS dated FROM papers WHERE length(title) > 0',
      ),
    ).toEqual([{ papers: expected, dated: expected }]);
    close();
    const file = manifest.tables.trend_cube.files[0]?.file ?? '';
    const bytes = readFileSync(at(`spark/${file}`));
    const cube = await readColumns(file, new Uint8Array(bytes).buffer, ['topic', 'week', 'papers']);
    expect(cube.rows).toBe(manifest.tables.trend_cube.rows);
  });
});

async function activeStages(ui: number): Promise<Stage[]> {
  try {
    const base = `http://127.0.0.1:${ui}/api/v1/applications`;
    const [app] = (await (await fetch(base)).json()) as { id: string }[];
    if (!app) return [];
    return (await (await fetch(`${base}/${app.id}/stages?status=active`)).json()) as Stage[];
  } catch {
    return [];
  }
}
