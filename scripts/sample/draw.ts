/**
 * Draws the sample corpus's papers from the reference digests by a stated, seeded rule.
 *
 *   npx tsx scripts/sample/draw.ts [--corpus DIR] [--per-week 5] [--from 2024-01-01] [--to 2026-06-30] > drawn.jsonl
 *
 * The rule: stratified by the week (from Monday) of a paper's first digest. Within a week, papers that have an
 * arXiv id and a text are ordered by a hash of the seed and the paper's id, and the first `per-week` are taken.
 * A hash order (bottom-k sampling; Cohen and Kaplan 2007) makes the draw independent of file order,
 * and leaves it almost unchanged when the corpus grows. Reserves follow the drawn ones, marked `reserve`:
 * a writer who cannot state a paper's exact title takes the next of the same week.
 */
import { parseArgs } from 'node:util';
import { createHash } from 'node:crypto';
import { referencePapers, textOf, weekOf } from './reference.ts';

const SEED = 'papertide sample 1';
const RESERVES = 5;
/** Shorter texts hold too little to be told again in two sentences. */
const LEAST_TEXT = 200;

const { values } = parseArgs({
  options: {
    corpus: { type: 'string', default: process.env['PAPERTIDE_CORPUS'] ?? '../shared/digests' },
    'per-week': { type: 'string', default: '5' },
    from: { type: 'string', default: '2024-01-01' },
    to: { type: 'string', default: '2026-06-30' },
  },
});

const perWeek = Number(values['per-week']);
const order = (id: string) => createHash('sha256').update(`${SEED}:${id}`).digest('hex');

const weeks = new Map<string, { key: string; line: object }[]>();
for (const paper of await referencePapers(values.corpus)) {
  const arxiv = paper.paper_id.startsWith('arxiv:') ? paper.paper_id.slice(6) : null;
  const text = textOf(paper);
  if (!arxiv || text.length < LEAST_TEXT || paper.first_seen < values.from || paper.first_seen > values.to)
    continue;
  // Papers of the copied page enter the sample as that page, not by the draw.
  if (paper.mentions.some((m) => m.source === 'daily-papers-page')) continue;
  const week = weekOf(paper.first_seen);
  const sources = [...new Set(paper.mentions.map((m) => m.source))].sort();
  const line = { id: arxiv, week, first_seen: paper.first_seen, sources, title: paper.title, text };
  weeks.set(week, [...(weeks.get(week) ?? []), { key: order(paper.paper_id), line }]);
}

for (const [, papers] of [...weeks].sort(([a], [b]) => (a < b ? -1 : 1))) {
  papers.sort((a, b) => (a.key < b.key ? -1 : 1));
  papers
    .slice(0, perWeek + RESERVES)
    .forEach(({ line }, i) => console.log(JSON.stringify({ ...line, reserve: i >= perWeek })));
}
