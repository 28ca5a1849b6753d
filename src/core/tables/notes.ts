/** What each table holds and each column means, for people who write queries. Complete by its type. */
import type { TableName, tables } from './schema.ts';

type Notes = { [T in TableName]: { one: string; columns: { [C in keyof (typeof tables)[T]]: string } } };

export const NOTES: Notes = {
  papers: {
    one: 'a paper, merged from all of its mentions',
    columns: {
      paper_id: 'arxiv:…, doi:…, or a hash of the title where neither is known',
      title: 'as the digests give it',
      abstract: 'the longest that any digest gives; may be missing',
      authors: 'joined with ", "',
      url: 'where the digests link to',
      code_url: 'the code, where a digest names it',
      published: 'month of the arXiv id; else missing',
      first_seen: 'date of the first digest that showed it: the paper’s date in every chart',
      sources: 'the sources that list it, sorted, joined with "+"',
      mentions: 'how many entries of digests are this paper',
      upvotes: 'the most that any digest counts',
      gains: 'comparative claims found in its text',
      scores: 'absolute results found in its text',
    },
  },
  digests: {
    one: 'a digest: one issue of a source',
    columns: {
      digest_id: 'source and date',
      source: 'who makes it',
      date: 'the day of the issue',
      format: 'the form that it was read as',
      file: 'the file that it came from',
      entries: 'entries read',
      rejected: 'entries refused; see rejects',
    },
  },
  mentions: {
    one: 'a paper in a digest',
    columns: {
      paper_id: 'the paper',
      digest_id: 'the digest',
      date: 'the digest’s date',
      rank: 'place in the digest, from 1',
      upvotes: 'as this digest counts them',
      summary: 'what the digest says of the paper',
    },
  },
  topics: {
    one: 'a topic',
    columns: {
      topic_id: 'its name in addresses and joins',
      label: 'its name for people',
      area: 'the area that it belongs to',
      kind: 'curated (of the taxonomy) or discovered (a term of this corpus)',
      scope: 'what it takes in',
    },
  },
  paper_topics: {
    one: 'a topic of a paper',
    columns: {
      paper_id: 'the paper',
      topic_id: 'the topic',
      date: 'the paper’s first_seen',
      weight: 'how strongly the text speaks for it',
      main: 'true for the one that the paper is most about',
      phrases: 'what spoke for it, joined with " · "',
    },
  },
  metrics: {
    one: 'a number that a paper reports of its own work',
    columns: {
      metric_id: 'its name in addresses',
      paper_id: 'the paper',
      date: 'the paper’s first_seen',
      kind: 'gain (against something) or score (by itself)',
      measure: 'speed, memory, size, compute, quality or other',
      form: 'how a gain is put: ratio, percent, points or from_to; missing for a score',
      low: 'lower end of the number as written',
      high: 'upper end; the same as low for a single number',
      unit: 'as written: x, %, ms …',
      name: 'a score’s metric: accuracy, F1 …',
      factor_low: 'a gain as a multiple of improvement, lower end; missing where it is none',
      factor_high: 'the same, upper end: what the charts show',
      qualifier: 'none, up_to, at_least, approx or average',
      sense: 'better or worse; missing for a score',
      target: 'what got better: latency, training …',
      benchmark: 'the benchmark or dataset named with it',
      baseline: 'what it is compared with, in the paper’s words',
      field: 'the text that was read: abstract or summary',
      digest_id: 'the digest whose summary was read; missing for an abstract',
      start: 'where the number stands in that text (UTF-16 units from 0)',
      length: 'its length',
      sentence_start: 'where its sentence begins',
      sentence_length: 'the sentence’s length',
    },
  },
  trend_cube: {
    one: 'papers of a topic, week and set of sources',
    columns: {
      topic: 'topic_id, area:…, or * for all papers',
      week: 'the week’s Monday',
      sources: 'the papers’ full set of sources, joined with "+"',
      papers: 'papers of the topic',
      total: 'all papers of that week and set',
    },
  },
  metric_cube: {
    one: 'metrics of a kind, measure, topic, month and size',
    columns: {
      kind: 'gain or score',
      measure: 'as in metrics',
      topic: 'as in trend_cube',
      month: 'first day of the month',
      sources: 'the papers’ full set of sources',
      bin: 'floor(log2(factor_high) · 4); missing where there is no factor',
      metrics: 'how many',
      papers: 'of how many papers',
    },
  },
  rejects: {
    one: 'an entry that was refused',
    columns: {
      file: 'the file',
      line: 'the line that it begins on',
      reason: 'why',
      excerpt: 'its beginning',
    },
  },
};
