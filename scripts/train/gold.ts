import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseDigest } from '../../src/core/digest/parse.ts';
import type { Form, Measure, Qualifier, Sense } from '../../src/core/paper.ts';

export type GoldGain = {
  quote: string; start: number; measure: Measure; form: Form; low: number; high: number;
  qualifier: Qualifier; sense: Sense; benchmark: string | null; baseline: string | null;
  benchmark_any?: (string | null)[]; baseline_any?: (string | null)[];
}; // prettier-ignore
export type GoldScore = {
  quote: string; start: number; value: number; unit: string | null; metric: string | null;
  benchmark: string | null; measure: Measure;
}; // prettier-ignore
export type GoldPaper = {
  id: string;
  title: string;
  abstract: string;
  gains: GoldGain[];
  scores: GoldScore[];
};

/** A number of a paper as annotated in `data/gold/numbers.jsonl`. */
export type NumberLabel = {
  start: number; quote: string; kind: 'none' | 'gain' | 'score' | 'pair' | 'open'; with?: number;
  measure?: Measure; form?: Form; sense?: Sense;
}; // prettier-ignore
export type NumberedPaper = { id: string; abstract: string; numbers: NumberLabel[] };

export const goldFolder = () => resolve(process.env['PAPERTIDE_GOLD'] ?? '../shared/gold');

export function readLines<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, i) => {
      try {
        return JSON.parse(line) as T;
      } catch (error) {
        throw new Error(`${path}:${i + 1}: not JSON (${String(error)})`, { cause: error });
      }
    });
}

/** The papers of one annotated set: labels from `<set>.jsonl`, texts from `<set>.papers.jsonl`. */
export function readGold(labels: string, papers: string): GoldPaper[] {
  const texts = new Map(
    readLines<{ id: string; title: string; abstract: string }>(papers).map((p) => [p.id, p]),
  );
  return readLines<{ id: string; gains: GoldGain[]; scores: GoldScore[] }>(labels).flatMap((record) => {
    const paper = texts.get(record.id);
    return paper ? [{ ...record, title: paper.title, abstract: paper.abstract }] : [];
  });
}

/** Abstracts of the reference digests by arXiv id, as the parser stores them; empty where the corpus is absent. */
export function corpusAbstracts(): Map<string, string> {
  const folder = resolve(process.env['PAPERTIDE_CORPUS'] ?? '../shared/digests', 'ai-papers-reader');
  const found = new Map<string, string>();
  if (!existsSync(folder)) return found;
  for (const name of readdirSync(folder).sort()) {
    const { mentions } = parseDigest({
      path: `ai-papers-reader/${name}`,
      bytes: readFileSync(join(folder, name)),
    });
    for (const { arxiv_id, abstract } of mentions) {
      if (arxiv_id && abstract && !found.has(arxiv_id)) found.set(arxiv_id, abstract);
    }
  }
  return found;
}

/** A quote longer than 40 characters stands as its length: labels hold places, not sentences. */
type Placed<T> = Omit<T, 'quote'> & { quote?: string; start: number; length?: number };
type Labels = { id: string; gains: Placed<GoldGain>[]; scores: Placed<GoldScore>[] };

const quoted = <T>(label: Placed<T>, abstract: string): T =>
  ({
    ...label,
    quote: label.quote ?? abstract.slice(label.start, label.start + (label.length ?? 0)),
  }) as unknown as T;

/** Papers annotated in this repository (`data/gold`): labels here, texts looked up in the reference corpus. */
export function ownGold(path: string, abstracts: ReadonlyMap<string, string>): GoldPaper[] {
  if (!existsSync(path)) return [];
  return readLines<Labels>(path).flatMap((record) => {
    const abstract = abstracts.get(record.id);
    if (!abstract) return [];
    const gains = record.gains.map((g) => quoted<GoldGain>(g, abstract));
    const scores = record.scores.map((g) => quoted<GoldScore>(g, abstract));
    return [{ id: record.id, title: '', abstract, gains, scores }];
  });
}

/** All papers to learn from: the gold set's train part and those annotated in this repository. */
export function trainingPapers(): GoldPaper[] {
  const folder = goldFolder();
  const abstracts = corpusAbstracts();
  return [
    ...readGold(join(folder, 'train.jsonl'), join(folder, 'train.papers.jsonl')),
    ...ownGold('data/gold/more.jsonl', abstracts),
    ...ownGold('data/gold/extra.jsonl', abstracts),
  ];
}

/** Papers of which single numbers are annotated: they train the model, but are no measure of it. */
export function numberedPapers(): NumberedPaper[] {
  const abstracts = corpusAbstracts();
  return readLines<Omit<NumberedPaper, 'abstract'>>('data/gold/numbers.jsonl').flatMap((record) => {
    const abstract = abstracts.get(record.id);
    return abstract ? [{ ...record, abstract }] : [];
  });
}
