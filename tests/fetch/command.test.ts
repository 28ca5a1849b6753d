/** The command itself, as a process of its own: what it prints and how it ends. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/build/options.ts';
import { systemClock } from '../../scripts/fetch/clock.ts';
import { STATE_FILE } from '../../scripts/fetch/keep.ts';
import { hfDay } from './answers.ts';
import { reply, startServer, temporary, type Responder } from './server.ts';

const byDay: Responder = (response, { query }) =>
  void response.writeHead(200).end(hfDay(query.get('date') ?? ''));

const start = (...args: string[]) =>
  spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'scripts/fetch.ts'), ...args], { cwd: ROOT });

function command(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = start(...args);
  const out = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => void (out.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => void (out.stderr += data.toString()));
  return new Promise((done) => child.on('close', (code) => done({ code, ...out })));
}

test('fetch ends with 0 when all is there, 2 when something is not, 1 on a wrong argument', async () => {
  const site = await startServer(byDay, systemClock);
  const out = temporary();
  const args = [
    '--source',
    'hf-daily',
    '--base-url',
    site.url,
    '--out',
    out,
    '--contact',
    'reader@example.org',
  ];
  const good = await command(...args, '--from', '2026-06-01', '--to', '2026-06-01');
  expect(good).toMatchObject({ code: 0, stdout: 'hf-daily: 1 file with 2 papers (1 request)\n' });
  expect(good.stderr).toMatch(/^hf-daily: 1 days in [\d.]+ s\n$/);
  expect(site.asked[0]?.headers['user-agent']).toMatch(
    /^Papertide\/\d+\.\d+\.\d+ \(research digest reader; reader@example\.org\)$/,
  );
  expect(readFileSync(join(out, 'hf-daily/2026-06-01.json'), 'utf8')).toBe(hfDay('2026-06-01'));

  site.answer = reply(404);
  const bad = await command(...args, '--from', '2026-06-01', '--to', '2026-06-02');
  expect(bad.code).toBe(2);
  expect(bad.stdout).toMatch(
    /1 already complete, 1 fault \(1 request\)\nhttp:.*date=2026-06-02.*: status 404\.\n/,
  );

  const wrong = await command('--source', 'hf-daily', '--from', 'yesterday');
  expect(wrong).toMatchObject({ code: 1, stdout: '' });
  expect(wrong.stderr).toBe('--from takes a day like 2026-06-01, not "yesterday".\n');
}, 60_000);

test('a run that is killed keeps what it had, leaves nothing half, and the next one goes on from there', async () => {
  const site = await startServer(byDay, systemClock);
  const out = temporary();
  const args = ['--source', 'hf-daily', '--base-url', site.url, '--out', out];
  const days = ['--from', '2026-06-01', '--to', '2026-06-03'];
  const hung = new Promise<void>((done) => {
    site.answer = (response, asked, request) => {
      if (asked.query.get('date') !== '2026-06-02') return byDay(response, asked, request);
      response.writeHead(200).write(hfDay('2026-06-02').slice(0, 100), () => done());
    };
  });
  const child = start(...args, ...days);
  await hung;
  const ended = new Promise((done) => child.on('close', done));
  child.kill('SIGKILL');
  await ended;
  const files = () => readdirSync(join(out, 'hf-daily')).filter((n) => n !== STATE_FILE);
  expect(files()).toEqual(['2026-06-01.json']);

  site.answer = byDay;
  site.asked.length = 0;
  const again = await command(...args, ...days);
  expect(again).toMatchObject({
    code: 0,
    stdout: 'hf-daily: 2 files with 4 papers, 1 already complete (2 requests)\n',
  });
  expect(site.asked.map((a) => a.query.get('date'))).toEqual(['2026-06-02', '2026-06-03']);
  expect(files()).toEqual(['2026-06-01.json', '2026-06-02.json', '2026-06-03.json']);
}, 60_000);
