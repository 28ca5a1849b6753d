import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
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

export function trainingPapers(): GoldPaper[] {
  const folder = goldFolder();
  const all = readGold(join(folder, 'train.jsonl'), join(folder, 'train.papers.jsonl'));
  const more = process.env['PAPERTIDE_MORE'];
  if (more && existsSync(more)) all.push(...readGold(more, more.replace(/\.jsonl$/, '.papers.jsonl')));
  return all;
}
