/**
 * How fast the extraction runs on one thread: `npm run bench:extract`. Reads the abstracts of the reference
 * digests (PAPERTIDE_CORPUS), warms up on all of them, then times each abstract; beside it a naive regular
 * expression over the same text, for scale.
 */
import { performance } from 'node:perf_hooks';
import { extractPaper } from '../../src/core/extract.ts';
import { findMetrics } from '../../src/core/gains/find.ts';
import { corpusAbstracts } from '../train/gold.ts';

const NAIVE = /(?:up to |over |by )?\d+(?:\.\d+)?\s?(?:x|times|×|%|\\%|points?)/g;

function measure(name: string, texts: readonly string[], work: (text: string) => unknown): void {
  for (let k = 0; k < 3; k++) texts.forEach(work);
  const micros = new Float64Array(texts.length);
  const begin = performance.now();
  texts.forEach((text, i) => {
    const t = performance.now();
    work(text);
    micros[i] = (performance.now() - t) * 1000;
  });
  const all = performance.now() - begin;
  micros.sort();
  const at = (q: number) => (micros[Math.min(micros.length - 1, Math.floor(q * micros.length))] ?? 0).toFixed(1);
  const rate = Math.round((texts.length / all) * 1000);
  console.log(`${name.padEnd(26)} ${String(rate).padStart(8)} abstracts/s   p50 ${at(0.5)} µs   p99 ${at(0.99)} µs`);
}

const texts = [...corpusAbstracts().values()];
if (texts.length === 0) {
  console.error('No digests found. Set PAPERTIDE_CORPUS to the folder that holds ai-papers-reader.');
  process.exitCode = 2;
} else {
  const letters = texts.reduce((sum, t) => sum + t.length, 0) / texts.length;
  console.log(`${texts.length} abstracts, ${Math.round(letters)} characters on average, one thread, Node ${process.version}`);
  measure('gains, scores and topics', texts, (text) => extractPaper('', text));
  measure('gains and scores', texts, findMetrics);
  measure('one naive regex', texts, (text) => text.match(NAIVE)?.length ?? 0);
}
