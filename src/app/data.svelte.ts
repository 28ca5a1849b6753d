/** The dataset as the page holds it: manifest and cube at once, the engine behind them. */
import type { OwnPart as RowsPart, OwnRows } from '../core/tables/own.ts';
import type { Lead, Manifest, TableName } from '../core/tables/schema.ts';
import type { Engine } from '../db/engine.ts';
import { fetchBytes, fetchParts, LoadError, notADataset } from '../db/fetch.ts';
import { filesOf, loadManifest } from '../db/manifest.ts';
import type { Narrowing } from '../db/narrow.ts';
import { run, sql, type Query, type Reach } from '../db/query.ts';
import { areaName } from '../views/area-names.ts';
import { trendCube, type CubeColumns, type TrendCube } from '../questions/trend-cube.ts';
import { cubeOfLead } from '../views/lead.ts';
import { cubeWith, manifestWith } from './own/beside.ts';

export type Topic = {
  topic_id: string;
  label: string;
  area: string;
  kind: string;
  scope: string | null;
};

const base = new URL('data/', document.baseURI).href;

let manifest = $state.raw<Manifest | null>(null);
let topics = $state.raw<ReadonlyMap<string, Topic>>(new Map());
let cube = $state.raw<TrendCube | null>(null);
let lead = $state.raw<{ cube: TrendCube; topics: Lead['topics'] } | null>(null);
let failure = $state.raw<unknown>(null);
let engineState = $state.raw<'waiting' | 'starting' | 'ready' | 'failed'>('waiting');

/** What the reader's own digests add: rows for the engine, cells for the charts, figures for the manifest. */
export type OwnPart = {
  rows: OwnRows;
  cube: CubeColumns;
  sources: Manifest['sources'];
  /** Papers that the built dataset does not have, and digests. */
  papers: number;
  digests: number;
};
/** As they were built; what is shown holds the reader's own part, too. */
let built: { manifest: Manifest; cells: CubeColumns; topics: ReadonlyMap<string, Topic> } | null = null;
let ownPart: OwnPart | null = null;
let revision = $state(0);
let ownAwaited = $state(false);

export const data = {
  get manifest() {
    return manifest;
  },
  get topics() {
    return topics;
  },
  get cube() {
    return cube;
  },
  /** What the first chart can be drawn from while the cube is not there. */
  get lead() {
    return cube ? null : lead;
  },
  /** Why the dataset itself could not be opened. */
  get failure() {
    return failure;
  },
  get engine() {
    return engineState;
  },
  /** Changes whenever the tables hold other rows than before. */
  get revision() {
    return revision;
  },
  /** The reader's own digests of an earlier visit may still come, and with them sources that are not there yet. */
  get ownAwaited() {
    return ownAwaited;
  },
};

export const areas = (): string[] => manifest?.areas ?? [];
export const sourceNames = (): string[] => manifest?.sources.map(({ source }) => source) ?? [];
/** Without the reader's own part. */
export const builtManifest = (): Manifest | null => built?.manifest ?? null;
/** Without those that only the reader's own papers have. */
export const builtTopics = (): Topic[] => [...(built?.topics ?? topics).values()];
const topicNames = $derived(new Set([...topics.values()].map(({ label }) => label.toLowerCase())));
/** An area's name for people, told apart from a topic of the same name. */
export const areaLabel = (area: string): string => areaName(area, topicNames);
/** A topic's name for people; its id while the names are not there or do not hold it. */
export const topicLabel = (id: string): string => topics.get(id)?.label ?? id;

/** From this size on a second request for the footer costs less than the columns that it leaves out. */
const WORTH_PARTS = 24 * 1024;

async function readTable<Name extends string>(of: Manifest, table: TableName, names: readonly Name[]) {
  const { readColumns } = await import('../db/parquet.ts');
  const parts = await Promise.all(
    filesOf(of, table).map(async ({ file, bytes }) => {
      const source =
        bytes < WORTH_PARTS ? (await fetchBytes(base, file, bytes)).buffer : fetchParts(base, file, bytes);
      return readColumns(file, source, names);
    }),
  );
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const columns = names.map((name) => [
    name,
    parts.length === 1 ? parts[0]?.[name] : parts.flatMap((p) => Array.from(p[name])),
  ]);
  return { ...Object.fromEntries(columns), rows } as Record<Name, ArrayLike<unknown>> & { rows: number };
}

