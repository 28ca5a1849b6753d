/** What papers of a quarter claim: the measure claimed most, medians against the quarter before, and new records. */
import { type Measure } from '../core/paper.ts';
import { MEDIAN_MINIMUM, medianInterval } from '../core/stats/median.ts';
import { wilson } from '../core/stats/wilson.ts';
import type { GainRow } from '../questions/gains.ts';
import type { MeasureRow } from '../questions/measures-claimed.ts';
import { toIso } from '../questions/period.ts';
import type { Finding, Target } from './findings.ts';
import { claimsOf, type Claim } from './gains-claim.ts';
import { gainsSeries, type PaperValue } from './gains-series.ts';
import { gainNoun, writtenText } from './gains-words.ts';
import type { QuarterChange } from './quarter-change.ts';
import {
  chanceOf,
  countText,
  dateText,
  factorText,
  papersText,
  percentText,
  quarterText,
} from './written.ts';

export type Quarters = Pick<QuarterChange, 'now' | 'then'>;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** `rows` are of the quarter alone. */
export function mostClaimed(rows: readonly MeasureRow[], { now }: Quarters): Finding {
  const most = rows[0];
  const name = quarterText(now.name);
  if (!most) {
    return {
      key: 'measure',
      tone: 'none',
      parts: [`No paper of ${name} reports a gain that was found`],
      evidence: [],
      statistics: [],
    };
  }
  const told = wilson(most.papers, most.with_gain);
  const interval =
    told.kind === 'share' ? `, 95% interval ${percentText(told.low)} to ${percentText(told.high)}` : '';
  const equals = rows.filter(({ papers }) => papers === most.papers);
  const names = equals.map(({ measure }) => gainNoun(measure)).join(' and ');
  return {
    key: 'measure',
    tone: 'plain',
    parts: [
      `${capital(names)} are claimed most: by ${percentText(most.papers / most.with_gain)} of papers that report a gain`,
    ],
    evidence: [
      {
        text: papersText(most.papers),
        to: {
          view: 'papers',
          filter: { measures: [most.measure], from: toIso(now.start), to: toIso(now.end) },
        },
      },
      ` of ${countText(most.with_gain)} with a gain${interval}; ${countText(most.with_gain)} of all ${countText(most.all_papers)} papers of ${name} report one`,
    ],
    statistics: ['share'],
  };
}

const within = (papers: readonly PaperValue[], { start, end }: QuarterChange['now']) =>
  papers.filter(({ day }) => day >= start && day <= end).map(({ value }) => value);

/** The median of one measure's factors in both quarters, and whether their intervals lie apart. Null: too few. */
export function medianFinding(
  measure: Measure,
  rows: readonly GainRow[],
  quarters: Quarters,
): Finding | null {
  const { papers } = gainsSeries(claimsOf(rows, 'factor').claims, 'factor');
  const now = medianInterval(within(papers, quarters.now));
  const then = medianInterval(within(papers, quarters.then));
  if (now.kind !== 'median') return null;
  const to: Target = {
    view: 'gains',
    filter: { from: toIso(quarters.now.start), to: toIso(quarters.now.end) },
    options: { of: measure },
  };
  const before = quarterText(quarters.then.name);
  const apart = then.kind === 'median' && (now.low > then.high || now.high < then.low);
  const verdict =
    then.kind !== 'median'
      ? `, with fewer than ${MEDIAN_MINIMUM} papers in ${before} to compare with`
      : apart
        ? `, ${now.median > then.median ? 'above' : 'below'} the ${factorText(then.median)} of ${before}`
        : `, not to be told from the ${factorText(then.median)} of ${before}`;
  return {
    key: `median ${measure}`,
    tone: apart ? 'plain' : 'none',
    parts: [
      `Reported `,
      { text: gainNoun(measure), to },
      ` have a median of ${factorText(now.median)}${verdict}`,
    ],
    evidence: [
      `${papersText(now.n)}, 95% interval ${factorText(now.low)} to ${factorText(now.high)}` +
        (then.kind === 'median'
          ? `; before ${papersText(then.n)}, ${factorText(then.low)} to ${factorText(then.high)}`
          : ''),
    ],
    statistics: ['median'],
  };
}

export type NewRecord = { measure: Measure; claim: Claim; former: Claim | null; evidence: string };

/** Records of one measure's factors that were set since the quarter began, the latest first. */
export function newRecords(measure: Measure, rows: readonly GainRow[], { now }: Quarters): NewRecord[] {
  const { records: found } = gainsSeries(claimsOf(rows, 'factor').claims, 'factor');
  if (found.kind !== 'records') return [];
  const { records, expected, p, n } = found;
  const evidence = `${countText(records.length)} records in ${papersText(n)}, where chance alone gives ${expected.toFixed(1)} (${chanceOf('p', p)})`;
  return records
    .flatMap(({ t, claim }, i): NewRecord[] =>
      t >= now.start && i > 0 ? [{ measure, claim, former: records[i - 1]?.claim ?? null, evidence }] : [],
    )
    .reverse();
}

export function recordFinding(record: NewRecord, title: string | null): Finding {
  const { measure, claim, former, evidence } = record;
  const one = {
    speed: 'speedup',
    memory: 'memory saving',
    size: 'size reduction',
    compute: 'compute saving',
  };
  const noun = measure in one ? one[measure as keyof typeof one] : gainNoun(measure);
  return {
    key: claim.metric_id,
    tone: 'plain',
    parts: [
      `The highest ${noun} reported so far, ${factorText(claim.value)}, came on ${dateText(claim.day)}: `,
      {
        text: title ?? 'the paper',
        to: { view: 'paper', id: claim.paper_id, options: { at: claim.metric_id } },
      },
    ],
    evidence: [
      `Written “${writtenText(claim)}”` +
        (former ? `; before it ${factorText(former.value)} (${dateText(former.day)})` : '') +
        `; ${evidence}`,
    ],
    statistics: ['records'],
  };
}
