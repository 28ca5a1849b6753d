/** Own digests beside a dataset, whole: files → the rows that they change. Knows nothing of workers. */
import { TOPICS } from '../core/topics/taxonomy.ts';
import { hash64 } from '../core/papers/hash.ts';
import { paperIdOf } from '../core/papers/identity.ts';
import { mergeMentions } from '../core/papers/merge.ts';
import type { Extraction, Mention } from '../core/paper.ts';
import type { OwnPart } from '../core/tables/own.ts';
import { fileReader } from './files.ts';
import {
  allCandidates,
  isReadAlready,
  joinPapers,
  placeTitles,
  readingOf,
  titlesToPlace,
  type BaseRow,
  type BaseRows,
} from './join.ts';
import type { Kept } from './kept.ts';
import { partOf, restOf, type Read } from './overlay.ts';
import type { Pool, Wanted } from './pool.ts';
import type { OwnFile, Overlay, Progress, Stage, Topics } from './protocol.ts';
import { joinedIds, reportOf } from './report.ts';

export type Means = {
  pool: Pool;
  kept: Kept;
  /** The dataset's papers that have an id. */
  titles: () => Promise<BaseRow[]>;
  /** All of the dataset's rows of these papers. */
  rows: (ids: readonly string[]) => Promise<BaseRows>;
  tell: (progress: Progress) => void;
  /** Rows that are ready, while others are still read. */
  send: (part: OwnPart) => void;
};

/** Papers whose rows go together: enough for the engine to be quick, few enough that the last ones are soon there. */
const PART = 2000;
/** A message for each paper would keep the page from drawing. */
const TOLD = 100;
const NOTHING: Extraction = { gains: [], scores: [], topics: [] };

/** The reading of one visit: it keeps the files that it has parsed. */
export function ownReader({ pool, kept, titles, rows: rowsOfBase, tell, send }: Means) {
  const read = fileReader();
  let named = '';

  /** By paper: what was begun for it, so that its text is not hashed twice. */
  const begun = new Map<string, Wanted>();
  const wanted = (id: string, title: string, text: string): Wanted => {
    const before = begun.get(id);
    if (before?.title === title && before.text === text) return { ...before, known: kept.has(before.key) };
    const key = hash64(`${title}\n${text}`);
    return { key, title, text, known: kept.has(key) };
  };
  /** Nearly all papers are read as the first digest gives them: helpers need not wait until all is merged. */
  const begin = (mentions: readonly Mention[]) => {
    const texts: Wanted[] = [];
    for (const mention of mentions) {
      const id = paperIdOf(mention);
      const text = mention.abstract ?? mention.summary;
      if (text === null || begun.has(id)) continue;
      const one = wanted(id, mention.title, text);
      begun.set(id, one);
      if (!one.known) texts.push(one);
    }
    pool.ahead(texts);
  };

  return async (files: readonly OwnFile[], topics: Topics): Promise<Overlay> => {
    const began = performance.now();
    const took: Partial<Record<Stage, number>> = {};
    const ended = (stage: Stage) => (took[stage] = Math.round(performance.now() - began));
    const terms = topics.filter(({ kind }) => kind === 'discovered');
    if (named !== (named = JSON.stringify(terms))) pool.learn(terms);

    begun.clear();
    const { all, byFile } = await read(
      files,
      (done, file) => tell({ stage: 'reading', done, total: files.length, file }),
      ({ mentions }) => begin(mentions),
    );
    ended('reading');
    tell({ stage: 'matching', done: 0, total: all.mentions.length });
    const papers = mergeMentions(all.mentions);
    const unplaced = titlesToPlace(papers);
    const idOfTitle = unplaced.size > 0 ? placeTitles(unplaced, await titles()) : new Map<string, string>();
    const candidates = allCandidates(papers, idOfTitle);
    const wholes = joinPapers(candidates, await rowsOfBase([...new Set([...candidates.values()].flat())]));
    ended('matching');

    const stands = wholes.map(isReadAlready);
    const texts = wholes.map(({ paper }) => wanted(paper.paper_id, paper.title, readingOf(paper).text));
    const reads = wholes.map((whole): Read => ({ whole, found: null }));
    const known = (i: number) => kept.get(texts[i]?.key ?? '');
    const todo = wholes.flatMap((_, i) => (stands[i] || (terms.length === 0 && known(i)) ? [] : [i]));
    const extracted = todo.filter((i) => !known(i)).length;
    const open = new Set(todo);
    for (const [i, entry] of reads.entries())
      if (!stands[i] && !open.has(i)) entry.found = { extraction: known(i) ?? NOTHING, terms: [] };
    let sent = 0;
    const counts = { gains: 0, scores: 0 };
    const sendThrough = (end: number) => {
      const { part, gains, scores } = partOf(reads.slice(sent, end));
      [sent, counts.gains, counts.scores] = [end, counts.gains + gains, counts.scores + scores];
      send(part);
    };
    let done = 0;
    let ready = 0;
    tell({ stage: 'extracting', done, total: todo.length });
    await pool.read(
      todo.flatMap((i) => texts[i] ?? []),
      ({ extraction, terms }, n) => {
        const i = todo[n] ?? 0;
        if (extraction) kept.set(texts[i]?.key ?? '', extraction);
        const entry = reads[i];
        if (entry) entry.found = { extraction: extraction ?? known(i) ?? NOTHING, terms };
        open.delete(i);
        done++;
        if (done % TOLD === 0) tell({ stage: 'extracting', done, total: todo.length });
        while (ready < reads.length && !open.has(ready)) ready++;
        if (ready - sent >= PART) sendThrough(ready);
      },
    );
    ended('extracting');

    tell({ stage: 'writing', done: 0, total: wholes.length });
    sendThrough(reads.length);
    const areas = new Map<string, string>([...TOPICS, ...topics].map((t) => [t.topic_id, t.area]));
    const names = new Set(topics.map((t) => t.topic_id));
    const missing = TOPICS.filter((t) => !names.has(t.topic_id)).map((t) => ({ ...t, kind: 'curated' }));
    const rest = restOf(all, reads, (topic) => areas.get(topic) || null, missing);
    const joined = joinedIds(wholes);
    const reports = [...byFile].map(([id, parsed]) => reportOf(id, parsed, joined));
    ended('writing');
    return {
      ...rest,
      ...counts,
      files: reports,
      joined: wholes.filter(({ base }) => base !== null).length,
      extracted,
      took,
    };
  };
}
