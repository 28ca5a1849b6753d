import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  correctionLine,
  latest,
  marksByMeasure,
  readCorrections,
  type Correction,
  type Filed,
} from '../../src/core/corrections.ts';
import { correctPaper, placeOf, type ExtractedRow } from '../../src/core/correct.ts';
import { metricRowsOf } from '../../src/core/tables/metric-rows.ts';

const text = 'We draft. Decoding is 2.5x faster than vLLM, and memory falls by 30%. Accuracy is 81.2%.';
const row = (quote: string, change: Partial<ExtractedRow>): ExtractedRow =>
  ({
    ...metricRowsOf({
      gains: [
        {
          quote,
          start: text.indexOf(quote),
          measure: 'speed',
          form: 'ratio',
          low: 2.5,
          high: 2.5,
          qualifier: 'none',
          sense: 'better',
          target: null,
          benchmark: null,
          baseline: null,
          factor: { low: 2.5, high: 2.5 },
          sentence: { start: 10, length: 59 },
        },
      ],
      scores: [],
    })[0],
    ...change,
  }) as ExtractedRow;
const fast = row('2.5x', { baseline: 'vLLM' });
const small = row('30%', { measure: 'memory', form: 'percent', low: 30, high: 30, n: 2 });
const mark = (change: Partial<Filed>): Filed => ({
  paper_id: 'arxiv:1',
  verdict: 'right',
  kind: 'gain',
  quote: '2.5x',
  start: text.indexOf('2.5x'),
  measure: 'speed',
  date: '2025-08-08',
  file: 'c.jsonl',
  line: 1,
  ...change,
});

