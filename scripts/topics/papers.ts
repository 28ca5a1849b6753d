import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDigest } from '../../src/core/digest/parse.ts';

export type TextPaper = { id: string; title: string; text: string };
export type LabelledPaper = TextPaper & { topics: string[]; from: string };

const lines = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim());

const root = new URL('../..', import.meta.url).pathname;
export const corpusFolder = process.env.PAPERTIDE_CORPUS ?? join(root, '../shared/digests');
export const goldFolder = process.env.PAPERTIDE_GOLD ?? join(root, '../shared/gold');

/** Papers of the reference corpus that have an abstract and an arXiv id, each once, the first text kept. */
export function corpusPapers(): Map<string, TextPaper> {
  const folder = join(corpusFolder, 'ai-papers-reader');
  if (!existsSync(folder)) throw new Error(`no reference corpus at ${folder}; set PAPERTIDE_CORPUS`);
  const papers = new Map<string, TextPaper>();
  for (const name of readdirSync(folder).sort()) {
    const parsed = parseDigest({ path: `ai-papers-reader/${name}`, bytes: readFileSync(join(folder, name)) });
    for (const { arxiv_id, title, abstract, summary } of parsed.mentions) {
      const text = abstract ?? summary;
      if (arxiv_id && text && !papers.has(arxiv_id)) papers.set(arxiv_id, { id: arxiv_id, title, text });
    }
  }
  return papers;
}

type GoldLine = { id: string; topics: string[] };
type GoldPaper = { id: string; title: string; abstract: string };

/** The annotated papers to learn from: the gold set's train half and the project's own annotation. */
export function labelledPapers(corpus: Map<string, TextPaper>): LabelledPaper[] {
  const texts = new Map(corpus);
  for (const line of lines(join(goldFolder, 'train.papers.jsonl'))) {
    const { id, title, abstract } = JSON.parse(line) as GoldPaper;
    texts.set(id, { id, title, text: abstract });
  }
  const own = join(root, 'data/gold');
  const files = [
    { from: 'train', path: join(goldFolder, 'train.jsonl') },
    ...readdirSync(own)
      .filter((name) => /^topics-.*\.jsonl$/.test(name))
      .sort()
      .map((name) => ({ from: name.replace('.jsonl', ''), path: join(own, name) })),
  ];
  const seen = new Set<string>();
  return files.flatMap(({ from, path }) =>
    lines(path).flatMap((line) => {
      const { id, topics } = JSON.parse(line) as GoldLine;
      const paper = texts.get(id);
      if (!paper) throw new Error(`${path}: ${id} is not in the reference corpus`);
      if (seen.has(id)) return [];
      seen.add(id);
      return [{ ...paper, topics, from }];
    }),
  );
}

/** Ids that are kept for reporting and never learned from, not even their words. */
export function reservedIds(): Set<string> {
  return new Set(lines(join(goldFolder, 'dev.jsonl')).map((line) => (JSON.parse(line) as GoldLine).id));
}
