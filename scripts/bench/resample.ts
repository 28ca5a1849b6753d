/** A corpus of any size out of the reference corpus: its titles and sentences resampled, with fresh ids and ten years of dates. */
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseDigest } from '../../src/core/digest/parse.ts';
import { walk } from '../build/walk.ts';

type Source = { title: string; sentences: string[] };

/** Papers of the corpus with an abstract of a usual length. */
export function readBase(corpus: string): Source[] {
  const base: Source[] = [];
  for (const f of walk([corpus], 2025).files) {
    const { mentions } = parseDigest({ path: f.path, bytes: readFileSync(f.absolute), given: f.given });
    for (const { title, abstract } of mentions) {
      const sentences = abstract?.split(/(?<=[.!?])\s+/) ?? [];
      if (sentences.length >= 4) base.push({ title, sentences });
    }
  }
  if (base.length === 0) throw new Error(`no abstracts in ${corpus}`);
  return base;
}

const DAYS = 3650;
const FIRST = Date.UTC(2016, 0, 1);

/**
 * Files `papers` papers as daily record digests of two sources (a tenth of the papers is in both) under
 * `folder/digests`, and the same papers as NDJSON in `folder/papers.ndjson`. Returns the bytes of the NDJSON.
 * Of `texts` different titles and texts, each under as many ids and days as it takes.
 */
export async function resample(base: Source[], papers: number, folder: string, texts = papers): Promise<number> {
  const places = ['daily-a', 'daily-b'].map((s) => join(folder, 'digests', s));
  for (const place of places) mkdirSync(place, { recursive: true });
  const lines = createWriteStream(join(folder, 'papers.ndjson'));
  const days = Math.min(DAYS, papers);
  let bytes = 0;
  const inMonth = new Map<string, number>();
  for (let day = 0, n = 0; day < days; day++) {
    const date = new Date(FIRST + Math.floor((day * DAYS) / days) * 86_400_000).toISOString().slice(0, 10);
    const month = `${date.slice(2, 4)}${date.slice(5, 7)}`;
    const until = Math.floor(((day + 1) * papers) / days);
    const records: [string[], string[]] = [[], []];
    for (; n < until; n++) {
      const nth = (inMonth.get(month) ?? 0) + 1;
      inMonth.set(month, nth);
      const { title, text } = mixed(base, n % texts);
      const id = `${month}.${String(nth).padStart(5, '0')}`;
      const record = `Title: ${title}\nPDF: https://arxiv.org/pdf/${id}\nSummary: ${text}\n`;
      if (n % 10 < 6) records[0].push(record);
      if (n % 10 >= 5) records[1].push(record);
      const line = `${JSON.stringify({ id, date, title, abstract: text })}\n`;
      bytes += Buffer.byteLength(line);
      if (!lines.write(line)) await once(lines, 'drain');
    }
    for (const [i, place] of places.entries())
      if (records[i]?.length) writeFileSync(join(place, `list_${date}.txt`), records[i].join('---\n'));
  }
  lines.end();
  await once(lines, 'close');
  return bytes;
}

/** A paper's sentences from a random place on, with one of another paper among them: no two texts are the same. */
function mixed(base: Source[], n: number): { title: string; text: string } {
  const draw = drawn(n);
  const own = base[draw(base.length)];
  const other = base[draw(base.length)];
  if (!own || !other) throw new Error('no base papers');
  const turn = draw(own.sentences.length);
  const sentences = [...own.sentences.slice(turn), ...own.sentences.slice(0, turn)];
  sentences.splice(draw(sentences.length), 1, other.sentences[draw(other.sentences.length)] ?? '');
  return { title: `${own.title} (${n})`, text: sentences.join(' ').replace(/\s+/g, ' ') };
}

/** mulberry32: the same draws for the same seed. */
function drawn(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}