/** The first chart stands; called by the screen that draws it. */
export let firstDrawn: () => void = () => undefined;
const drawn = new Promise<void>((done) => (firstDrawn = done));
/** A chart that is not drawn by then keeps nothing else waiting. */
const DRAWN_MS = 1500;

/**
 * Opens the dataset: manifest, topic names and trend cube. Again after a failure. Where `leads` says that the first
 * chart is drawn from the manifest alone, the rest comes when it stands.
 */
export async function openDataset(leads: () => boolean = () => false): Promise<void> {
  failure = null;
  try {
    const found = await loadManifest(base);
    if (found.lead && !built) {
      lead = { cube: cubeOfLead(found.lead), topics: found.lead.topics };
      manifest = found;
      if (leads()) await Promise.race([drawn, new Promise((done) => setTimeout(done, DRAWN_MS))]);
    }
    const [names, cells] = await Promise.all([
      readTable(found, 'topics', ['topic_id', 'label', 'area', 'kind', 'scope']),
      readTable(found, 'trend_cube', ['topic', 'week', 'sources', 'papers']),
    ]);
    const rows = Array.from({ length: names.rows }, (_, i): Topic => ({
      topic_id: String(names.topic_id[i]),
      label: String(names.label[i] ?? names.topic_id[i]),
      area: String(names.area[i] ?? ''),
      kind: String(names.kind[i] ?? 'curated'),
      scope: names.scope[i] == null ? null : String(names.scope[i]),
    }));
    // Replaced as a whole, never changed in place: a plain Map does.
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    topics = new Map(rows.map((topic) => [topic.topic_id, topic]));
    built = { manifest: found, cells, topics };
    cube = ownPart ? cubeWith(cells, ownPart.cube) : trendCube(cells);
    manifest = ownPart ? manifestWith(found, ownPart) : found;
    if (found.tables.papers.rows === 0) failure = notADataset('papers', 'holds no paper.');
  } catch (error) {
    failure = error;
  }
}

let engine: Promise<Engine> | null = null;
/** A file failed that the manifest names: the dataset may have been replaced since it was read. */
let doubtful = false;

/** The engine with all tables, started once; again after a failure. */
export function theEngine(): Promise<Engine> {
  engine ??= startEngine().catch((error: unknown) => {
    engine = null;
    engineState = 'failed';
    doubtful = error instanceof LoadError;
    throw error;
  });
  return engine;
}

/** The manifest that the charts were drawn from; read anew, and all with it, when a file of it has failed. */
async function currentManifest(): Promise<Manifest> {
  if (built && !doubtful) return built.manifest;
  const found = await loadManifest(base);
  if (built && found.content !== built.manifest.content) await openDataset();
  doubtful = false;
  return found;
}

/** Of the tables that the engine reads by range, what one question needs. */
let narrow: Narrowing | null = null;

/** Whether a question's answer costs what it reads: some table is not held whole. Known once the engine runs. */
export const readsByRange = (): boolean => narrow !== null;
/** Makes ready for questions of this reach, soon to be asked. */
export const lookAhead = (reach: Reach): void => narrow?.ahead(reach);

async function startEngine(): Promise<Engine> {
  engineState = 'starting';
  const [{ openEngine }, { largeTables, loadTables }, { narrowing }, found] = await Promise.all([
    import('../db/engine.ts'),
    import('../db/load.ts'),
    import('../db/narrow.ts'),
    currentManifest(),
  ]);
  const large = largeTables(found);
  narrow = large.size > 0 ? narrowing(found, base, large) : null;
  const opened = await openEngine();
  try {
    await loadTables(opened, found, base);
    if (ownPart) await putOwnPart(opened, ownPart);
  } catch (error) {
    // Not waited for: a dead engine does not answer.
    void opened.close().catch(() => undefined);
    throw error;
  }
  engineState = 'ready';
  void opened.died.then(() => {
    engine = null;
    engineState = 'failed';
  });
  return opened;
}

