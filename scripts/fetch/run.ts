/** Days of a source → files in its folder. What is complete is left alone, what is good is never lost. */
import { existsSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reporter } from '../build/report.ts';
import { daysBetween, dayOf, type Clock } from './clock.ts';
import { FetchFault } from './fault.ts';
import { openClient, type Client } from './http.ts';
import { judgeDigest } from './judge.ts';
import { readPaces, readState, removeDrafts, writePace, writeState, writeWhole, type State } from './keep.ts';
import type { DayAnswer, DaySource } from './source.ts';

export type Deps = {
  clock: Clock;
  random: () => number;
  userAgent: string;
  reporter: Reporter;
  timeoutMs?: number;
  attempts?: number;
};

export type Outcome = {
  folder: string;
  requests: number;
  /** Files written or replaced. */
  written: string[];
  papers: number;
  /** Days that were as they are here, that the source has no papers for, and that needed no request. */
  unchanged: number;
  empty: number;
  complete: number;
  faults: string[];
  /** What a dry run would ask for. */
  planned: string[];
};

export type Range = { from: string; to: string };
export type Ways = { out: string; dryRun: boolean; force: boolean };

export const noOutcome = (folder: string): Outcome => ({
  folder,
  requests: 0,
  written: [],
  papers: 0,
  unchanged: 0,
  empty: 0,
  complete: 0,
  faults: [],
  planned: [],
});

/** As many days in a row that the source refuses, and it is left alone. */
const REFUSED_IN_A_ROW = 3;

/** `out` remembers when each host was last asked. */
export function openSourceClient(url: string, paceMs: number, out: string, deps: Deps): Client {
  const { host } = new URL(url);
  return openClient({
    clock: deps.clock,
    random: deps.random,
    userAgent: deps.userAgent,
    paceMs,
    // A clock that was set back must not make the pace a wait of days.
    lastAsked: Math.min(readPaces(out)[host] ?? 0, deps.clock.now()),
    onAsk: (at) => writePace(out, host, at),
    say: deps.reporter.say,
    ...(deps.timeoutMs === undefined ? {} : { timeoutMs: deps.timeoutMs }),
    ...(deps.attempts === undefined ? {} : { attempts: deps.attempts }),
  });
}

/** Faults are told in the outcome; only faults of this machine (a full disk) are thrown. */
export async function fetchDays(source: DaySource, range: Range, ways: Ways, deps: Deps): Promise<Outcome> {
  const { clock, reporter } = deps;
  const folder = join(ways.out, source.folder);
  const outcome = noOutcome(source.folder);
  const state = readState(folder);
  const today = dayOf(clock.now());
  const to = range.to > today ? today : range.to;
  if (to !== range.to) reporter.say(`${range.to} is yet to come: asking up to ${today} (UTC).`);
  const from = range.from < source.first ? source.first : range.from;
  if (from !== range.from) reporter.say(`${source.folder} begins on ${source.first}: asking from there.`);
  const days = daysBetween(from, to);
  const due = days.filter((day) => ways.force || isDue(source, state, folder, day, clock.now()));
  outcome.complete = days.length - due.length;
  if (ways.dryRun) return { ...outcome, planned: due.map((day) => source.urlOf(day)) };
  if (due.length === 0) return outcome;
  removeDrafts(folder, clock.now());

  const client = openSourceClient(source.urlOf(to), source.paceMs, ways.out, deps);
  const step = reporter.stage(source.folder, due.length, 'days');
  let refused = 0;
  for (const day of due) {
    const known = state.days[day];
    const here = known && known.files.length > 0 && filesStand(folder, known.files);
    try {
      const answer = await source.ask(day, client, here && !ways.force ? known : null);
      const kept = await keep(day, answer, folder, state, ways, outcome, source);
      state.days[day] = {
        ...kept,
        asked: new Date(clock.now()).toISOString(),
        final: source.isFinal(day, clock.now()),
      };
      refused = 0;
    } catch (error) {
      if (!(error instanceof FetchFault)) throw error;
      outcome.faults.push(error.message);
      refused += 1;
      if (error.kind === 'away' || refused >= REFUSED_IN_A_ROW) {
        const left = due.length - due.indexOf(day) - 1;
        if (left > 0)
          outcome.faults.push(`${source.folder}: ${left} more days were not asked for after this.`);
        break;
      }
    } finally {
      // After every day, so that a run which is stopped goes on where it was.
      writeState(folder, state);
    }
    step.add(1);
  }
  step.done();
  outcome.requests = client.requests();
  return outcome;
}

const filesStand = (folder: string, files: readonly string[]) =>
  files.every((f) => existsSync(join(folder, f)));

function isDue(source: DaySource, state: State, folder: string, day: string, now: number): boolean {
  const known = state.days[day];
  if (!known || !filesStand(folder, known.files)) return true;
  return !known.final && !source.isFresh(Date.parse(known.asked), now);
}

type Content = Pick<State['days'][string], 'files' | 'papers' | 'etag' | 'modified'>;

/** The answer put on disk; what is to be remembered of it. */
async function keep(
  day: string,
  answer: DayAnswer,
  folder: string,
  state: State,
  ways: Ways,
  outcome: Outcome,
  source: DaySource,
): Promise<Content> {
  const known = state.days[day];
  if (answer.kind === 'unchanged' && known) {
    outcome.unchanged += 1;
    return known;
  }
  const before = known?.files ?? [`${day}.${source.format === 'json' ? 'json' : 'xml'}`];
  const papers = answer.kind === 'papers' ? answer.papers : 0;
  const had = ways.force ? 0 : await papersIn(source, folder, before);
  if (papers * 2 < had) {
    // Days change by a few papers. A list that lost most of them is more likely half an answer than news.
    outcome.faults.push(
      `${source.urlOf(day)}: ${papers} papers, where ${before[0]} has ${had}; the file was kept.\n` +
        '  If the new list is right, run it again with --force.',
    );
    return { files: before.filter((f) => existsSync(join(folder, f))), papers: had };
  }
  if (answer.kind !== 'papers') {
    outcome.empty += 1;
    return { files: [], papers: 0 };
  }
  const changed = answer.files.filter(({ name, bytes }) => writeWhole(join(folder, name), bytes));
  const names = answer.files.map((f) => f.name);
  for (const old of before) if (!names.includes(old)) rmSync(join(folder, old), { force: true });
  if (changed.length === 0) outcome.unchanged += 1;
  else outcome.papers += papers;
  outcome.written.push(...changed.map((f) => f.name));
  return { files: names, papers, ...answer.validators };
}

/** Papers in files that stand; a file that is no digest counts for nothing, so that a good one replaces it. */
async function papersIn(source: DaySource, folder: string, files: readonly string[]): Promise<number> {
  let papers = 0;
  for (const name of files.filter((f) => existsSync(join(folder, f)))) {
    const bytes = new Uint8Array(await readFile(join(folder, name)));
    papers += (await judgeDigest(`${source.folder}/${name}`, bytes, source.format)).mentions?.length ?? 0;
  }
  return papers;
}
