/**
 * Holds the sample digests against the reference digests, paper by paper:
 *
 *   npx tsx scripts/sample/check.ts [--sample data/digests] [--corpus DIR] [--list]
 *
 * titles are the papers' own; no summary shares a run of eight words with any reference text of its paper;
 * every gain of a summary stands in the reference text; topic shares follow the reference within sampling error.
 * Exit 1 when one of these fails, 0 when all hold, and 0 with a word aloud when the reference corpus is absent.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Paper } from '../../src/core/paper.ts';
import { normaliseTitle } from '../../src/core/papers/identity.ts';
import { compareGains } from './gains.ts';
import { referencePapers, textOf } from './reference.ts';
import { sharedRun } from './shared-run.ts';
import { compareShares, describeShares } from './shares.ts';

/** Digest sources whose titles are the papers' own; the weekly selection shortens them to nicknames. */
const EXACT_TITLES = new Set(['ai-papers-reader', 'daily-ai-papers', 'daily-papers-page']);

const COPIED_PAGE = 'daily-papers-page';

const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: 'data/digests' },
    corpus: { type: 'string', default: process.env['PAPERTIDE_CORPUS'] ?? '../shared/digests' },
    list: { type: 'boolean', default: false },
  },
});

if (!existsSync(values.corpus)) {
  console.log(`The reference corpus is absent (${values.corpus}): the sample was not checked against it.`);
  process.exit(0);
}

const reference = await referencePapers(values.corpus);
const byId = new Map(reference.map((p) => [p.paper_id, p]));
const byTitle = new Map(reference.map((p) => [normaliseTitle(p.title), p]));
const twin = (p: Paper) => byId.get(p.paper_id) ?? byTitle.get(normaliseTitle(p.title));

const onPage = new Set(
  reference.filter((p) => p.mentions.some((m) => m.source === COPIED_PAGE)).map((p) => p.paper_id),
);

const faults: string[] = [];
let gains = 0;
let gainsInText = 0;
const sample = await referencePapers(values.sample);
for (const paper of sample) {
  const other = twin(paper);
  if (!other) {
    faults.push(`${paper.paper_id}: not in the reference corpus: ${paper.title}`);
    continue;
  }
  const exact = other.mentions.filter((m) => EXACT_TITLES.has(m.source)).map((m) => normaliseTitle(m.title));
  if (exact.length > 0 && !exact.includes(normaliseTitle(paper.title))) {
    faults.push(`${paper.paper_id}: title differs: "${paper.title}" for "${other.title}"`);
  }
  const mine = textOf(paper);
  if (mine.length === 0) faults.push(`${paper.paper_id}: no summary`);
  const texts = other.mentions.flatMap((m) => [m.abstract, m.summary]).filter((t) => t !== null);
  for (const text of texts) {
    const run = sharedRun(mine, text, paper.title);
    if (run) faults.push(`${paper.paper_id}: shares "${run}"`);
  }
  const found = compareGains(mine, texts);
  gains += found.gains;
  gainsInText += found.onlyNumber.length;
  for (const quote of found.missing)
    faults.push(`${paper.paper_id}: "${quote}" is a gain here and not in the reference`);
  if (values.list)
    for (const quote of found.onlyNumber)
      console.log(`${paper.paper_id}: "${quote}" stands in the reference, not read as a gain there`);
}

const weeks = new Set(sample.map((p) => p.first_seen.slice(0, 7)));
console.log(`${sample.length} papers in ${weeks.size} months, ${gains} gains in their summaries`);
console.log(
  `${gains - gainsInText} of these are gains of the reference text too, ${gainsInText} stand there as numbers`,
);
// The copied page stands in the sample whole, not by the draw: the draw is compared without it, on both sides.
const drawn = (papers: Paper[]) => papers.filter((p) => !onPage.has(twin(p)?.paper_id ?? ''));
const shares = compareShares(drawn(sample), drawn(reference), twin);
console.log(describeShares(shares));
for (const area of shares.emptyAreas) faults.push(`area without a paper: ${area}`);
for (const fault of faults) console.error(fault);
console.log(faults.length === 0 ? 'All checks hold.' : `${faults.length} faults.`);
process.exit(faults.length === 0 ? 0 : 1);