/** A second engine over the same tables, for work that may have to be ended hard (the SQL console's). */
export async function anotherEngine(): Promise<Engine> {
  const [{ openEngine }, { loadTables }, found] = await Promise.all([
    import('../db/engine.ts'),
    import('../db/load.ts'),
    currentManifest(),
  ]);
  const opened = await openEngine();
  try {
    await loadTables(opened, found, base);
    if (ownPart) await putOwnPart(opened, ownPart);
  } catch (error) {
    opened.stop();
    throw error;
  }
  return opened;
}

export const awaitOwn = (yes: boolean) => (ownAwaited = yes);

async function putOwnPart(into: Engine, { rows }: OwnPart): Promise<void> {
  const [{ putOwn }, { CUBE_SQL }] = await Promise.all([
    import('../db/load-own.ts'),
    import('./own/cube-sql.ts'),
  ]);
  await putOwn(into, { parts: rows.parts.map(copyOf), replaced: rows.replaced.slice() }, CUBE_SQL);
}

/** An engine takes buffers for itself, and another one may need them. */
const copyOf = (part: RowsPart): RowsPart =>
  Object.fromEntries(Object.entries(part).map(([table, bytes]) => [table, bytes.slice()]));

/** Rows that go to the engine while others are still read; `showOwn` makes them count. */
export type Arriving = {
  add: (part: RowsPart) => void;
  parts: readonly RowsPart[];
  /** Puts them in place; false where the engine that took them is no longer there. */
  show: (replaced: Uint8Array) => Promise<boolean>;
  /** Nothing of them is wanted. */
  drop: () => Promise<void>;
};

export async function arriving(): Promise<Arriving> {
  const into = await theEngine();
  const [{ incoming }, { CUBE_SQL }] = await Promise.all([
    import('../db/load-own.ts'),
    import('./own/cube-sql.ts'),
  ]);
  const { add, show, drop } = await incoming(into);
  const parts: RowsPart[] = [];
  let turn: Promise<void> = Promise.resolve();
  return {
    parts,
    add: (part) => {
      parts.push(part);
      turn = turn.then(() => add(copyOf(part)));
      // Told of by what waits for the last one.
      turn.catch(() => undefined);
    },
    show: async (replaced) => {
      if ((await theEngine()) !== into) return false;
      await turn;
      await show(replaced.slice(), CUBE_SQL);
      return true;
    },
    // An addition that failed leaves tables behind too.
    drop: () =>
      turn
        .catch(() => undefined)
        .then(drop)
        .catch(() => undefined),
  };
}

/**
 * Shows the reader's own part beside the built dataset, in place of the part before: tables first, then charts.
 * `arrived` are its rows, as far as the engine has them already.
 */
export async function showOwn(part: OwnPart, arrived: Arriving): Promise<void> {
  const there = await arrived.show(part.rows.replaced);
  const into = await theEngine();
  if (!there) await putOwnPart(into, part);
  ownPart = part;
  revision += 1;
  if (!built) return;
  const named = await run(into.run, ownTopics);
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  topics = new Map([...built.topics, ...named.map((topic): [string, Topic] => [topic.topic_id, topic])]);
  cube = cubeWith(built.cells, part.cube);
  manifest = manifestWith(built.manifest, part);
}
const ownTopics = sql<Topic>`SELECT topic_id, label, area, kind, scope FROM own_topics`;

/** Asks the engine, starting it when need be. Where an effect asks, it asks again when the tables hold other rows. */
export async function ask<Row>(query: Query<Row>): Promise<Row[]> {
  void revision;
  const opened = await theEngine();
  // The reader's own rows stand beside whole tables only.
  const files = query.reach && narrow && !ownPart ? await narrow.over(query.reach) : null;
  if (!files || files.length === 0) return run(opened.run, query);
  return run((text, values) => opened.runOver(files, text, values), query);
}
