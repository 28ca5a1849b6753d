/**
 * Readers' corrections of what was extracted: one JSON a line in `data/corrections/*.jsonl`, which every build reads.
 *
 *   paper_id   as in the table `papers`
 *   verdict    right | wrong | changed | missed
 *   kind       gain | score
 *   quote      the number, exactly as the stored text has it
 *   start      where it begins in the text that was read (UTF-16 units); where the text has moved since and the quote
 *              occurs in it once, it is found there
 *   measure    of a mark: as it was extracted; of a missed gain: what it is about
 *   date       the day of the mark; of several marks on one number the latest holds
 *   to         changed: { measure?, baseline? } as they should be, a baseline of null meaning that none is named
 *   gain       missed: { form, low, high, sense, qualifier, baseline?, benchmark?, target? }
 */
import { factorOf } from './gains/factor.ts';
import { FORMS, MEASURES, QUALIFIERS, type Form, type Measure, type Qualifier, type Sense } from './paper.ts';
import type { Problem } from './problem.ts';
import { wilson, type NoPapers, type Share } from './stats/wilson.ts';

export const VERDICTS = ['right', 'wrong', 'changed', 'missed'] as const;
export type Verdict = (typeof VERDICTS)[number];

export type MissedGain = {
  form: Form;
  low: number;
  high: number;
  sense: Sense;
  qualifier: Qualifier;
  baseline: string | null;
  benchmark: string | null;
  target: string | null;
};

export type Correction = {
  paper_id: string;
  verdict: Verdict;
  kind: 'gain' | 'score';
  quote: string;
  start: number;
  measure: Measure;
  date: string;
  to?: { measure?: Measure; baseline?: string | null };
  gain?: MissedGain;
};

/** A number of a paper: of two corrections with the same key the later one holds. */
export const correctionKey = ({ paper_id, kind, start, quote }: Correction): string =>
  JSON.stringify([paper_id, kind, start, quote]);

/** One line of a file, without its end; keys always in the same order. */
export function correctionLine(c: Correction): string {
  const { paper_id, verdict, kind, quote, start, measure, date } = c;
  return JSON.stringify({
    paper_id,
    verdict,
    kind,
    quote,
    start,
    measure,
    date,
    ...(c.to ? { to: c.to } : {}),
    ...(c.gain ? { gain: c.gain } : {}),
  });
}

export type Filed = Correction & { file: string; line: number };

/** Every line of a file is a correction or a problem with its place; empty lines are neither. */
export function readCorrections(file: string, text: string): { corrections: Filed[]; problems: Problem[] } {
  const corrections: Filed[] = [];
  const problems: Problem[] = [];
  text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .forEach((raw, i) => {
      const line = raw.trim();
      if (line === '') return;
      const found = correctionOf(line);
      if (typeof found !== 'string') corrections.push({ ...found, file, line: i + 1 });
      else
        problems.push({
          code: 'bad-correction',
          file,
          line: i + 1,
          detail: found,
          excerpt: line.slice(0, 200),
        });
    });
  return { corrections, problems };
}

const isOneOf = <T extends string>(known: readonly T[], value: unknown): value is T =>
  (known as readonly unknown[]).includes(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0;
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);

