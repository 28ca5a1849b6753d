import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { answerLine } from '../scripts/extract.ts';

test('a paper gives gains, scores and topic ids in the gold form', () => {
  const line = JSON.stringify({ id: 'a', title: 'T', abstract: 'Our method runs 3.5x faster than PPO.' });
  const answer = JSON.parse(answerLine(line, 1)) as {
    id: string;
    gains: { quote: string }[];
    topics: string[];
  };
  expect(answer.id).toBe('a');
  expect(answer.gains.map((g) => g.quote)).toEqual(['3.5x']);
  expect(Array.isArray(answer.topics)).toBe(true);
});

test.each(['not json', '', '[]', '{"id":"a"}', '{"id":"a","abstract":3}'])(
  'a line that cannot be read says so with its number: %j',
  (line) => {
    const answer = JSON.parse(answerLine(line, 7)) as { error: string; line: number };
    expect(answer.line).toBe(7);
    expect(answer.error.length).toBeGreaterThan(5);
  },
);

test('the line filter keeps the order and goes on after a bad line', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/extract.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const papers = Array.from({ length: 50 }, (_, i) =>
    JSON.stringify({ id: `p${i}`, title: '', abstract: 'It is 2x faster.' }),
  );
  papers.splice(20, 0, '{broken');
  child.stdin.end(papers.join('\n') + '\n');
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (out += piece));
  const code = await new Promise((done) => child.on('close', done));
  const answers = out
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l) as { id?: string; line?: number });
  expect(code).toBe(0);
  expect(answers).toHaveLength(51);
  expect(answers[20]?.line).toBe(21);
  expect(answers.filter((a) => a.id).map((a) => a.id)).toEqual(Array.from({ length: 50 }, (_, i) => `p${i}`));
}, 60_000);
