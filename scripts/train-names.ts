/**
 * Finds in the reference abstracts which names are measured on (behind "on", before "benchmark") and which are
 * compared with (behind "than", "over", before "model"), and writes them to data/models/names.json. Nothing is
 * learnt from annotations; the papers of the gold set's dev part are left out all the same.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tokenise, type Token } from '../src/core/text/tokens.ts';
import { corpusTexts, goldFolder, readLines } from './train/gold.ts';

type Uses = { papers: number; last: string; place: number; model: number };

const NAMED = /[A-Z].*[A-Z]|[A-Z].*\d|\d.*[A-Z]/;
const FILLER =
  /^(?:,|and|the|&|or|\/|as|like|such|including|a|an|its|challenging|standard|popular|real-world|widely-used|existing)$/;
const ON = /^(?:on|across|in|benchmarks?|datasets?|suites)$/;
const BESIDE =
  /^(?:than|over|vs|versus|against|baselines|outperform\w*|surpass\w*|exceed\w*|beat\w*|models|llms|vlms|mllms|methods|with|to|by|of)$/;
const OF_PLACES = /^(?:benchmarks?|datasets?|test|leaderboard|suite|corpus|tasks?|challenge|dev|validation)$/;
const OF_MODELS =
  /^(?:models?|baselines?|backbones?|agents?|policy|policies|methods?|optimizer|architectures?|by|achieves|variants)$/;
/** How far a list of names is walked through, in words. */
const REACH = 14;
const LEAST_PAPERS = 3;

const isListed = (t: Token) => FILLER.test(t.lower) || /[A-Z]/.test(t.text) || !Number.isNaN(t.value);

/** The word before or behind the list of names that a name stands in. */
function beside(tokens: readonly Token[], at: number, step: 1 | -1): string {
  for (let i = at + step, n = 0; n <= REACH; i += step, n++) {
    const t = tokens[i];
    if (!t || n === REACH || !isListed(t)) return t?.lower ?? '';
  }
  return '';
}

const uses = new Map<string, Uses>();
const dev = new Set(readLines<{ id: string }>(join(goldFolder(), 'dev.papers.jsonl')).map((p) => p.id));
for (const [id, text] of corpusTexts()) {
  if (dev.has(id)) continue;
  const tokens = tokenise(text, 0, text.length);
  tokens.forEach((token, i) => {
    if (!NAMED.test(token.text) || !/^\S+$/.test(token.lower)) return;
    const use = uses.get(token.lower) ?? { papers: 0, last: '', place: 0, model: 0 };
    uses.set(token.lower, use);
    if (use.last !== id) use.papers++;
    use.last = id;
    const before = beside(tokens, i, -1);
    const behind = beside(tokens, i, 1);
    if (ON.test(before)) use.place++;
    if (BESIDE.test(before)) use.model++;
    if (OF_PLACES.test(behind)) use.place += 2;
    if (OF_MODELS.test(behind)) use.model += 2;
  });
}

const known = [...uses].filter(([, u]) => u.papers >= LEAST_PAPERS && u.place + u.model >= 3);
const places = known.filter(([, u]) => u.place >= 2.5 * u.model + 1).map(([name]) => name);
const models = known.filter(([, u]) => u.model >= 2 * u.place + 1).map(([name]) => name);
writeFileSync(
  'data/models/names.json',
  JSON.stringify({ places: places.sort(), models: models.sort() }, null, 0) + '\n',
);
console.log(`data/models/names.json: ${places.length} measured on, ${models.length} compared with`);
