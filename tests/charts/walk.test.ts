import { expect, test } from 'vitest';
import { walk } from '../../src/charts/walk.ts';

function watched(known: string[]) {
  const told: string[] = [];
  const keys = walk({
    point: (x, y) => told.push(`point ${x} ${y}`),
    clear: () => told.push('clear'),
    pick: () => told.push('pick'),
    step: (key) => {
      told.push(key);
      return known.includes(key);
    },
  });
  const press = (key: string, held: Partial<KeyboardEvent> = {}) => {
    let prevented = false;
    keys.onkeydown({ key, ...held, preventDefault: () => (prevented = true) } as unknown as KeyboardEvent);
    return prevented;
  };
  return { keys, told, press };
}

test('arrows step, Enter and the space bar open, Escape lets go, and the page does not scroll meanwhile', () => {
  const { told, press } = watched(['ArrowLeft']);
  expect(['ArrowLeft', 'Enter', ' ', 'Escape'].map((key) => press(key))).toEqual([true, true, true, false]);
  expect(told).toEqual(['ArrowLeft', 'pick', 'pick', 'clear']);
});

test('a key that leads nowhere stays the browser’s, as does any with a modifier', () => {
  const { told, press } = watched(['ArrowLeft', 'f']);
  expect(press('Tab')).toBe(false);
  expect(press('f', { ctrlKey: true })).toBe(false);
  expect(press('ArrowLeft', { altKey: true })).toBe(false);
  expect(told).toEqual(['Tab']);
});

test('the pointer is told in pixels of the chart', () => {
  const { keys, told } = watched([]);
  const box = { left: 100, top: 50 };
  keys.onpointermove({
    clientX: 130,
    clientY: 55,
    currentTarget: { getBoundingClientRect: () => box },
  } as unknown as PointerEvent);
  expect(told).toEqual(['point 30 5']);
});
