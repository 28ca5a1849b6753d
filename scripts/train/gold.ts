import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseDigest } from '../../src/core/digest/parse.ts';
import { mergeMentions } from '../../src/core/papers/merge.ts';
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
  /** The text that is read: an abstract, or the summary of a digest. */
  abstract: string;
  summary?: boolean;
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

/** The files of the reference digests, as paths below the corpus; none where it is absent. */
function digestFiles(root: string): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath !== root)
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

/**
 * What the product reads of each paper of the reference digests: its abstract, else the longest summary that a
 * digest gives. By arXiv id, or by `paper_id` where a paper has none.
 */
export function corpusTexts(): Map<string, string> {
  const root = resolve(process.env['PAPERTIDE_CORPUS'] ?? '../shared/digests');
  const mentions = digestFiles(root).flatMap(
    (path) => parseDigest({ path, bytes: readFileSync(join(root, path)) }).mentions,
  );
  const found = new Map<string, string>();
  for (const paper of mergeMentions(mentions)) {
    const summaries = paper.mentions.flatMap((m) => m.summary ?? []);
    const text = paper.abstract ?? summaries.reduce((a, b) => (b.length > a.length ? b : a), '');
    if (text) found.set(paper.paper_id.replace(/^arxiv:/, ''), text);
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

/** Whether a label's quote stands at its place in the text. */
export const stands = (
  text: string,
  { quote, start, length }: { quote?: string; start: number; length?: number },
): boolean =>
  quote === undefined
    ? length !== undefined && start >= 0 && start + length <= text.length
    : text.startsWith(quote, start);

/** Whether the text found for a record is the one that was annotated; says so where it is not. */
function isAnnotated(path: string, id: string, text: string, labels: readonly { start: number }[]): boolean {
  const stray = labels.find((label) => !stands(text, label));
  if (stray) {
    console.warn(
      `${path}: ${id} left out: ${JSON.stringify(stray)} is not in the text that the digests give today`,
    );
  }
  return stray === undefined;
}

/** Papers annotated in this repository (`data/gold`): labels here, texts looked up in the reference corpus. */
export function ownGold(path: string, texts: ReadonlyMap<string, string>): GoldPaper[] {
  if (!existsSync(path)) return [];
  return readLines<Labels>(path).flatMap((record) => {
    const abstract = texts.get(record.id);
    if (!abstract || !isAnnotated(path, record.id, abstract, [...record.gains, ...record.scores])) return [];
    const gains = record.gains.map((g) => quoted<GoldGain>(g, abstract));
    const scores = record.scores.map((g) => quoted<GoldScore>(g, abstract));
    return [{ id: record.id, title: '', abstract, gains, scores }];
  });
}

/** All papers to learn from: the gold set's train part and those annotated in this repository. */
export function trainingPapers(): GoldPaper[] {
  const folder = goldFolder();
  const texts = corpusTexts();
  return [
    ...readGold(join(folder, 'train.jsonl'), join(folder, 'train.papers.jsonl')),
    ...ownGold('data/gold/more.jsonl', texts),
    ...ownGold('data/gold/extra.jsonl', texts),
    ...ownGold('data/gold/abstracts.jsonl', texts),
    ...ownGold('data/gold/summaries.jsonl', texts).map((p) => ({ ...p, summary: true })),
  ];
}

/** Papers of which single numbers are annotated: they train the model, but are no measure of it. */
export function numberedPapers(): NumberedPaper[] {
  const texts = corpusTexts();
  const path = 'data/gold/numbers.jsonl';
  return readLines<Omit<NumberedPaper, 'abstract'>>(path).flatMap((record) => {
    const abstract = texts.get(record.id);
    return abstract && isAnnotated(path, record.id, abstract, record.numbers)
      ? [{ ...record, abstract }]
      : [];
  });
}
