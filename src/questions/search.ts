/**
 * Full text over titles, abstracts and summaries: which papers hold the words of a search, and in which order.
 *
 * A word stands where a word of the text begins with it ("decod" finds "decoding", "rag" not "storage"); a part in
 * quotes is a phrase of whole words; what stands between words (blanks, hyphens, stops) is all the same. A paper is
 * found when it holds all of them, wherever.
 *
 * The texts may be asked as they are, or in `search_words`, a table of the same texts cut into words, which the page
 * makes in the background (src/app/search.svelte.ts). Both find the same papers in the same order. Chosen by
 * `npx tsx tests/bench/search.ts` on the 9,702 papers of the reference digests, CPU ms of one core of a busy machine:
 *   this table           4,238 to make, 14 MB in the engine; 31 to 97 to count, 71 to 348 for the first 50 by relevance
 *   the texts as kept    nothing to make; 174 to 942 to count, 539 to 1,954 for the first 50
 *   create_fts_index     3,635 to make, all at once and nothing answered meanwhile, of two of the three texts; 160 to
 *                        260 for the first 50; whole words only, so that nothing is found while a word is typed
 *   minisearch 7.2.0     6,632 to make and every text sent to a worker, 97 MB of heap; 1 to 55
 * Words that few papers hold are found within 100 ms; those of half the papers ("language") take three times that, since
 * every paper found is scored.
 * minisearch answers quickest, but its papers would have to go back into the engine for every other filter, and two
 * ways of cutting words would have to agree for the charts and the list to mean the same papers. This table does both.
 */
import { join, raw, sql, type Query } from '../db/query.ts';

export type SearchTerm = {
  /** Its words with one blank between them; empty where it is signs alone. */
  words: string;
  /** Ends at the end of a word: a closed quote. */
  whole: boolean;
  /** Signs that mean something ("c++", "50%") are looked for as they are written. */
  literal: string | null;
};
export type SearchIn = 'texts' | 'table';
export const SEARCH_TABLE = 'search_words';

/** What the engine takes for a part of a word; signs and blanks are all else. */
const BETWEEN = '[^\\p{L}\\p{N}\\p{M}]+';
const between = new RegExp(BETWEEN, 'gu');
const MEANT = /[+#%$€£@*^=<>~|\\_&]/;

/** Words of a search as written; a part in double quotes stays one. */
export const searchWords = (text: string): string[] => parts(text).map(({ written }) => written);

function parts(text: string): { written: string; whole: boolean }[] {
  return [...text.replaceAll('\0', ' ').matchAll(/"([^"]*)("|$)|[^\s"]+/g)]
    .map(([all, quoted, end]) => ({ written: (quoted ?? all).trim(), whole: end === '"' }))
    .filter(({ written }) => written !== '');
}

export function searchTerms(text: string): SearchTerm[] {
  return parts(text).map(({ written, whole }) => {
    const words = written.replace(between, ' ').trim();
    return { words, whole, literal: words === '' || MEANT.test(written) ? written : null };
  });
}

/** A text as its words in lower case, each with a blank before and after. */
const cut = (text: Query): Query =>
  sql`(' ' || lower(regexp_replace(${text}, ${raw(`'${BETWEEN}'`)}, ' ', 'g')) || ' ')`;
const key = ({ words, whole }: SearchTerm): Query => sql`lower(${` ${words}${whole ? ' ' : ''}`})`;

/** Whether a text, as it is, holds a term. The cheap look for its first word spares most texts the cutting. */
function holds(column: string, term: SearchTerm): Query {
  const text = raw(column);
  const looks: Query[] = [];
  if (term.literal !== null) looks.push(sql`contains(lower(${text}), lower(${term.literal}))`);
  if (term.words !== '') {
    looks.push(sql`contains(lower(${text}), lower(${term.words.split(' ')[0] ?? ''}))`);
    looks.push(sql`contains(${cut(text)}, ${key(term)})`);
  }
  return sql`(${join(looks, 'AND', 'true')})`;
}

