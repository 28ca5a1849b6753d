/**
 * How fast the extraction runs on one thread: `npm run bench:extract`. Reads the papers of the reference digests
 * (PAPERTIDE_CORPUS), warms up on all of them, then times the whole extraction in batches and paper by paper, each of its parts, the
 * passes over the text that they share, and, for scale, a naive regular expression over the same text.
 *
 * "a core" counts processor time, so that it holds on a machine that does other things as well; p50 and p99 are
 * of the clock.
 */
import { existsSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { extractPaper, extractPapers } from '../../src/core/extract.ts';
import { findMetrics } from '../../src/core/gains/find.ts';
import { mendText } from '../../src/core/text/mend.ts';
import { sentences } from '../../src/core/text/sentences.ts';
import { tokenise } from '../../src/core/text/tokens.ts';
import { matchTopics } from '../../src/core/topics/match.ts';
import { corpusFolder, corpusPapers, type TextPaper } from '../topics/papers.ts';

const NAIVE = /(?:up to |over |by )?\d+(?:\.\d+)?\s?(?:x|times|×|%|\\%|points?)/g;
/** The bar of the design for the whole extraction. */
const BAR = 25_000;
/** As the build and the page ask. */
const BATCH = 256;

/** Work that is done in batches is timed by batch, and told by paper. */
function measure<T>(name: string, all: readonly T[], work: (one: T) => unknown, papersOf: (one: T) => number): void {
  for (let k = 0; k < 2; k++) all.forEach(work);
  const micros = new Float64Array(all.length);
  const before = process.cpuUsage();
  all.forEach((one, i) => {
    const t = performance.now();
    work(one);
    micros[i] = ((performance.now() - t) * 1000) / papersOf(one);
  });
  const { user, system } = process.cpuUsage(before);
  const papers = all.reduce((sum, one) => sum + papersOf(one), 0);
  micros.sort();
  const at = (q: number) => (micros[Math.min(micros.length - 1, Math.floor(q * micros.length))] ?? 0).toFixed(1);
  const each = (user + system) / papers;
  const rate = Math.round(1e6 / each).toLocaleString('en');
  console.log(
    `${name.padEnd(26)} ${rate.padStart(9)} abstracts/s a core  ${each.toFixed(1).padStart(6)} µs   p50 ${at(0.5)} µs   p99 ${at(0.99)} µs`,
  );
}

if (!existsSync(corpusFolder)) {
  console.error(`No digests at ${corpusFolder}. Set PAPERTIDE_CORPUS to the folder that holds ai-papers-reader.`);
  process.exitCode = 2;
} else {
  const papers = [...corpusPapers().values()];
  const letters = papers.reduce((sum, { text }) => sum + text.length, 0) / papers.length;
  console.log(
    `${papers.length} abstracts, ${Math.round(letters)} characters on average, one thread, Node ${process.version}; the bar is ${BAR.toLocaleString('en')} for the whole`,
  );
  const batches = Array.from({ length: Math.ceil(papers.length / BATCH) }, (_, k) =>
    papers.slice(k * BATCH, (k + 1) * BATCH),
  );
  measure(`the whole, ${BATCH} at once`, batches, extractPapers, (batch) => batch.length);
  const each = (name: string, work: (paper: TextPaper) => unknown) => measure(name, papers, work, () => 1);
  each('the whole, one by one', ({ title, text }) => extractPaper(title, text));
  each('gains and scores', ({ text }) => findMetrics(text));
  each('topics', ({ title, text }) => matchTopics(title, text));
  each('sentences', ({ text }) => sentences(text));
  each('tokens', ({ text }) => tokenise(text, 0, text.length));
  each('mending for display', ({ text }) => mendText(text));
  each('one naive regex', ({ text }) => text.match(NAIVE)?.length ?? 0);
}
