/** What papers of a quarter claim: the measure claimed most, medians against the quarter before, and new records. */
import { type Measure } from '../core/paper.ts';
import { type Median, medianInterval } from '../core/stats/median.ts';
import type { NotEnough } from '../core/stats/result.ts';
import { wilson } from '../core/stats/wilson.ts';
import type { GainRow } from '../questions/gains.ts';
import type { MeasureRow } from '../questions/measures-claimed.ts';
import { toIso } from '../questions/period.ts';
import type { Finding, Part } from './findings.ts';
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

type Medians = { measure: Measure; now: Median; then: Median | NotEnough };

/** The median of one measure's factors in both quarters; null with too few papers now. */
export function mediansOf(measure: Measure, rows: readonly GainRow[], quarters: Quarters): Medians | null {
  const { papers } = gainsSeries(claimsOf(rows, 'factor').claims, 'factor');
  const now = medianInterval(within(papers, quarters.now));
  if (now.kind !== 'median') return null;
  return { measure, now, then: medianInterval(within(papers, quarters.then)) };
}

/** Intervals that do not meet: stricter than a test at 5%, and seen at a glance. */
const apart = ({ now, then }: Medians): boolean =>
  then.kind === 'median' && (now.low > then.high || now.high < then.low);

const spanText = ({ low, high, n }: Median) => `${papersText(n)}, ${factorText(low)} to ${factorText(high)}`;

/** A sentence for each median that lies apart from the former quarter's, and one for all that do not. */
export function medianFindings(medians: readonly Medians[], { now, then }: Quarters): Finding[] {
  const filter = { from: toIso(now.start), to: toIso(now.end) };
  const link = (measure: Measure) => ({
    text: gainNoun(measure),
    to: { view: 'gains' as const, filter, options: { of: measure } },
  });
  const before = quarterText(then.name);
  const changed = medians.filter(apart).map((one): Finding => ({
    key: `median ${one.measure}`,
    tone: 'plain',
    parts: [
      'Reported ',
      link(one.measure),
      ` have a median of ${factorText(one.now.median)}` +
        (one.then.kind === 'median'
          ? `, ${one.now.median > one.then.median ? 'above' : 'below'} the ${factorText(one.then.median)} of ${before}`
          : ''),
    ],
    evidence: [
      `95% intervals: ${spanText(one.now)}; before ${one.then.kind === 'median' ? spanText(one.then) : ''}`,
    ],
    statistics: ['median'],
  }));
  const same = medians.filter((one) => !apart(one));
  if (same.length === 0) return changed;
  const parts = same.flatMap((one, i): Part[] => [
    i === 0 ? '' : i === same.length - 1 ? ' and ' : ', ',
    link(one.measure),
    ` (${factorText(one.now.median)})`,
  ]);
  return [
    ...changed,
    {
      key: 'medians',
      tone: 'none',
      parts: ['Medians of reported ', ...parts, ` cannot be told from those of ${before}`],
      evidence: [
        `95% intervals: ${same
          .map(({ measure, now: a, then: b }) =>
            b.kind === 'median'
              ? `${measure} ${spanText(a)}, before ${spanText(b)}`
              : `${measure} ${spanText(a)}, before ${b.reason.replace('value', 'paper')}, not enough evidence`,
          )
          .join('; ')}`,
      ],
      statistics: ['median'],
    },
  ];
}

export type NewRecord = {
  measure: Measure;
  claim: Claim;
  former: Claim | null;
  /** No later claim beats it. */
  stands: boolean;
  evidence: string;
};

/** Records of one measure's factors that were set since the quarter began, the latest first. */
export function newRecords(measure: Measure, rows: readonly GainRow[], { now }: Quarters): NewRecord[] {
  const { records: found } = gainsSeries(claimsOf(rows, 'factor').claims, 'factor');
  if (found.kind !== 'records') return [];
  const { records, expected, p, n } = found;
  const evidence = `${countText(records.length)} records in ${papersText(n)}, where chance alone gives ${expected.toFixed(1)} (${chanceOf('p', p)})`;
  return records
    .flatMap(({ t, claim }, i): NewRecord[] =>
      t >= now.start && i > 0
        ? [
            {
              measure,
              claim,
              former: records[i - 1]?.claim ?? null,
              stands: i === records.length - 1,
              evidence,
            },
          ]
        : [],
    )
    .reverse();
}

export function recordFinding(record: NewRecord, title: string | null): Finding {
  const { measure, claim, former, stands, evidence } = record;
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
      `The highest ${noun} reported ${stands ? 'so far' : 'until then'}, ${factorText(claim.value)}, came on ${dateText(claim.day)}: `,
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
