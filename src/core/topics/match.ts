import type { TopicMatch } from '../paper.ts';
import { decide } from './decide.ts';
import { compileLexicon } from './lexicon.ts';
import { MODEL } from './model.ts';
import { lexiconPhrases, ownersOf } from './owners.ts';
import { speakers } from './speakers.ts';
import { TOPICS } from './taxonomy.ts';
import { weigher } from './weigh.ts';

const phrases = lexiconPhrases(MODEL.mined);
if (MODEL.pairs.at.length !== phrases.length + 1)
  throw new Error(
    `data/models/topics.json has odds for ${MODEL.pairs.at.length - 1} phrases, the lexicon has ${phrases.length}: run scripts/train-topics.ts`,
  );
const lexicon = compileLexicon(phrases);
const owners = ownersOf(phrases);
const oddsOf = weigher(MODEL, owners);
const { hear, wordsFor } = speakers(phrases, owners, MODEL.pairs);

/**
 * The topics a paper is about, the main one first, each with its own words that spoke for it. `weight` is the
 * model's probability. A paper without any phrase that speaks has no topics.
 */
export function matchTopics(title: string, text: string): TopicMatch[] {
  const reading = lexicon.read(title, text);
  if (reading.count === 0) return [];
  const odds = oddsOf(reading);
  const { topics, count, main } = decide(odds, MODEL.main);
  const order = [main];
  for (let i = 0; i < count; i++) if (topics[i] !== main) order.push(topics[i] as number);
  hear(order, reading);
  const matches: TopicMatch[] = [];
  for (let i = 0; i < order.length; i++) {
    const words = wordsFor(i, reading, title, text);
    if (words.length === 0) continue;
    const t = order[i] as number;
    matches.push({
      topic_id: (TOPICS[t] as { topic_id: string }).topic_id,
      weight: 1 / (1 + Math.exp(-(odds[t] as number))),
      main: matches.length === 0,
      phrases: words,
    });
  }
  return matches;
}
