/** Texts among helpers: each read once, whatever was begun before it was asked for. */
import { expect, test } from 'vitest';
import { poolOf, type Port, type Wanted } from '../../src/worker/pool.ts';
import type { Found, ToHelper, ToRead } from '../../src/worker/protocol.ts';

/** Answers when told to; a found term names the text. */
function slowPort() {
  const asked: ToRead[][] = [];
  const port: Port = {
    onmessage: null,
    postMessage: (message: ToHelper) => void (message.kind === 'batch' && asked.push(message.batch)),
  };
  let answered = 0;
  const answer = (): boolean => {
    const batch = asked[answered];
    if (!batch) return false;
    answered++;
    const data = batch.map(({ title }): Found => ({
      extraction: null,
      terms: [{ topic_id: title, weight: 1, phrase: title }],
    }));
    port.onmessage?.({ data } as MessageEvent<Found[]>);
    return true;
  };
  return { port, asked, answer };
}
const texts = (from: number, to: number): Wanted[] =>
  Array.from({ length: to - from }, (_, i) => {
    const key = String(from + i);
    return { key, title: key, text: '', known: false };
  });

test('what was begun ahead is not read again, what was not begun and is not wanted not at all', async () => {
  const [a, b] = [slowPort(), slowPort()];
  const pool = poolOf([a.port, b.port]);
  pool.ahead(texts(0, 1000));
  // Each helper has one batch; one of them is done before the reading begins.
  a.answer();
  const heard: string[] = [];
  const reading = pool.read([...texts(100, 300), ...texts(250, 260), ...texts(5000, 5003)], (found, n) => {
    heard[n] = found.terms[0]?.topic_id ?? '';
  });
  while (a.answer() || b.answer());
  await reading;
  const wanted = [...texts(100, 300), ...texts(250, 260), ...texts(5000, 5003)];
  expect(heard).toEqual(wanted.map(({ key }) => key));
  const read = [...a.asked, ...b.asked].flat().map(({ title }) => title);
  expect(new Set(read).size).toBe(read.length);
  expect(read).not.toContain('999');

  // Nothing of it is left for the next one.
  const again: string[] = [];
  const next = pool.read(texts(0, 2), (found) => void again.push(found.terms[0]?.topic_id ?? ''));
  while (a.answer() || b.answer());
  await next;
  expect(again).toEqual(['0', '1']);
  await pool.read([], () => undefined);
});

test('an answer that was asked for before other terms were learnt is not taken for one after', async () => {
  const [a, b] = [slowPort(), slowPort()];
  const pool = poolOf([a.port, b.port]);
  pool.ahead(texts(0, 1));
  pool.learn([]);
  const heard: string[] = [];
  // The other helper is free: the text is asked of it anew while the first still works.
  const reading = pool.read(texts(0, 1), (found) => void heard.push(found.terms[0]?.topic_id ?? ''));
  expect(b.asked).toHaveLength(1);
  a.answer();
  expect(heard).toEqual([]);
  b.answer();
  await reading;
  expect(heard).toEqual(['0']);
});
