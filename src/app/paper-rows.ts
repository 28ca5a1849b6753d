/** Papers with all that stands behind them, a near look first: in a large dataset it spares most files. */
import type { Filter } from '../questions/filter.ts';
import {
  likelyDays,
  paperMentions,
  paperMetrics,
  paperRecord,
  paperTopics,
  type Days,
  type PaperRecord,
} from '../questions/paper.ts';
import { inOrder, paperRows, type PaperKey, type PaperRow } from '../questions/papers.ts';
import { soonAfter } from '../questions/reach.ts';
import { ask, readsByRange } from './data.svelte.ts';

/** When papers that were listed were first seen, so that their own page need not look for them. */
const seen = new Map<string, string>();

/** The rows of `keys`, in their order. */
export async function rowsOf(keys: readonly PaperKey[], filter: Filter): Promise<PaperRow[]> {
  if (keys.length === 0) return [];
  for (const { paper_id, first_seen } of keys) seen.set(paper_id, first_seen);
  const last = keys.reduce((day, key) => (key.first_seen > day ? key.first_seen : day), '');
  const rows: PaperRow[] = [];
  let open = [...keys];
  // Nearly all mentions come soon: what is read by range is read no further.
  for (const heard of readsByRange() ? [soonAfter(last), null] : [null]) {
    const found = await ask(paperRows(open, filter, heard));
    const told = new Set(found.filter(({ told_all }) => told_all).map(({ paper_id }) => paper_id));
    rows.push(...found.filter(({ paper_id }) => heard === null || told.has(paper_id)));
    open = open.filter(({ paper_id }) => !told.has(paper_id));
    if (open.length === 0) break;
  }
  return inOrder(keys, rows);
}

async function recordOf(id: string): Promise<PaperRecord | null> {
  const day = seen.get(id);
  const places: Days[] = day ? [{ from: day, to: day }] : [];
  for (const days of [...places, ...likelyDays(id)]) {
    const [paper] = await ask(paperRecord(id, days));
    if (paper) return paper;
  }
  return null;
}

/** What stands behind a paper that was first seen on `day`; of its mentions those that came soon. */
async function behind(id: string, day: string) {
  const on: Days = { from: day, to: day };
  const [metrics, near, topics] = await Promise.all([
    ask(paperMetrics(id, on)),
    ask(paperMentions(id, { from: day, to: soonAfter(day) })),
    ask(paperTopics(id, on)),
  ]);
  return { metrics, near, topics };
}

/** A paper's record and all that its page shows; null and nothing where there is no such paper. */
export async function wholePaper(id: string) {
  const known = seen.get(id);
  const [paper, early] = await Promise.all([recordOf(id), known ? behind(id, known) : null]);
  const day = paper?.first_seen;
  if (!paper || !day) return { paper, metrics: [], mentions: [], topics: [] };
  const { metrics, near, topics } = early && day === known ? early : await behind(id, day);
  const mentions = near.length >= (paper.mentions ?? 0) ? near : await ask(paperMentions(id));
  return { paper, metrics, mentions, topics };
}
