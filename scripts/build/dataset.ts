/** The whole build: folders of digests → a dataset, or the old dataset untouched. */
import { mkdirSync } from 'node:fs';
import { describeProblem, type Problem } from '../../src/core/problem.ts';
import { bundleStages } from './bundle.ts';
import { CORRECTIONS, readCorrectionFiles } from './corrections.ts';
import { deriveTables } from './derive.ts';
import { draftFeeds, siteFor } from '../feeds/write.ts';
import { extractTexts } from './extract.ts';
import { feedsOf, keepBursts } from './feeds.ts';
import { lockOutput } from './lock.ts';
import { manifestOf, toldOf } from './manifest.ts';
import { mergeInDatabase } from './merge.ts';
import { BuildError, coresOf, type BuildOptions } from './options.ts';
import { readDigests } from './read.ts';
import type { Reporter } from './report.ts';
import { countedIn, tableSizes, type Summary } from './summary.ts';
import { discoverTopics } from './terms.ts';
import { walk } from './walk.ts';
import { openWorkDb, type WorkDb } from './workdb.ts';
import { deriveVersion } from './versions.ts';
import { noteWritten, removeOld, standingManifest, writeManifest, writeTables } from './write.ts';

/** So many refusals are told when no file gave a paper; more would hide the first. */
const SHOWN_REASONS = 10;

/** Throws BuildError when nothing could be built; whatever happens, the output holds the old dataset or the new one. */
export async function buildDataset(options: BuildOptions, reporter: Reporter): Promise<Summary> {
  makeFolder(options.out, 'output');
  makeFolder(options.cache, 'cache');
  try {
    const lock = await lockOutput(options.out, reporter.say);
    try {
      return await locked(options, reporter);
    } finally {
      lock.release();
    }
  } catch (error) {
    throw diskFault(error, options) ?? error;
  }
}

const DISK_FAULT =
  /No space left|ENOSPC|EDQUOT|Disk quota|EROFS|Read-only file system|EACCES|EPERM|Permission denied|EFBIG|File too large|EIO\b|Input\/output error/i;

/** A fault of the disk said plainly; null for any other fault. */
function diskFault(error: unknown, { out, cache }: BuildOptions): BuildError | null {
  const message = error instanceof Error ? error.message : String(error);
  const line = message.split('\n').find((l) => DISK_FAULT.test(l));
  if (error instanceof BuildError || line === undefined) return null;
  return new BuildError(
    `The build could not write: ${line.trim()}\n` +
      `The dataset in ${out} is as it was. See that there is room and leave to write there and in ${cache}, then build again.`,
    { cause: error },
  );
}

