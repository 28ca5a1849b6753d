/** A built dataset in the browser's own engine under Node, as the page holds it, and own digests beside it. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { OwnPart } from '../../src/core/tables/own.ts';
import { TABLE_NAMES, type Manifest } from '../../src/core/tables/schema.ts';
import { memorySql } from '../../src/db/load.ts';
import { builtRows, builtTitles, type OwnEngine } from '../../src/db/load-own.ts';
import { filesOf } from '../../src/db/manifest.ts';
import { rowsOf } from '../../src/worker/csv.ts';
import { keptExtractions } from '../../src/worker/kept.ts';
import { ownReader } from '../../src/worker/read-own.ts';
import { poolOf, type Port } from '../../src/worker/pool.ts';
import type { OwnFile, Topics, ToRead } from '../../src/worker/protocol.ts';
import { helper } from '../../src/worker/reading.ts';
import { asking, type Asked } from '../ask.ts';
import { openDuck } from '../duck.ts';
import { sqlText } from '../../scripts/build/merge.ts';

export const CUBES = { trend_cube: sqlText('trend_cube'), metric_cube: sqlText('metric_cube') };
export type Opened = Asked & { engine: OwnEngine; manifest: Manifest; topics: Topics };

/** Opens a dataset folder in memory. What the engine writes goes to `scratch`. */
export async function openBuilt(folder: string, scratch: string): Promise<Opened> {
  const duck = await openDuck();
  duck.connection.close();
  duck.db.open({ query: { castBigIntToDouble: false, castDecimalToDouble: false } });
  const connection = duck.db.connect();
  const asked = asking({ ...duck, connection, close: () => connection.close() });
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  for (const table of TABLE_NAMES) {
    const names = filesOf(manifest, table).map(({ file }) => file);
    for (const file of names) duck.register(file, new Uint8Array(readFileSync(join(folder, file))));
    connection.query(memorySql(table, names));
  }
  // Under Node a COPY writes to the disk; the browser's engine keeps it in memory.
  const placed = (text: string) =>
    text.replace(/TO '((?:own|save)-[^']*)'/, (_, file: string) => `TO '${join(scratch, file)}'`);
  const engine: OwnEngine = {
    run: (text, values) => asked.ask({ text: placed(text), values }),
    addBuffer: (name, bytes) => {
      duck.register(name, bytes);
      return Promise.resolve();
    },
    takeFile: (name) => {
      const bytes = new Uint8Array(readFileSync(join(scratch, name)));
      rmSync(join(scratch, name));
      return Promise.resolve(bytes);
    },
    dropFile: (name) => {
      duck.db.dropFile(name);
      return Promise.resolve();
    },
  };
  const topics = await asked.ask<Topics[number]>({
    text: "SELECT topic_id, label, coalesce(area, '') AS area, kind FROM topics",
    values: [],
  });
  return { ...asked, engine, manifest, topics };
}

/** A helper on this thread; `told` hears of every batch. */
function portTo(told: (batch: ToRead[]) => void): Port {
  const { learn, read } = helper((_, error) => {
    throw error;
  });
  const port: Port = {
    onmessage: null,
    postMessage: (message) => {
      if (message.kind === 'terms') return learn(message.terms);
      told(message.batch);
      const data = read(message.batch);
      queueMicrotask(() => port.onmessage?.({ data } as MessageEvent));
    },
  };
  return port;
}

/** Own digests read as the worker reads them, on this thread. */
export async function readOwn(opened: Opened, files: readonly OwnFile[]) {
  const texts: string[] = [];
  const parts: OwnPart[] = [];
  const read = ownReader({
    pool: poolOf([
      portTo((batch) => texts.push(...batch.filter(({ known }) => !known).map(({ title }) => title))),
    ]),
    send: (part) => parts.push(part),
    kept: await keptExtractions(null, null),
    titles: async () => rowsOf(await builtTitles(opened.engine)),
    rows: async (ids) => {
      const csv = new TextEncoder().encode(ids.map((id) => `"${id}"\n`).join(''));
      const found = await builtRows(opened.engine, csv);
      return {
        papers: rowsOf(found.papers),
        mentions: rowsOf(found.mentions),
        paper_topics: rowsOf(found.paper_topics),
        metrics: rowsOf(found.metrics),
      };
    },
    tell: () => undefined,
  });
  const overlay = await read(files, opened.topics);
  return { overlay, rows: { parts: [...parts, overlay.rest], replaced: overlay.replaced }, read, texts };
}

export const ownFile = (
  path: string,
  content: string | Uint8Array<ArrayBuffer>,
  more: Partial<OwnFile> = {},
): OwnFile => ({
  id: path,
  path,
  source: path.split('/')[0] ?? 'Yours',
  blob: new Blob([content]),
  ...more,
});
