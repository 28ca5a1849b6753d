/**
 * Measures the extraction against annotated papers with the gold set's own scorer.
 *
 *   npm run eval                    the tables for dev and for the digests' summaries kept for it, and eval.json
 *   npm run eval -- --set train     train (learnt from), or a file of labels with its papers beside it
 *   npm run eval -- --errors        every miss, for a person to read
 *
 * PAPERTIDE_GOLD is the folder of the gold set (../shared/gold), PAPERTIDE_CORPUS that of the digests.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractPaper } from '../src/core/extract.ts';
import { wilson } from '../src/core/stats/wilson.ts';
import { marksText } from './report.ts';
import { corpusTexts, goldFolder, ownGold, readLines } from './train/gold.ts';

type Counts = { precision: number; recall: number; f1: number; tp: number; fp: number; fn: number };
type Kind = {
  detect: Counts;
  strict: Counts;
  attributes: Record<string, number>;
  byMeasure: Record<string, Counts>;
};
export type Report = {
  papers: number;
  gains: Kind;
  scores: Kind;
  topics: { micro: Counts; mainTopicFound: number };
};
type Paper = { id: string; title: string; abstract: string };

/** Wilson's 95 % interval for `right` of `n`; all of [0, 1] where there is nothing to count. */
function interval(right: number, n: number): [number, number] {
  const found = wilson(right, n);
  return found.kind === 'share' ? [found.low, found.high] : [0, 1];
}

function papersOf(set: string): { labels: string; papers: Paper[] } {
  const labels = set.endsWith('.jsonl') ? set : join(goldFolder(), `${set}.jsonl`);
  return { labels, papers: readLines<Paper>(labels.replace(/\.jsonl$/, '.papers.jsonl')) };
}

/** Runs the extraction over papers and the scorer against a file of labels. */
function scored(
  labels: string,
  papers: readonly Paper[],
  errors: boolean,
): { report: Report; misses: string } {
  const folder = mkdtempSync(join(tmpdir(), 'papertide-eval-'));
  try {
    const predicted = join(folder, 'predicted.jsonl');
    const lines = papers.map(({ id, title, abstract }) => {
      const { gains, scores, topics } = extractPaper(title, abstract);
      return JSON.stringify({ id, gains, scores, topics: topics.map((t) => t.topic_id) });
    });
    writeFileSync(predicted, lines.join('\n'));
    const score = (...flags: string[]) =>
      execFileSync(process.execPath, [join(goldFolder(), 'score.mjs'), labels, predicted, ...flags], {
        encoding: 'utf8',
        maxBuffer: 1e9,
      });
    const report = JSON.parse(score('--json')) as Report;
    const misses = errors
      ? score('--errors')
          .split('\n')
          .filter((l) => l.includes('\t'))
          .join('\n')
      : '';
    return { report, misses };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs the extraction and the scorer on a set ("dev", "train", or the path of a file of labels). */
export function evaluate(set: string, errors = false): { report: Report; misses: string } {
  const { labels, papers } = papersOf(set);
  return scored(labels, papers, errors);
}

/** Summaries of digests that are annotated and not learnt from: what is read where no abstract is known. */
const SUMMARIES = 'data/gold/summaries-holdout.jsonl';

/** The same on the summaries kept for it; gains and scores only. Null where the reference corpus is absent. */
export function evaluateSummaries(errors = false): { report: Report; misses: string } | null {
  const papers = ownGold(SUMMARIES, corpusTexts());
  if (papers.length === 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'papertide-summaries-'));
  try {
    const labels = join(folder, 'labels.jsonl');
    writeFileSync(labels, papers.map((p) => JSON.stringify({ ...p, topics: [] })).join('\n'));
    return scored(labels, papers, errors);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const pct = (x: number) => (100 * x).toFixed(1).padStart(6);
const span = (right: number, n: number) => interval(right, n).map(pct).join(' –');

function row(name: string, c: Counts): string {
  const figures = `P${pct(c.precision)}  R${pct(c.recall)}  F1${pct(c.f1)}`;
  const found = c.tp + c.fn;
  return `${name.padEnd(24)} ${figures}   found ${span(c.tp, found)} of n = ${found}`;
}

export function table(report: Report, topics = true): string {
  const lines = [`${report.papers} papers; intervals are Wilson's, 95 %`];
  for (const kind of ['gains', 'scores'] as const) {
    const { detect, strict, attributes, byMeasure } = report[kind];
    lines.push(row(`${kind} detect`, detect), row(`${kind} strict`, strict));
    for (const [measure, counts] of Object.entries(byMeasure)) lines.push(row(`  ${measure}`, counts));
    for (const [name, share] of Object.entries(attributes)) {
      const right = Math.round(share * detect.tp);
      lines.push(
        `  ${name.padEnd(22)} right${pct(share)}   ${span(right, detect.tp)} of n = ${detect.tp} detected`,
      );
    }
  }
  if (!topics) return lines.join('\n');
  const main = Math.round(report.topics.mainTopicFound * report.papers);
  lines.push(row('topics micro', report.topics.micro));
  lines.push(
    `  main topic found       ${pct(report.topics.mainTopicFound)}   ${span(main, report.papers)} of n = ${report.papers}`,
  );
  return lines.join('\n');
}

function main(args: string[]): void {
  const at = args.indexOf('--set');
  const set = at < 0 ? 'dev' : (args[at + 1] ?? 'dev');
  if (!existsSync(join(goldFolder(), 'score.mjs'))) {
    console.error(`No gold set at ${goldFolder()}. Set PAPERTIDE_GOLD to the folder that holds score.mjs.`);
    process.exitCode = 2;
    return;
  }
  const { report, misses } = evaluate(set, args.includes('--errors'));
  console.log(`${set}: ${table(report)}`);
  const ofSummaries = set === 'dev' ? evaluateSummaries(args.includes('--errors')) : null;
  if (ofSummaries) console.log(`\nsummaries of digests: ${table(ofSummaries.report, false)}`);
  if (set === 'dev')
    writeFileSync(
      'eval.json',
      JSON.stringify({ set, ...report, summaries: ofSummaries?.report ?? null }, null, 1) + '\n',
    );
  if (misses) console.log(misses);
  if (ofSummaries?.misses) console.log(ofSummaries.misses);
  const marks = marksText();
  if (marks) console.log(`\n${marks}`);
}

if (process.argv[1]?.endsWith('eval.ts')) main(process.argv.slice(2));