async function locked(options: BuildOptions, reporter: Reporter): Promise<Summary> {
  const clock = stopwatch();
  const found = walk(options.inputs, options.year, [options.out, options.cache]);
  if (found.files.length === 0)
    throw new BuildError(
      `No digest files in ${options.inputs.join(', ')}${found.skipped.length > 0 ? ` (${found.skipped.length} read-me, licence and hidden files left aside)` : ''}.`,
    );
  const bundles = await bundleStages(options.cache, options.full);
  const versions = {
    parse: bundles.parse.version,
    extract: bundles.extract.version,
    terms: bundles.terms.version,
    derive: deriveVersion(),
  };
  const threads = coresOf(options);
  const db = await openWorkDb(options.cache, versions, { full: options.full, threads }, reporter.say);
  clock.lap('start');
  try {
    const read = await readDigests(db, found, bundles.parse.file, threads, reporter);
    clock.lap('read');
    const papers = await mergeInDatabase(db);
    if (papers === 0) {
      const refused = await db.rows<Problem>(
        `SELECT code, file, line::INTEGER AS line, detail, excerpt FROM reject ORDER BY file, line, seq LIMIT ${SHOWN_REASONS}`,
      );
      const reasons = refused.map((p) => `  ${describeProblem(p)}`);
      throw new BuildError(
        [`None of the ${found.files.length} files gave a paper; nothing was written.`, ...reasons].join('\n'),
      );
    }
    clock.lap('merge');
    const { extracted, failures } = await extractTexts(db, bundles.extract.file, threads, reporter);
    if (failures.length > Math.max(TOLERATED, papers / 100))
      throw new BuildError(
        `The extractor failed on ${failures.length} of ${papers} papers; the dataset in ${options.out} is as it was.\n` +
          failureProblems(failures)
            .map((p) => `  ${p.detail}`)
            .join('\n'),
      );
    clock.lap('extract');
    const terms = await discoverTopics(db, bundles.terms, threads, reporter, options.terms);
    clock.lap('discover');
    const marks = readCorrectionFiles(options.corrections ?? CORRECTIONS);
    const lost = await deriveTables(db, marks);
    clock.lap('derive');
    const before = standingManifest(options.out);
    const { tables, told, findings, counted } = await writeAndTell(db, options, threads, reporter);
    const manifest = await manifestOf(db, told, tables, versions, marks.hash);
    const feeds = draftFeeds(options.out, manifest, findings, siteFor(before, options.siteUrl));
    writeManifest(options.out, { ...manifest, ...feeds.named });
    feeds.place();
    await noteWritten(db, manifest.tables);
    await keepBursts(db, findings);
    removeOld(options.out, manifest);
    clock.lap('write');
    await tidy(db);
    clock.lap('tidy');
    return {
      out: options.out,
      content: manifest.content,
      changed: before?.content !== manifest.content,
      files: read.files,
      unchangedFiles: read.kept,
      skipped: found.skipped,
      extracted,
      terms,
      problems: [...read.problems, ...marks.problems, ...lost, ...failureProblems(failures)],
      corrections: { made: marks.corrections.length, lost: lost.length },
      ...counted,
      feeds: {
        files: feeds.files.length,
        entries: findings.items.length,
        written: feeds.written.length,
        siteUrl: feeds.siteUrl,
      },
      tables: tableSizes(manifest),
      seconds: clock.laps(),
      coreSeconds: clock.cores(),
      peakMemory: process.resourceUsage().maxRSS * 1024,
    };
  } finally {
    db.close();
  }
}

/** The engine writes on threads of its own; meanwhile this one works out what is told of the tables. */
async function writeAndTell(db: WorkDb, options: BuildOptions, threads: number, reporter: Reporter) {
  const lane = await db.lane();
  const telling = async () => {
    const told = await toldOf(lane);
    return { told, findings: await feedsOf(lane, told), counted: await countedIn(lane) };
  };
  const [tables, rest] = await Promise.allSettled([
    writeTables(db, options.out, threads, reporter, options.oneFile),
    telling(),
  ]);
  // Neither goes on when the database closes under it.
  if (tables.status === 'rejected') throw tables.reason;
  if (rest.status === 'rejected') throw rest.reason;
  return { tables: tables.value, ...rest.value };
}

/** So many papers may fail, or one in a hundred, before an extractor that fails is worse than the old dataset. */
const TOLERATED = 10;

/** One problem for each way of failing, with a paper to try it on. */
function failureProblems(failures: { title: string; message: string }[]): Problem[] {
  const ways = new Map<string, string[]>();
  for (const { title, message } of failures) ways.set(message, [...(ways.get(message) ?? []), title]);
  return [...ways].map(([message, titles]) => ({
    code: 'bad-entry',
    file: 'extraction',
    line: 0,
    detail: `failed on ${titles.length} papers, as "${titles[0]?.slice(0, 80)}", which have no metrics and topics now; please report it: ${message}`,
    excerpt: titles[0]?.slice(0, 200) ?? '',
  }));
}

/** Extractions of papers that are gone are dropped, so that what is kept does not grow with every change. */
async function tidy(db: WorkDb): Promise<void> {
  await db.run('DELETE FROM extraction WHERE text_key NOT IN (SELECT text_key FROM paper)');
}

function makeFolder(folder: string, what: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new BuildError(`The ${what} folder ${folder} cannot be made: ${(error as Error).message}.`);
  }
}

/** Time by the clock, and of all cores: on a busy machine only the second says what the work costs. */
function stopwatch() {
  const laps: Record<string, number> = {};
  const cores: Record<string, number> = {};
  let last = performance.now();
  let used = process.cpuUsage();
  return {
    lap: (name: string) => {
      const now = performance.now();
      laps[name] = (now - last) / 1000;
      last = now;
      const { user, system } = process.cpuUsage(used);
      cores[name] = (user + system) / 1e6;
      used = process.cpuUsage();
    },
    laps: () => laps,
    cores: () => cores,
  };
}
