/** The rises, falls and bursts of a quarter as sentences. */
import { benjaminiHochberg } from '../core/stats/benjamini-hochberg.ts';
import { toIso } from '../questions/period.ts';
import type { FoundBursts, TopicBurst } from './burst-ranks.ts';
import type { Finding, Target } from './findings.ts';
import { isSure, largestUnsure, type QuarterChange, type Sure, sureChanges } from './quarter-change.ts';
import { EVIDENCE, type Named } from './topic-ranks.ts';
import {
  chanceOf,
  countText,
  monthSpan,
  papersText,
  pointsText,
  quarterText,
  signedPoints,
} from './written.ts';

export const MOST_CHANGES = 4;

const papersOf = (id: string, from: number, to: number): Target => ({
  view: 'papers',
  filter: { topics: [id], areas: [], from: toIso(from), to: toIso(to) },
});

/** The share's change with its interval, and the papers it is counted from. */
function changeFinding(found: QuarterChange, one: Sure): Finding {
  const { difference, low, high, after, before, left } = one.change;
  const papers = papersOf(one.id, found.now.start, found.now.end);
  const sure = isSure(one);
  const rose = difference > 0;
  const said = sure
    ? ` ${rose ? 'rose' : 'fell'} by ${pointsText(Math.abs(difference))} points`
    : ` ${rose ? 'rose' : 'fell'} by ${pointsText(Math.abs(difference))} points, the most of ${countText(found.tested)} topics, but this may be chance`;
  return {
    key: one.id,
    tone: sure ? (rose ? 'up' : 'down') : 'none',
    parts: [{ text: one.label, to: { view: 'topic', id: one.id } }, said],
    evidence: [
      // The list behind the link holds the papers of every source, so the count is a link only where it is theirs.
      left === 0 ? { text: papersText(after.k), to: papers } : papersText(after.k),
      ` of ${countText(after.n)}, after ${countText(before.k)} of ${countText(before.n)}; 95% interval ${signedPoints(low)} to ${signedPoints(high)} points, ${chanceOf('q', one.q ?? 1)}`,
      ...(left === 0 ? [] : [', ', { text: 'papers of all sources', to: papers }]),
    ],
    statistics: ['change', 'adjusted'],
  };
}

/** Rises (1) or falls (-1); where none holds among all topics, the largest that may be chance, told as such. */
export function changeFindings(found: QuarterChange, sign: 1 | -1): { findings: Finding[]; more: number } {
  const sure = sureChanges(found, sign);
  const unsure = largestUnsure(found, sign);
  const shown = sure.length > 0 ? sure.slice(0, MOST_CHANGES) : unsure ? [unsure] : [];
  return {
    findings: shown.map((one) => changeFinding(found, one)),
    more: sure.length - Math.min(sure.length, MOST_CHANGES),
  };
}

export type NewBurst = { topic: Named; burst: TopicBurst; q: number };

/**
 * Bursts that begin at or after a day and hold among all topics: each topic stands with its heaviest such burst, a
 * topic without one with p = 1 (Benjamini-Hochberg over all that had enough papers). Heaviest first.
 */
export function newBursts(
  topics: readonly Named[],
  found: ReadonlyMap<string, FoundBursts>,
  since: number,
): { bursts: NewBurst[]; tested: number } {
  const begun = topics.map((topic) => {
    const of = found.get(topic.id);
    if (of?.kind !== 'bursts') return { topic, burst: null, p: null };
    const burst = of.bursts.find(({ from }) => from >= since) ?? null;
    return { topic, burst, p: burst?.p ?? 1 };
  });
  const q = benjaminiHochberg(begun.map(({ p }) => p));
  const bursts = begun.flatMap(({ topic, burst }, i): NewBurst[] => {
    const adjusted = q[i] ?? 1;
    return burst && adjusted < EVIDENCE ? [{ topic, burst, q: adjusted }] : [];
  });
  return {
    bursts: bursts.sort((a, b) => b.burst.weight - a.burst.weight || a.topic.id.localeCompare(b.topic.id)),
    tested: q.filter((value) => value !== null).length,
  };
}

export const burstFinding = ({ topic, burst, q }: NewBurst): Finding => ({
  key: topic.id,
  tone: 'up',
  parts: [
    { text: topic.label, to: { view: 'topic', id: topic.id } },
    ` burst in ${monthSpan(burst.from, burst.to)}`,
  ],
  evidence: [
    { text: papersText(burst.k), to: papersOf(topic.id, burst.from, burst.to) },
    ` of ${countText(burst.n)} where its usual share gives ${countText(burst.expected)}; weight ${burst.weight.toFixed(1)}, ${chanceOf('q', q)}`,
  ],
  statistics: ['burst', 'adjusted'],
});

/** The page's title: the whole quarter in one sentence. */
export function quarterTitle(found: QuarterChange, bursts: number | null): string {
  const [up, down] = [sureChanges(found, 1).length, sureChanges(found, -1).length];
  const topics = (n: number) => `${countText(n)} ${n === 1 ? 'topic' : 'topics'}`;
  const moved =
    up + down === 0
      ? 'no topic’s share changed by more than chance explains'
      : up === 0
        ? `${topics(down)} fell, none rose`
        : `${topics(up)} rose, ${down === 0 ? 'none' : countText(down)} fell`;
  const began =
    bursts === null
      ? ''
      : bursts === 0
        ? ', no burst began'
        : `, ${countText(bursts)} ${bursts === 1 ? 'burst' : 'bursts'} began`;
  return `${quarterText(found.now.name)} against ${quarterText(found.then.name)}: ${moved}${began}`;
}
