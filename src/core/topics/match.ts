import type { TopicMatch } from '../paper.ts';
import { compileLexicon } from './lexicon.ts';
import { TOPIC_PHRASES } from './taxonomy.ts';

const phrases: string[] = [];
const owners: { topic: number; strong: number }[][] = [];
{
  const seen = new Map<string, number>();
  TOPIC_PHRASES.forEach(({ strong, weak }, topic) => {
    const add = (phrase: string, rank: number): void => {
      const index = seen.get(phrase) ?? phrases.length;
      if (index === phrases.length) {
        seen.set(phrase, index);
        phrases.push(phrase);
        owners.push([]);
      }
      owners[index]?.push({ topic, strong: rank });
    };
    strong.forEach((phrase, i) => add(phrase, 1 / (1 + i / 6)));
    weak.forEach((phrase) => add(phrase, 0.05));
  });
}
const lexicon = compileLexicon(phrases);

/** The topics a paper is about, the main one first, each with the phrases that spoke for it. */
export function matchTopics(title: string, text: string): TopicMatch[] {
  const reading = lexicon.read(title, text);
  const scores = new Float32Array(TOPIC_PHRASES.length);
  const spoke: { phrase: string; gain: number }[][] = TOPIC_PHRASES.map(() => []);
  for (let i = 0; i < reading.count; i++) {
    const p = reading.found[i] as number;
    const inText = reading.inText[p] as number;
    const value = (reading.inTitle[p] as number) * 1.2 + inText / (inText + 1.5);
    for (const { topic, strong } of owners[p] ?? []) {
      const gain = value * strong;
      scores[topic] = (scores[topic] as number) + gain;
      const source = reading.inTitle[p] ? title : text;
      spoke[topic]?.push({ phrase: source.slice(reading.start[p], reading.end[p]), gain });
    }
  }
  const order = [...scores.keys()].sort((a, b) => (scores[b] as number) - (scores[a] as number));
  const best = scores[order[0] as number] as number;
  if (best <= 0) return [];
  return order
    .slice(0, 5)
    .filter((topic, i) => i === 0 || (scores[topic] as number) > Math.max(1.3, best * 0.45))
    .map((topic, i) => ({
      topic_id: TOPIC_PHRASES[topic]?.topic_id ?? '',
      weight: Math.min(1, (scores[topic] as number) / best),
      main: i === 0,
      phrases: [...new Set((spoke[topic] ?? []).sort((a, b) => b.gain - a.gain).map((s) => s.phrase))].slice(
        0,
        6,
      ),
    }));
}
