import { describe, expect, test } from 'vitest';
import type { GainRow } from '../../src/questions/gains.ts';
import { toDay, toIso } from '../../src/questions/period.ts';
import { burstsOfTopic } from '../../src/views/burst-ranks.ts';
import { plainText, type Finding } from '../../src/views/findings.ts';
import { burstFinding, changeFindings, newBursts, quarterTitle } from '../../src/views/overview-changes.ts';
import {
  medianFindings,
  mediansOf,
  mostClaimed,
  newRecords,
  recordFinding,
} from '../../src/views/overview-gains.ts';
import { fittingChange, type QuarterChange } from '../../src/views/quarter-change.ts';
import { stratified } from '../../src/views/strata.ts';
import { cubeOf, everything, FIRST, named, spanOf, weeksFrom, type Cell } from './cube.ts';

const weeks = weeksFrom(105);
const last = toIso(FIRST + 105 * 7 - 1);
const spans = [spanOf('a', FIRST, FIRST + 105 * 7 - 1)];
const late = (week: number) => week >= FIRST + 91 * 7;
const cells = weeks.flatMap((week, i): Cell[] => [
  { topic: '*', week, source: 'a', papers: 60 },
  { topic: 'steady', week, source: 'a', papers: 6 },
  { topic: 'rises', week, source: 'a', papers: late(week) ? 12 : 3 },
  { topic: 'falls', week, source: 'a', papers: late(week) ? 2 : 9 },
  { topic: 'wobbles', week, source: 'a', papers: late(week) && i % 3 === 0 ? 6 : 5 },
]);
const topics = ['steady', 'rises', 'falls', 'wobbles'].map((id) => named(id));
const cube = cubeOf(cells);
const run = (list = topics, wanted: 'fitting' | 'before' = 'before') => {
  const { found } = fittingChange(cube, cube, list, { ...everything, last }, spans, wanted);
  if ('kind' in found) throw new Error(found.reason);
  return found;
};
const said = (findings: readonly Finding[]) => findings.map(({ parts }) => plainText(parts));

describe('rises and falls in words', () => {
  test('say by how much, with k of n, the interval and q, and link to the topic and its papers', () => {
    const { findings } = changeFindings(run(), 1);
    expect(said(findings)).toEqual(['rises rose by 15.0 points']);
    const [{ evidence = [] } = {}] = findings;
    expect(plainText(evidence)).toBe(
      '156 papers of 780, after 39 of 780; 95% interval +11.6 to +18.4 points, q below 0.0001',
    );
    expect(evidence[0]).toMatchObject({
      to: { view: 'papers', filter: { topics: ['rises'], from: '2025-09-29', to: '2025-12-28' } },
    });
  });
  test('say that it may be chance where the evidence is not enough', () => {
    const found = run([named('steady'), named('wobbles')]);
    expect(said(changeFindings(found, 1).findings)).toEqual([
      'wobbles rose by 0.5 points, the most of 2 topics, but this may be chance',
    ]);
    expect(changeFindings(found, -1).findings).toEqual([]);
    expect(quarterTitle(found, 0)).toBe(
      'Q4 2025 against Q3 2025: no topic’s share changed by more than chance explains, no burst began',
    );
  });
  test('say what is not compared where a source is new', () => {
    const more = cells.flatMap((cell) =>
      late(cell.week) ? [cell, { ...cell, source: 'b', papers: cell.papers * 2 }] : [cell],
    );
    const two = [...spans, spanOf('b', FIRST + 91 * 7, FIRST + 105 * 7 - 1)];
    const wide = cubeOf(more);
    const { found } = fittingChange(wide, wide, topics, { ...everything, last }, two, 'before');
    if ('kind' in found) throw new Error(found.reason);
    const [{ evidence = [] } = {}] = changeFindings(found, 1).findings;
    expect(plainText(evidence)).toContain('156 papers of 780');
    expect(plainText(evidence)).toContain('papers of all sources');
    expect(found.left).toBe(1560);
  });
  test('the title counts them', () => {
    expect(quarterTitle(run(), 2)).toBe('Q4 2025 against Q3 2025: 1 topic rose, 1 fell, 2 bursts began');
    expect(quarterTitle(run(), null)).not.toContain('burst');
  });
  test('a year before is taken where there is one', () => {
    expect(quarterTitle(run(topics, 'fitting'), null)).toMatch(/^Q4 2025 against Q4 2024/);
  });
});

