/**
 * arXiv by category and day of submission, from its API (https://info.arxiv.org/help/api/user-manual.html): Atom,
 * pages of at most 2,000, refine what gives more than 1,000; one request every three seconds over one connection
 * (https://info.arxiv.org/help/api/tou.html). Times of `submittedDate` are GMT.
 */
import { DAY_MS, dayOf, startOf } from './clock.ts';
import { FetchFault } from './fault.ts';
import type { Client, Validators } from './http.ts';
import { isWholeXml, judgeDigest } from './judge.ts';
import type { DayAnswer, DaySource } from './source.ts';

export const ARXIV_URL = 'https://export.arxiv.org';
export const ARXIV_PACE_MS = 3_000;
const PAGE = 1_000;
/** What is submitted on a Friday afternoon is announced on Monday night, later about holidays. */
const DAYS_TO_ANNOUNCE = 5;

export const isCategory = (text: string): boolean => /^[a-z-]+(?:\.[A-Za-z-]+)?$/.test(text);

/** What the feed says of itself: all results, the place of its first entry, and the entries it holds. */
export function countsIn(xml: string): { total: number | null; start: number; entries: number } {
  const number = (name: string) => new RegExp(`<opensearch:${name}\\b[^>]*>\\s*(\\d+)\\s*<`).exec(xml)?.[1];
  const total = number('totalResults');
  return {
    total: total === undefined ? null : Number(total),
    start: Number(number('startIndex') ?? 0),
    entries: xml.match(/<entry[\s>]/g)?.length ?? 0,
  };
}

/** Errors come as a feed of one entry whose id lies under /api/errors. */
const errorIn = (xml: string): string | null =>
  /<id[^>]*>\s*https?:\/\/arxiv\.org\/api\/errors/.test(xml)
    ? (/<summary[^>]*>([^<]*)</.exec(xml)?.[1]?.trim() ?? 'an error without words')
    : null;

export function arxiv(category: string, baseUrl = ARXIV_URL): DaySource {
  const folder = `arxiv-${category}`;
  const url = (day: string, start: number) => {
    const packed = day.replaceAll('-', '');
    const query = new URLSearchParams({
      search_query: `cat:${category} AND submittedDate:[${packed}0000 TO ${packed}2359]`,
      start: String(start),
      max_results: String(PAGE),
      sortBy: 'submittedDate',
      sortOrder: 'ascending',
    });
    return `${baseUrl}/api/query?${query}`;
  };

  async function judge(day: string, start: number, bytes: Uint8Array): Promise<string | null> {
    const xml = new TextDecoder().decode(bytes);
    if (!/<feed[\s>]/.test(xml.slice(0, 2_000)))
      return `it is not Atom (it begins with ${JSON.stringify(xml.slice(0, 60))})`;
    const error = errorIn(xml);
    if (error !== null)
      throw new FetchFault('refused', url(day, start), 200, `arXiv says: ${error}.`, 'Check the category.');
    if (!isWholeXml(xml)) return 'it breaks off before its end';
    const { total, entries } = countsIn(xml);
    if (total === null) return 'it does not tell how many results there are';
    const due = Math.max(0, Math.min(PAGE, total - start));
    // The API is known to answer with an empty page at times; the count gives it away.
    if (entries < due) return `${entries} entries where ${due} are due (of ${total} in all)`;
    return total === 0 ? null : (await judgeDigest(`${folder}/${day}.xml`, bytes, 'feed')).wrong;
  }

  async function ask(day: string, client: Client, before: Validators | null): Promise<DayAnswer> {
    const files: { name: string; bytes: Uint8Array }[] = [];
    let validators: Validators = {};
    let papers = 0;
    for (let start = 0, total = 1; start < total; start += PAGE) {
      const answer = await client.get(url(day, start), {
        accept: 'application/atom+xml',
        before: start === 0 ? before : null,
        judge: (bytes) => judge(day, start, bytes),
      });
      if (answer.kind === 'unchanged') return answer;
      const counts = countsIn(new TextDecoder().decode(answer.bytes));
      total = counts.total ?? 0;
      papers += counts.entries;
      if (total === 0) return { kind: 'empty' };
      validators = total <= PAGE ? answer.validators : {};
      files.push({
        name: start === 0 ? `${day}.xml` : `${day}.p${start / PAGE + 1}.xml`,
        bytes: answer.bytes,
      });
    }
    return { kind: 'papers', files, papers, validators };
  }

  return {
    folder,
    format: 'feed',
    paceMs: ARXIV_PACE_MS,
    first: '1991-08-14',
    urlOf: (day) => url(day, 0),
    isFinal: (day, now) => now >= startOf(day) + (1 + DAYS_TO_ANNOUNCE) * DAY_MS,
    // "There is no need to call the API more than once in a day for the same query": it changes at midnight.
    isFresh: (asked, now) => dayOf(asked) === dayOf(now),
    ask,
  };
}
