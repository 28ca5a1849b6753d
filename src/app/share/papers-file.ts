/** All papers of a filter as a file, read a few hundred at a time, so that memory holds little more than the file. */
import { csvLine } from '../../charts/export/cells.ts';
import type { Source } from '../../charts/share.ts';
import type { Query } from '../../db/query.ts';
import type { Filter } from '../../questions/filter.ts';
import { paperRecords, RECORD_FIELDS, type PaperRecord } from '../../questions/paper-records.ts';
import { paperKeys, type PaperOrder } from '../../questions/papers.ts';
import { paperBibtex } from './paper-bibtex.ts';

export type PapersFormat = 'bib' | 'csv' | 'json';
type Asker = <Row>(query: Query<Row>) => Promise<Row[]>;

const AT_ONCE = 500;

type Writer = { type: string; head: string; one: (paper: PaperRecord, i: number) => string; foot: string };
const WRITERS: Record<PapersFormat, (about: Source & { url: string }) => Writer> = {
  bib: () => ({
    type: 'application/x-bibtex',
    head: '',
    one: (paper, i) => `${i > 0 ? '\n' : ''}${paperBibtex(paper)}`,
    foot: '',
  }),
  csv: () => ({
    type: 'text/csv',
    head: csvLine(RECORD_FIELDS),
    one: (paper) => csvLine(RECORD_FIELDS.map((field) => paper[field])),
    foot: '',
  }),
  json: ({ version, first, last, filter, day, url }) => ({
    type: 'application/json',
    head: `${JSON.stringify({ dataset: version, first, last, filter, url, made: day }).slice(0, -1)},\n"rows": [\n`,
    one: (paper, i) => `${i > 0 ? ',\n' : ''}${JSON.stringify(paper)}`,
    foot: '\n]}\n',
  }),
};

export type PapersFile = {
  format: PapersFormat;
  filter: Filter;
  order: PaperOrder;
  about: Source & { url: string };
};

/** Null when `stopped` says so between two reads. */
export async function papersFile(
  ask: Asker,
  { format, filter, order, about }: PapersFile,
  progress: (papers: number) => void,
  stopped: () => boolean,
): Promise<Blob | null> {
  const { type, head, one, foot } = WRITERS[format](about);
  const parts = [head];
  let written = 0;
  for (;;) {
    const keys = await ask(paperKeys(filter, order, written, AT_ONCE));
    if (stopped()) return null;
    if (keys.length === 0) break;
    const byId = new Map((await ask(paperRecords(keys))).map((paper) => [paper.paper_id, paper]));
    const text = keys.map(({ paper_id }, i) => {
      const paper = byId.get(paper_id);
      if (!paper)
        throw new Error(
          `The paper ${paper_id} is listed but cannot be read; the dataset may have been replaced. Reload the page.`,
        );
      return one(paper, written + i);
    });
    parts.push(text.join(''));
    written += keys.length;
    progress(written);
    if (keys.length < AT_ONCE) break;
  }
  return new Blob([...parts, foot], { type: `${type};charset=utf-8` });
}