test('bursts that began are those since a day that hold among all topics', () => {
  const parts = stratified(cube, cube, { ...everything, unit: 'month', last }, spans);
  const found = new Map(topics.map(({ id }) => [id, burstsOfTopic(parts, id)]));
  const since = run().now.start;
  const { bursts, tested } = newBursts(topics, found, since);
  expect(tested).toBe(4);
  expect(bursts.map(({ topic }) => topic.id)).toEqual(['rises']);
  const [one] = bursts;
  if (!one) throw new Error('no burst');
  expect(plainText(burstFinding(one).parts)).toBe('rises burst in Oct to Dec 2025');
  expect(newBursts(topics, found, since + 100).bursts).toEqual([]);
});

const gain = (paper: string, date: string, factor: number): GainRow => ({
  metric_id: `${paper}#g1`,
  paper_id: paper,
  day: toDay(date),
  form: 'ratio',
  low: factor,
  high: factor,
  factor_low: factor,
  factor_high: factor,
  qualifier: 'up_to',
  sense: 'better',
});
const quarters = run() satisfies QuarterChange;
const many = (begin: string, values: number[]) => values.map((v, i) => gain(`${begin} ${i}`, begin, v));

describe('gains in words', () => {
  test('the measure claimed most, of the papers that claim any', () => {
    const finding = mostClaimed(
      [{ measure: 'quality', papers: 30, with_gain: 40, all_papers: 100 }],
      quarters,
    );
    expect(plainText(finding.parts)).toBe(
      'Quality gains are claimed most: by 75% of papers that report a gain',
    );
    expect(plainText(finding.evidence)).toBe(
      '30 papers of 40 with a gain, 95% interval 60% to 86%; 40 of all 100 papers of Q4 2025 report one',
    );
    expect(mostClaimed([], quarters).tone).toBe('none');
  });
  test('medians whose intervals lie apart are told apart, others are not', () => {
    const clear = [
      ...many('2025-08-01', [1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7]),
      ...many('2025-11-01', [4, 5, 6, 7, 8, 9, 10]),
    ];
    const speed = mediansOf('speed', clear, quarters);
    const memory = mediansOf('memory', many('2025-11-01', [1, 2, 3, 4, 5, 6]), quarters);
    expect(mediansOf('size', many('2025-11-01', [2, 3]), quarters)).toBeNull();
    const findings = medianFindings(
      [speed, memory].flatMap((one) => one ?? []),
      quarters,
    );
    expect(said(findings)).toEqual([
      'Reported speedups have a median of 7×, above the 1.4× of Q3 2025',
      'Medians of reported memory savings (3.5×) cannot be told from those of Q3 2025',
    ]);
    expect(plainText(findings[1]?.evidence ?? [])).toContain('before 0 papers, not enough evidence');
  });
  test('a record of the quarter names the one before it and what chance expects', () => {
    const rows = [
      gain('a', '2025-01-01', 3),
      gain('b', '2025-03-01', 9),
      gain('c', '2025-10-02', 40),
      gain('d', '2025-11-02', 7),
    ];
    const records = newRecords('speed', rows, quarters);
    expect(records.map(({ claim }) => claim.paper_id)).toEqual(['c']);
    const [one] = records;
    if (!one) throw new Error('no record');
    const finding = recordFinding(one, 'A title');
    expect(plainText(finding.parts)).toMatch(
      /^The highest speedup reported so far, 40×, came on .*: A title$/,
    );
    expect(plainText(finding.evidence)).toMatch(
      /before it 9× .*3 records in 4 papers, where chance alone gives 2\.1/,
    );
  });
  test('the first paper of all is no record, and one that only was the highest is not called so', () => {
    expect(newRecords('speed', [gain('c', '2025-10-02', 40)], quarters)).toEqual([]);
    const twice = [gain('a', '2025-01-01', 3), gain('b', '2025-10-01', 9), gain('c', '2025-10-02', 40)];
    const [latest, earlier] = newRecords('speed', twice, quarters).map((r) =>
      plainText(recordFinding(r, 't').parts),
    );
    expect(latest).toContain('highest speedup reported so far, 40×');
    expect(earlier).toContain('highest speedup reported until then, 9×');
  });
});