/** The correction, or what is wrong with the line. */
function correctionOf(line: string): Correction | string {
  let read: unknown;
  try {
    read = JSON.parse(line);
  } catch (error) {
    return `is no JSON: ${(error as Error).message}`;
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return 'must be a JSON object';
  const { paper_id, verdict, kind, quote, start, measure, date, to, gain } = read as Record<string, unknown>;
  if (!isText(paper_id)) return 'needs a "paper_id"';
  if (!isOneOf(VERDICTS, verdict)) return `"verdict" must be one of ${VERDICTS.join(', ')}`;
  if (!isOneOf(['gain', 'score'] as const, kind)) return '"kind" must be gain or score';
  if (!isText(quote)) return 'needs a "quote": the number as the text has it';
  if (typeof start !== 'number' || !Number.isInteger(start) || start < 0)
    return '"start" must be a place in the text: a whole number from 0';
  if (!isOneOf(MEASURES, measure)) return `"measure" must be one of ${MEASURES.join(', ')}`;
  if (typeof date !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(date))
    return '"date" must be a day like 2025-08-08';
  const base: Correction = { paper_id, verdict, kind, quote, start, measure, date };
  if (verdict === 'changed') {
    const change = changeOf(to);
    return typeof change === 'string' ? change : { ...base, to: change };
  }
  if (verdict === 'missed') {
    const missed = gainOf(gain);
    return typeof missed === 'string' ? missed : { ...base, kind: 'gain', gain: missed };
  }
  return base;
}

function changeOf(to: unknown): NonNullable<Correction['to']> | string {
  if (typeof to !== 'object' || to === null) return 'a changed number needs "to": { measure?, baseline? }';
  const { measure, baseline } = to as Record<string, unknown>;
  const change: NonNullable<Correction['to']> = {};
  if (measure !== undefined) {
    if (!isOneOf(MEASURES, measure)) return `"to.measure" must be one of ${MEASURES.join(', ')}`;
    change.measure = measure;
  }
  if (baseline !== undefined) {
    if (!isTextOrNull(baseline)) return '"to.baseline" must be a text or null';
    change.baseline = baseline;
  }
  return Object.keys(change).length > 0 ? change : '"to" changes nothing: give a measure or a baseline';
}

function gainOf(gain: unknown): MissedGain | string {
  if (typeof gain !== 'object' || gain === null)
    return 'a missed gain needs "gain": { form, low, high, sense, qualifier }';
  const {
    form,
    low,
    high,
    sense,
    qualifier,
    baseline = null,
    benchmark = null,
    target = null,
  } = gain as Record<string, unknown>;
  if (!isOneOf(FORMS, form)) return `"gain.form" must be one of ${FORMS.join(', ')}`;
  if (typeof low !== 'number' || typeof high !== 'number' || !Number.isFinite(low) || !Number.isFinite(high))
    return '"gain.low" and "gain.high" must be numbers';
  if (!isOneOf(['better', 'worse'] as const, sense)) return '"gain.sense" must be better or worse';
  if (!isOneOf(QUALIFIERS, qualifier)) return `"gain.qualifier" must be one of ${QUALIFIERS.join(', ')}`;
  if (!isTextOrNull(baseline) || !isTextOrNull(benchmark) || !isTextOrNull(target))
    return '"gain.baseline", "gain.benchmark" and "gain.target" must be texts or null';
  return { form, low, high, sense, qualifier, baseline, benchmark, target };
}

/** Of several marks on one number the latest; on one day the last in the order given. Sorted by paper, place and kind. */
export function latest<C extends Correction>(corrections: readonly C[]): C[] {
  const by = new Map<string, C>();
  for (const one of corrections) {
    const held = by.get(correctionKey(one));
    if (!held || held.date <= one.date) by.set(correctionKey(one), one);
  }
  const order = (c: C) => `${c.paper_id} ${String(c.start).padStart(9, '0')} ${c.kind} ${c.quote}`;
  return [...by.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** How the marks of readers speak of the extraction, a measure each: a change counts as wrong, a missed gain beside them. */
export type Marks = {
  measure: Measure;
  right: number;
  wrong: number;
  missed: number;
  /** right of right and wrong, with Wilson's interval. */
  precision: Share | NoPapers;
};

export function marksByMeasure(corrections: readonly Correction[]): Marks[] {
  const held = latest(corrections);
  return MEASURES.flatMap((measure): Marks[] => {
    const own = held.filter((c) => c.measure === measure);
    const of = (...verdicts: Verdict[]) => own.filter(({ verdict }) => verdicts.includes(verdict)).length;
    const [right, wrong, missed] = [of('right'), of('wrong', 'changed'), of('missed')];
    return own.length === 0
      ? []
      : [{ measure, right, wrong, missed, precision: wilson(right, right + wrong) }];
  });
}

/** The factor of a gain that a reader gives: more speed is a rise, less of anything else a fall. */
export const factorGiven = (
  measure: Measure,
  { form, low, high, sense }: Pick<MissedGain, 'form' | 'low' | 'high' | 'sense'>,
): { low: number; high: number } | null => factorOf({ measure, form, low, high, sense }, measure === 'speed');
