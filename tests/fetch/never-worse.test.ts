/** Whatever a source answers, in whatever order, a good file stands until a better one comes. */
import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hfDaily } from '../../scripts/fetch/hf-daily.ts';
import { fetchDays } from '../../scripts/fetch/run.ts';
import { hfDay, HTML } from './answers.ts';
import { cutOff, depsWith, fakeClock, reply, startServer, temporary, type Responder } from './server.ts';

const DAY = '2026-06-05';
const GOOD = [4, 5, 6].map((n) => hfDay(DAY, n));
const ANSWERS: [Responder, string | null][] = [
  ...GOOD.map((body): [Responder, string] => [reply(200, body), body]),
  [reply(200, HTML), null],
  [reply(200, '[]'), null],
  [reply(200, ''), null],
  [reply(200, GOOD[0]?.slice(0, 300)), null],
  [reply(500), null],
  [reply(404), null],
  [reply(429, '', { 'retry-after': '5' }), null],
  [reply(302, '', { location: 'https://' }), null],
  [cutOff(GOOD[1]?.slice(0, 99) ?? ''), null],
];

test('the file is always the last good answer, and nothing else lies beside it', async () => {
  const clock = fakeClock(`${DAY}T10:00:00Z`);
  const site = await startServer(reply(500), clock);
  const out = temporary();
  const folder = join(out, 'hf-daily');
  const turn = fc.array(fc.nat(ANSWERS.length - 1), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(turn, async (turns) => {
      rmSync(folder, { recursive: true, force: true });
      let last: string | null = null;
      for (const n of turns) {
        const [answer, good] = ANSWERS[n] ?? [reply(500), null];
        site.answer = answer;
        last = good ?? last;
        const range = { from: DAY, to: DAY };
        const ways = { out, dryRun: false, force: false };
        await fetchDays(hfDaily(site.url), range, ways, depsWith(clock, { attempts: 2 }));
        const file = join(folder, `${DAY}.json`);
        expect(existsSync(file) ? readFileSync(file, 'utf8') : null).toBe(last);
        expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
      }
    }),
    { numRuns: 25, seed: 11 },
  );
});
