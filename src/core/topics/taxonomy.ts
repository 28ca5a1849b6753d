import threeD from '../../../data/topics/3d.json';
import agents from '../../../data/topics/agents.json';
import audio from '../../../data/topics/audio.json';
import efficiency from '../../../data/topics/efficiency.json';
import languageModels from '../../../data/topics/language-models.json';
import learning from '../../../data/topics/learning.json';
import reasoning from '../../../data/topics/reasoning.json';
import robotics from '../../../data/topics/robotics.json';
import science from '../../../data/topics/science.json';
import vision from '../../../data/topics/vision.json';

/** A topic of the curated taxonomy; `data/topics/<area>.json` holds them, one file an area. */
export type Topic = { topic_id: string; label: string; area: string; scope: string };

/**
 * A topic's phrases. Lower-case phrases match in any case; a phrase with a capital asks for its capitals.
 * Plurals, British spellings and hyphens (joined, split) are the matcher's business. `strong` phrases name the
 * topic; `weak` ones only speak beside others.
 */
export type TopicPhrases = { topic_id: string; strong: readonly string[]; weak: readonly string[] };

const AREAS = [
  languageModels,
  agents,
  reasoning,
  efficiency,
  vision,
  threeD,
  audio,
  robotics,
  science,
  learning,
];

export const TOPICS: readonly Topic[] = AREAS.flatMap(({ area, topics }) =>
  topics.map(({ id, label, scope }) => ({ topic_id: id, label, area, scope })),
);

export const TOPIC_PHRASES: readonly TopicPhrases[] = AREAS.flatMap(({ topics }) =>
  topics.map(({ id, strong, weak }) => ({ topic_id: id, strong, weak })),
);
