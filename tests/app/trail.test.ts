import { expect, test } from 'vitest';
import { begun, changesOnly, MOST_STEPS, readTrail, stepped, went } from '../../src/app/share/trail.ts';

const start = begun('#/trends');

test('a change of the filter can be undone, and then redone', () => {
  const changed = stepped(start, '#/trends?topic=a');
  expect([changesOnly(changed, -1), changesOnly(changed, 1)]).toEqual([true, false]);
  const back = went(changed, 0, '#/trends');
  expect([changesOnly(back, -1), changesOnly(back, 1)]).toEqual([false, true]);
});

test('a step to another view is not undone: the back button leads there', () => {
  const left = stepped(stepped(start, '#/trends?topic=a'), '#/gains?topic=a');
  expect(changesOnly(left, -1)).toBe(false);
  expect(changesOnly(stepped(begun('#/topic/a'), '#/topic/b'), -1)).toBe(false);
});

test('a new change after an undo leaves nothing to redo', () => {
  const back = went(stepped(start, '#/trends?topic=a'), 0, '#/trends');
  const other = stepped(back, '#/trends?topic=b');
  expect(changesOnly(other, 1)).toBe(false);
  expect(other.hashes).toEqual(['#/trends', '#/trends?topic=b']);
});

test('a reload keeps the trail; a stored one of another page, or a broken one, is dropped', () => {
  const changed = stepped(start, '#/trends?topic=a');
  const stored = JSON.stringify(changed.hashes);
  expect(readTrail(stored, 1, '#/trends?topic=a')).toEqual(changed);
  for (const text of [null, '', '{}', '[1', JSON.stringify(['#/gains', '#/gains'])]) {
    const read = readTrail(text, 1, '#/trends?topic=a');
    expect([read.at, changesOnly(read, -1)]).toEqual([1, false]);
  }
});

test('a long visit forgets its oldest steps and no others', () => {
  let trail = start;
  for (let i = 0; i < MOST_STEPS + 50; i++) trail = stepped(trail, `#/trends?q=${i}`);
  expect(trail.hashes.filter((hash) => hash !== undefined)).toHaveLength(MOST_STEPS);
  expect(changesOnly(trail, -1)).toBe(true);
});