/** For `FROM papers p`: one condition a term, all of which hold. */
export function searchConditions(text: string, where: SearchIn = 'texts'): Query[] {
  return searchTerms(text).map((term) =>
    where === 'table' && term.literal === null
      ? sql`p.paper_id IN (SELECT w.paper_id FROM ${raw(SEARCH_TABLE)} w
        WHERE contains(w.title, ${key(term)}) OR contains(w.text, ${key(term)}))`
      : sql`(${holds('p.title', term)} OR ${holds('p.abstract', term)}
      OR p.paper_id IN (SELECT s.paper_id FROM mentions s WHERE ${holds('s.summary', term)}))`,
  );
}

/** Title and texts of papers, cut into words; a bar stands between two texts, so that no phrase reaches over. */
const wordsOf = (which: Query): Query => sql`
  SELECT p.paper_id, ${cut(raw('p.title'))} AS title,
    coalesce(${cut(raw('p.abstract'))}, '') || coalesce('|' || s.summaries, '') AS text
  FROM papers p LEFT JOIN (
    SELECT m.paper_id, string_agg(${cut(raw('m.summary'))}, '|' ORDER BY m.digest_id) AS summaries
    FROM mentions m WHERE m.summary IS NOT NULL GROUP BY m.paper_id
  ) s USING (paper_id) WHERE ${which}`;

export const emptySearchTable = sql`CREATE OR REPLACE TABLE ${raw(SEARCH_TABLE)} (paper_id VARCHAR, title VARCHAR, text VARCHAR)`;

/** The `part`th of `of` parts of the table. */
export const fillSearchTable = (part: number, of: number): Query =>
  sql`INSERT INTO ${raw(SEARCH_TABLE)} ${wordsOf(sql`hash(p.paper_id) % ${raw(String(Math.floor(of)))} = ${raw(String(Math.floor(part)))}`)}`;

const TITLE = 3; // a word in the title counts as three in the text
const K = 1.2; // how soon further mentions of a word stop to count
const B = 0.75; // how much a long text needs more of them

/** In bytes, which the engine knows without reading the text, as it does not know its characters. */
const times = (text: string, needle: Query): Query =>
  sql`((strlen(${raw(text)}) - strlen(replace(${raw(text)}, ${needle}, ''))) / strlen(${needle}))`;

/**
 * The found papers (`kept`, conditions on `papers p`) by relevance: for each word how often it stands in the text,
 * saturating and evened by length, as in BM25 (Robertson and Zaragoza 2009); the title counts more, a whole word twice
 * its beginning, all words in a row in the title most. No inverse document frequency: every paper found has every word.
 */
export function byRelevance(text: string, kept: Query, where: SearchIn): Query {
  const terms = searchTerms(text).filter(({ words }) => words !== '');
  const docs =
    where === 'table'
      ? sql`SELECT w.paper_id, w.title, w.text FROM ${raw(SEARCH_TABLE)} w WHERE w.paper_id IN (SELECT h.paper_id FROM hits h)`
      : wordsOf(sql`p.paper_id IN (SELECT h.paper_id FROM hits h)`);
  const frequency = terms.map((term) => {
    const begins = key(term);
    const whole = key({ ...term, whole: true });
    const often = (field: string) => sql`${times(field, begins)} + ${times(field, whole)}`;
    return sql`${raw(String(TITLE))} * (${often('d.title')}) + ${often('d.text')}`;
  });
  const sum = (queries: Query[]): Query => ({
    text: queries.map((query) => query.text).join(' + ') || '0',
    values: queries.flatMap((query) => query.values),
  });
  const scores = frequency.map(
    (often) =>
      sql`(${often}) / (${often} + ${raw(String(K))} * (${raw(String(1 - B))} + ${raw(String(B))} * strlen(d.text) / a.usual))`,
  );
  const inRow = key({ words: terms.map(({ words }) => words).join(' '), whole: false, literal: null });
  return sql`WITH hits AS MATERIALIZED (SELECT p.paper_id, p.first_seen FROM papers p WHERE ${kept}),
  docs AS MATERIALIZED (${docs}), a AS (SELECT greatest(avg(strlen(text)), 1) AS usual FROM docs)
  SELECT h.paper_id, h.first_seen, (${sum(scores)}) + CASE WHEN contains(d.title, ${inRow}) THEN 1 ELSE 0 END AS score
  FROM hits h JOIN docs d USING (paper_id), a`;
}
