import { describe, expect, test } from 'vitest';
import { mendText } from '../../../src/core/text/mend.ts';
import { sentences } from '../../../src/core/text/sentences.ts';
import { tokenise } from '../../../src/core/text/tokens.ts';
import { termFinder } from '../../../src/core/topics/discover.ts';
import { matchTopics } from '../../../src/core/topics/match.ts';

const passes: Record<string, (text: string) => unknown> = {
  sentences,
  tokens: (text) => tokenise(text, 0, text.length),
  mending: mendText,
  topics: (text) => matchTopics(text.slice(0, 200), text),
  'new terms': (text) => termFinder().count({ paper_id: 'p', date: '2026-01-01', title: '', text }),
};
const units = [
  'a',
  '7',
  '1,000,',
  '. ',
  '."',
  "'s",
  '[[((',
  '))]]',
  '\\times{',
  '$',
  '&#x',
  '<b ',
  'sim7',
  '- ',
  'x2013',
  'reinforcement learning ',
  'Large Language Models (LLM) ',
  'e.g. ',
  'é',
];
const LONG = 96_000;

/** Processor time, not the clock's: others may run beside the test. */
function spent(pass: (text: string) => unknown, text: string): number {
  const from = process.cpuUsage();
  pass(text);
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

describe('eight times the text takes no more than some eight times as long', () => {
  test.each(Object.entries(passes))('%s', (_, pass) => {
    for (const unit of units) {
      const text = unit.repeat(Math.ceil(LONG / unit.length));
      const small = spent(pass, text.slice(0, LONG / 8));
      // Quadratic work would take sixty-four times as long; below some milliseconds the clock says nothing.
      expect(spent(pass, text), JSON.stringify(unit)).toBeLessThan(Math.max(small, 10) * 30);
    }
  });
});
