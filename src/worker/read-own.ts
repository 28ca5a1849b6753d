/** Own digests beside a dataset, whole: files → the rows that they change. Knows nothing of workers. */
import { TOPICS } from '../core/topics/taxonomy.ts';
import { hash64 } from '../core/papers/hash.ts';
import { mergeMentions } from '../core/papers/merge.ts';
import type { Extraction } from '../core/paper.ts';
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
import { overlayRows, type Read } from './overlay.ts';
import type { Pool } from './pool.ts';
import type { OwnFile, Overlay, Progress, Topics } from './protocol.ts';
import { joinedIds, reportOf } from './report.ts';

export type Means = {
  pool: Pool;
  kept: Kept;
  /** The dataset's papers that have an id. */
  titles: () => Promise<BaseRow[]>;
  /** All of the dataset's rows of these papers. */
  rows: (ids: readonly string[]) => Promise<BaseRows>;
  tell: (progress: Progress) => void;
};

/** The reading of one visit: it keeps the files that it has parsed. */
export function ownReader({ pool, kept, titles, rows: rowsOfBase, tell }: Means) {
  const read = fileReader();
  return async (files: readonly OwnFile[], topics: Topics): Promise<Overlay> => {
    const { all, byFile } = await read(files, (done, file) =>
      tell({ stage: 'reading', done, total: files.length, file }),
    );
    tell({ stage: 'matching', done: 0, total: all.mentions.length });
    const papers = mergeMentions(all.mentions);
    const wanted = titlesToPlace(papers);
    const idOfTitle = wanted.size > 0 ? placeTitles(wanted, await titles()) : new Map<string, string>();
    const candidates = allCandidates(papers, idOfTitle);
    const wholes = joinPapers(candidates, await rowsOfBase([...new Set([...candidates.values()].flat())]));

    const texts = wholes.map((whole) => ({ title: whole.paper.title, text: readingOf(whole.paper).text }));
    const keys = texts.map(({ title, text }) => hash64(`${title}\n${text}`));
    const stands = wholes.map(isReadAlready);
    const todo = wholes.flatMap((_, i) => (stands[i] || kept.get(keys[i] ?? '') ? [] : [i]));
    let done = 0;
    tell({ stage: 'extracting', done, total: todo.length });
    const found = await pool(
      todo.map((i) => texts[i] ?? { title: '', text: '' }),
      (n) => tell({ stage: 'extracting', done: (done += n), total: todo.length }),
    );
    for (const [n, i] of todo.entries()) {
      const extraction = found[n];
      if (extraction) kept.set(keys[i] ?? '', extraction);
    }

    tell({ stage: 'writing', done: 0, total: wholes.length });
    const none: Extraction = { gains: [], scores: [], topics: [] };
    const reads = wholes.map((whole, i): Read => ({
      whole,
      extraction: stands[i] ? null : (kept.get(keys[i] ?? '') ?? none),
    }));
    const areas = new Map<string, string>([...TOPICS, ...topics].map((t) => [t.topic_id, t.area]));
    const named = new Set(topics.map((t) => t.topic_id));
    const missing = TOPICS.filter((t) => !named.has(t.topic_id)).map((t) => ({ ...t, kind: 'curated' }));
    const rows = overlayRows(all, reads, (topic) => areas.get(topic) || null, missing);
    const joined = joinedIds(wholes);
    return {
      ...rows,
      files: [...byFile].map(([id, parsed]) => reportOf(id, parsed, joined)),
      joined: wholes.filter(({ base }) => base !== null).length,
      extracted: todo.length,
    };
  };
}
