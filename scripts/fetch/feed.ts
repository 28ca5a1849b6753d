/**
 * Any RSS or Atom feed. A feed shows its newest items only, so what one fetch brings is filed under its day, without
 * the items that earlier files hold: each item stands once, and files are never replaced.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayOf } from './clock.ts';
import { FetchFault } from './fault.ts';
import { feedItems, withoutKnown } from './feed-items.ts';
import { isWholeXml, judgeDigest } from './judge.ts';
import { readState, removeDrafts, writeState, writeWhole } from './keep.ts';
import { noOutcome, openSourceClient, type Deps, type Outcome, type Ways } from './run.ts';

const PACE_MS = 1_000;
const ACCEPT = 'application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1';

/** A folder name that tells the feed: `blog.example.org-feed`. */
export const feedName = (url: string): string => {
  const { hostname, pathname, search } = new URL(url);
  const rest = `${pathname}${search}`.replace(/\.(?:xml|rss|atom)$/i, '');
  return `${hostname}${rest}`
    .replace(/[^\p{L}\p{N}._]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 80);
};

/** The encoding that the XML declaration names; the core's parser reads it the same way. */
function textOf(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.slice(0, 200));
  const label = /^[^<]*<\?xml[^>]*encoding=["']([\w-]+)["']/i.exec(head)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** What is filed is UTF-8 whatever came, and says so. */
const asUtf8 = (xml: string) => xml.replace(/^([^<]*<\?xml[^>]*encoding=["'])[\w-]+/i, '$1utf-8');

export async function fetchFeed(url: string, name: string, ways: Ways, deps: Deps): Promise<Outcome> {
  const { clock, reporter } = deps;
  const folder = join(ways.out, name);
  const outcome = noOutcome(name);
  if (ways.dryRun) return { ...outcome, planned: [url] };
  removeDrafts(folder, clock.now());
  const state = readState(folder);
  const client = openSourceClient(url, PACE_MS, ways.out, deps);
  const step = reporter.stage(name, 1, 'feed');
  const day = dayOf(clock.now());
  const known = state.days[url];
  try {
    const answer = await client.get(url, {
      accept: ACCEPT,
      before: known && !ways.force && filesIn(folder).length > 0 ? known : null,
      judge: async (bytes) => {
        const xml = textOf(bytes);
        if (/^\s*(?:<!doctype html|<html)/i.test(xml.slice(0, 500)))
          return 'it is a page of HTML, not a feed';
        if (!isWholeXml(xml)) return 'it is no feed, or breaks off before its end';
        if (feedItems(xml).length === 0) return null;
        return (await judgeDigest(`${name}/${day}.xml`, bytes, 'feed')).wrong;
      },
    });
    const seen = { asked: new Date(clock.now()).toISOString(), files: [], papers: 0, final: false };
    if (answer.kind === 'unchanged') {
      outcome.unchanged = 1;
      state.days[url] = { ...known, ...seen };
    } else {
      const xml = asUtf8(textOf(answer.bytes));
      const fresh = withoutKnown(xml, knownItems(folder));
      if (fresh === null) {
        if (feedItems(xml).length === 0) outcome.empty = 1;
        else outcome.unchanged = 1;
      } else {
        const file = freeName(folder, day);
        writeWhole(join(folder, file), Buffer.from(fresh));
        outcome.written.push(file);
        outcome.papers = feedItems(fresh).length;
      }
      state.days[url] = { ...seen, ...answer.validators };
    }
  } catch (error) {
    if (!(error instanceof FetchFault)) throw error;
    outcome.faults.push(error.message);
  } finally {
    writeState(folder, state);
  }
  step.add(1);
  step.done();
  return { ...outcome, requests: client.requests() };
}

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder).filter((name) => /^\d{4}-\d{2}-\d{2}(?:\.\d+)?\.xml$/.test(name))
    : [];

const knownItems = (folder: string): Set<string> =>
  new Set(
    filesIn(folder).flatMap((name) =>
      feedItems(readFileSync(join(folder, name), 'utf8')).map(({ id }) => id),
    ),
  );

function freeName(folder: string, day: string): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? `${day}.xml` : `${day}.${n}.xml`;
    if (!existsSync(join(folder, name))) return name;
  }
}