test('every correction comes back from its line', () => {
  const words = fc.string({ minLength: 1, maxLength: 8 });
  const corrections: fc.Arbitrary<Correction> = fc
    .record({
      paper_id: words,
      kind: fc.constantFrom('gain' as const, 'score' as const),
      quote: words,
      start: fc.nat(),
      measure: fc.constantFrom('speed' as const, 'quality' as const),
      date: fc.constantFrom('2025-01-31', '2026-11-24'),
      baseline: fc.option(words),
      which: fc.nat(3),
    })
    .map(({ baseline, which, ...base }): Correction => {
      if (which === 0) return { ...base, verdict: 'right' };
      if (which === 1) return { ...base, verdict: 'wrong' };
      if (which === 2) return { ...base, verdict: 'changed', to: { measure: 'memory', baseline } };
      const gain = { form: 'ratio', low: 2, high: 3, sense: 'better', qualifier: 'up_to' } as const;
      return {
        ...base,
        kind: 'gain',
        verdict: 'missed',
        gain: { ...gain, baseline, benchmark: null, target: null },
      };
    });
  fc.assert(
    fc.property(fc.array(corrections, { maxLength: 5 }), (all) => {
      const read = readCorrections('c.jsonl', all.map(correctionLine).join('\n') + '\n');
      expect(read.problems).toEqual([]);
      expect(read.corrections.map(({ file: _file, line: _line, ...rest }) => rest)).toEqual(all);
    }),
  );
});
test('any text gives corrections and problems, one for each line that holds something', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (any) => {
      const { corrections, problems } = readCorrections('c.jsonl', any);
      const lines = any
        .replace(/^\uFEFF/, '')
        .split('\n')
        .filter((line) => line.trim() !== '');
      expect(corrections.length + problems.length).toBe(lines.length);
    }),
    { numRuns: 50 },
  );
});
test('a wrong line is told with its file, its line and what it lacks; the others hold', () => {
  const good = correctionLine(mark({}));
  const lines = [
    good,
    '{"paper_id": "a"',
    '',
    good.replace('"right"', '"maybe"'),
    good.replace('"speed"', '"taste"'),
    good.replace('"right"', '"changed"'),
    good.replace('"right"', '"missed"'),
    good.replace('"2025-08-08"', '"soon"'),
    '[]',
  ];
  const { corrections, problems } = readCorrections('corrections/mine.jsonl', lines.join('\n'));
  expect(corrections.map(({ line }) => line)).toEqual([1]);
  expect(problems.map(({ line, detail }) => `${line} ${detail.slice(0, 24)}`)).toEqual([
    "2 is no JSON: Expected ','",
    '4 "verdict" must be one of',
    '5 "measure" must be one of',
    '6 a changed number needs "',
    '7 a missed gain needs "gai',
    '8 "date" must be a day lik',
    '9 must be a JSON object',
  ]);
  expect(
    problems.every(({ file, code }) => file === 'corrections/mine.jsonl' && code === 'bad-correction'),
  ).toBe(true);
});
test('of several marks on one number the latest holds, in whatever order they are filed', () => {
  const early = mark({ verdict: 'wrong', date: '2025-01-01' });
  const late = mark({ verdict: 'right', date: '2025-02-01' });
  expect(latest([early, late])).toEqual([late]);
  expect(latest([late, early])).toEqual([late]);
});
test('a number marked wrong is gone, the others keep their places', () => {
  const done = correctPaper(text, [fast, small], [mark({ verdict: 'wrong' })]);
  expect(done.rows).toEqual([small]);
  expect(done).toMatchObject({ changed: true, lost: [] });
});
test('a mark of right changes nothing', () => {
  expect(correctPaper(text, [fast, small], [mark({})])).toEqual({
    rows: [fast, small],
    lost: [],
    changed: false,
  });
});
test('a changed measure takes its factor along; quality has none', () => {
  const change = (to: NonNullable<Filed['to']>, of = mark({})) =>
    correctPaper(text, [fast, small], [{ ...of, verdict: 'changed', to }]).rows;
  expect(change({ baseline: 'SGLang' })[0]).toEqual({ ...fast, baseline: 'SGLang' });
  expect(change({ baseline: null })[0]).toMatchObject({ baseline: null, factor_high: 2.5 });
  expect(change({ measure: 'quality' })[0]).toMatchObject({
    measure: 'quality',
    factor_low: null,
    factor_high: null,
  });
  const percent = mark({ quote: '30%', start: text.indexOf('30%'), measure: 'memory' });
  expect(change({ measure: 'speed' }, percent)[1]).toMatchObject({ measure: 'speed', factor_high: 1.3 });
});
test('a missed gain is added after the others, with its sentence and its factor, once', () => {
  const missed = mark({
    verdict: 'missed',
    quote: '30%',
    start: text.indexOf('30%'),
    measure: 'memory',
    gain: { form: 'percent', low: 50, high: 50, sense: 'better', qualifier: 'none', baseline: 'vLLM', benchmark: null, target: 'memory' },
  }); // prettier-ignore
  const [, added] = correctPaper(text, [fast], [missed]).rows;
  expect(added).toMatchObject({ n: 2, kind: 'gain', factor_high: 2, baseline: 'vLLM', length: 3 });
  expect(
    text.slice(added?.sentence_start ?? 0, (added?.sentence_start ?? 0) + (added?.sentence_length ?? 0)),
  ).toMatch(/^Decoding .+30%\.$/);
  expect(correctPaper(text, [fast, small], [missed])).toMatchObject({ changed: false, lost: [] });
});
test('a text that has moved keeps its correction where the number occurs once; else it is reported', () => {
  const moved = `News. ${text}`;
  expect(placeOf(moved, '2.5x', text.indexOf('2.5x'))).toBe(moved.indexOf('2.5x'));
  expect(placeOf('2x and 2x again', '2x', 3)).toBeNull();
  const shifted = { ...fast, start: fast.start + 6 };
  expect(correctPaper(moved, [shifted], [mark({ verdict: 'wrong' })]).rows).toEqual([]);
  const { rows, lost } = correctPaper('Other words altogether.', [fast], [mark({ verdict: 'wrong' })]);
  expect(rows).toEqual([fast]);
  expect(lost).toMatchObject([{ code: 'lost-correction', file: 'c.jsonl', line: 1 }]);
});
test('a number that is no longer extracted is reported, unless it was wrong anyway', () => {
  expect(correctPaper(text, [small], [mark({})]).lost).toHaveLength(1);
  expect(correctPaper(text, [small], [mark({ verdict: 'wrong' })]).lost).toEqual([]);
});
test('precision by measure counts the latest marks, a change as wrong, with Wilson’s interval', () => {
  const marks = marksByMeasure([
    mark({}),
    mark({ quote: '3x' }),
    mark({ quote: '4x', verdict: 'wrong' }),
    mark({ quote: '4x', verdict: 'changed', to: { measure: 'memory' }, date: '2025-09-01' }),
    mark({ quote: '5x', verdict: 'missed' }),
    mark({ quote: '6%', measure: 'memory' }),
  ]);
  expect(marks).toMatchObject([
    { measure: 'speed', right: 2, wrong: 1, missed: 1, precision: { k: 2, n: 3 } },
    { measure: 'memory', right: 1, wrong: 0, precision: { k: 1, n: 1, high: 1 } },
  ]);
  expect(marksByMeasure([])).toEqual([]);
});
