/** `data/sources.json` → what `npm run update` fetches, and from which day. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAY_MS, dayOf } from './clock.ts';
import { feedName } from './feed.ts';
import { readState } from './keep.ts';
import {
  baseUrlOf,
  categoryGiven,
  contactGiven,
  dayGiven,
  FetchUsage,
  folderName,
  type Target,
  webAddress,
} from './options.ts';

export type Configured = { target: Target; from: string | null };
export type Config = { contact: string | null; sources: Configured[] };

export const EXAMPLE = `{
  "contact": "mail address or page, told to the sources (may be left out)",
  "sources": [
    { "source": "hf-daily", "from": "2026-01-01" },
    { "source": "arxiv", "category": "cs.CL", "from": "2026-06-01" },
    { "source": "feed", "url": "https://example.org/feed.xml", "name": "a-feed" }
  ]
}`;

const KEYS: Record<string, readonly string[]> = {
  'hf-daily': ['source', 'from'],
  arxiv: ['source', 'category', 'from'],
  feed: ['source', 'url', 'name'],
};

/** Throws FetchUsage that names the file, the entry and what it should be. */
export function readConfig(file: string): Config {
  const wrong = (what: string) => new FetchUsage(`${file}: ${what}\nIt should look like this:\n${EXAMPLE}`);
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw wrong((error as Error).message);
  }
  const { sources, contact } = (read ?? {}) as { sources?: unknown; contact?: unknown };
  if (!Array.isArray(sources)) throw wrong('there is no list "sources".');
  if (contact !== undefined && typeof contact !== 'string') throw wrong('"contact" must be a text.');
  return {
    contact: contactGiven(contact ?? null),
    sources: sources.map((entry: unknown, i) => {
      try {
        return configured(entry);
      } catch (error) {
        if (!(error instanceof FetchUsage)) throw error;
        throw wrong(`source ${i + 1}: ${error.message}`);
      }
    }),
  };
}

function configured(entry: unknown): Configured {
  if (typeof entry !== 'object' || entry === null) throw new FetchUsage('it must be an object.');
  const fields = new Map<string, unknown>(Object.entries(entry));
  const text = (key: string): string | undefined => {
    const value = fields.get(key);
    if (value !== undefined && typeof value !== 'string') throw new FetchUsage(`"${key}" must be a text.`);
    return value;
  };
  const source = text('source') ?? '';
  const keys = KEYS[source];
  if (!keys) throw new FetchUsage(`"source" must be one of ${Object.keys(KEYS).join(', ')}.`);
  const odd = [...fields.keys()].find((key) => !keys.includes(key));
  if (odd !== undefined) throw new FetchUsage(`"${odd}" is not known here; known are ${keys.join(', ')}.`);
  const from = dayGiven('"from"', text('from'));
  if (source === 'hf-daily') return { target: { source, baseUrl: baseUrlOf(source) }, from };
  if (source === 'arxiv') {
    const category = categoryGiven(text('category') ?? '');
    return { target: { source, category, baseUrl: baseUrlOf(source) }, from };
  }
  const url = webAddress('"url"', text('url') ?? '');
  return { target: { source: 'feed', url, name: folderName(text('name') ?? feedName(url)) }, from: null };
}

/**
 * The first day to look at: the configured one, else the first that was ever fetched, else six days ago. Days that
 * are complete cost no request, so looking at all of them fills what an earlier run could not get.
 */
export function firstDay({ target, from }: Configured, out: string, now: number): string {
  if (from !== null) return from;
  const folder = target.source === 'arxiv' ? `arxiv-${target.category}` : target.source;
  const [first] = Object.keys(readState(join(out, folder)).days).sort();
  return first !== undefined && /^\d{4}-/.test(first) ? first : dayOf(now - 6 * DAY_MS);
}
