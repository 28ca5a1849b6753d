/**
 * Hugging Face daily papers: GET /api/daily_papers?date=YYYY-MM-DD&limit=…&p=…, a JSON array of items with a `paper`
 * each (https://huggingface.co/docs/hub/en/api). `limit` is at most 100; pages count from 0.
 */
import { DAY_MS, startOf } from './clock.ts';
import { FetchFault } from './fault.ts';
import type { Client, Validators } from './http.ts';
import { judgeDigest } from './judge.ts';
import type { DayAnswer, DaySource } from './source.ts';

export const HF_URL = 'https://huggingface.co';
const LIMIT = 100;
/** A page may hold a few papers fewer than asked for, so one that is nearly full may have a page after it. */
const NEARLY_FULL = 80;
const MOST_PAGES = 20;
/** Papers are submitted to a day's list around midnight of some time zone; a list of other days is no answer. */
const DAYS_APART = 3;

const jsonOf = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
};

function paperIdIn(item: unknown): string | null {
  const id = (item as { paper?: { id?: unknown } } | null)?.paper?.id;
  return typeof id === 'string' ? id : null;
}

const idOf = (item: unknown): string => paperIdIn(item) ?? JSON.stringify(item);

export function hfDaily(baseUrl = HF_URL): DaySource {
  const folder = 'hf-daily';
  const url = (day: string, page: number) =>
    `${baseUrl}/api/daily_papers?date=${day}&limit=${LIMIT}${page > 0 ? `&p=${page}` : ''}`;

  async function judge(day: string, bytes: Uint8Array): Promise<string | null> {
    const list = jsonOf(bytes);
    if (list === null) return `it is not JSON (it begins with ${JSON.stringify(beginning(bytes))})`;
    if (!Array.isArray(list)) return `JSON, but no list: ${JSON.stringify(list).slice(0, 120)}`;
    if (list.length === 0) return null;
    if (list.filter((item) => paperIdIn(item) !== null).length * 2 < list.length)
      return 'its items hold no papers';
    const { mentions, wrong } = await judgeDigest(`${folder}/${day}.json`, bytes, 'json');
    if (wrong !== null) return wrong;
    const near = mentions.filter((m) => Math.abs(startOf(m.date) - startOf(day)) <= DAYS_APART * DAY_MS);
    return near.length * 2 >= mentions.length ? null : `its papers are of other days (${mentions[0]?.date})`;
  }

  async function ask(day: string, client: Client, before: Validators | null): Promise<DayAnswer> {
    const items: unknown[] = [];
    const seen = new Set<string>();
    let first: { bytes: Uint8Array; validators: Validators } | null = null;
    let page = 0;
    for (; page < MOST_PAGES; page++) {
      const answer = await client.get(url(day, page), {
        accept: 'application/json',
        before: page === 0 ? before : null,
        judge: (bytes) => judge(day, bytes),
      });
      if (answer.kind === 'unchanged') return answer;
      first ??= answer;
      const list = jsonOf(answer.bytes) as unknown[];
      // The list may move between two pages: what comes twice counts once.
      const fresh = list.filter((item) => !seen.has(idOf(item)));
      for (const item of fresh) seen.add(idOf(item));
      items.push(...fresh);
      if (fresh.length === 0 || (list.length < NEARLY_FULL && answer.next === null)) break;
    }
    if (page === MOST_PAGES) {
      const what = `more than ${MOST_PAGES * LIMIT} papers on ${day}, which cannot be.`;
      throw new FetchFault('bad-body', url(day, 0), 200, what, 'The pages do not end; please report it.');
    }
    if (items.length === 0 || first === null) return { kind: 'empty' };
    const single = (jsonOf(first.bytes) as unknown[]).length === items.length;
    return {
      kind: 'papers',
      files: [
        { name: `${day}.json`, bytes: single ? first.bytes : Buffer.from(`${JSON.stringify(items)}\n`) },
      ],
      papers: items.length,
      // The first page's validators say nothing of the pages after it.
      validators: single ? first.validators : {},
    };
  }

  return {
    folder,
    format: 'json',
    paceMs: 1_000,
    first: '2023-05-04',
    urlOf: (day) => url(day, 0),
    isFinal: (day, now) => now >= startOf(day) + 2 * DAY_MS,
    isFresh: () => false,
    ask,
  };
}

const beginning = (bytes: Uint8Array) => new TextDecoder().decode(bytes.slice(0, 60));
