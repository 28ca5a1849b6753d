/** All that the feeds tell of a dataset. */
import { createHash } from 'node:crypto';
import { sourceOrder } from '../../src/core/stats/strata.ts';
import { burstItems } from './bursts.ts';
import { cubeRows, cubeState, firstWeek, type Dataset } from './dataset.ts';
import type { Item } from './item.ts';
import { completeMonths, monthRows, weeksOf, type Month } from './months.ts';
import { recordItems } from './records.ts';
import { RISING_MONTHS, risingItems } from './rising.ts';

/**
 * Bursts, which take thousands of shuffles, depend on complete months only: a build keeps them with what they were
 * found in, and most digests leave that as it is.
 */
export type KeptBursts = { of: string; items: Item[] };
export type Findings = {
  items: Item[];
  /** Topics with a trend, and those with too few papers for one. */
  tested: number;
  untested: number;
  bursts: KeptBursts;
};

/** The same whether or not `kept` has the bursts of an earlier time. */
export async function findingsOf(dataset: Dataset, kept: KeptBursts | null): Promise<Findings> {
  const start = await firstWeek(dataset);
  const end = dataset.about.last;
  const monthsOf = (span: number | null) =>
    start === null || end === null ? [] : completeMonths(start, end, span);
  const rising = risingItems(dataset, await rowsOf(dataset, monthsOf(RISING_MONTHS)));
  const months = monthsOf(null);
  const of = await stateOf(dataset, months);
  const bursts = kept?.of === of ? kept : { of, items: burstItems(dataset, await rowsOf(dataset, months)) };
  const items = [...rising.items, ...bursts.items, ...(await recordItems(dataset))];
  return { items, tested: rising.tested, untested: rising.untested, bursts };
}

async function rowsOf(dataset: Dataset, months: readonly Month[]) {
  const weeks = weeksOf(months);
  const cube = weeks ? await cubeRows(dataset, weeks.from, weeks.to) : [];
  return monthRows(months, cube, dataset.about.sources);
}

async function stateOf(dataset: Dataset, months: readonly Month[]): Promise<string> {
  const weeks = weeksOf(months);
  return createHash('sha256')
    .update(JSON.stringify([months, dataset.topics, sourceOrder(dataset.about.sources)]))
    .update(weeks ? await cubeState(dataset, weeks.from, weeks.to) : '')
    .digest('hex')
    .slice(0, 16);
}
