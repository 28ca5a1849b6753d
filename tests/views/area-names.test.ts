import { expect, test } from 'vitest';
import { TOPICS } from '../../src/core/topics/taxonomy.ts';
import { areaName } from '../../src/views/area-names.ts';

test('an area that a topic shares its name with says that it is the area', () => {
  const topics = new Set(['reasoning', 'agents']);
  expect(areaName('reasoning', topics)).toBe('Reasoning (area)');
  expect(areaName('language models', topics)).toBe('Language models');
  expect(areaName('3d', topics)).toBe('3D');
});
test('no area of the taxonomy is listed under the name of a topic', () => {
  const labels = new Set(TOPICS.map(({ label }) => label.toLowerCase()));
  const areas = new Set(TOPICS.map(({ area }) => areaName(area, labels).toLowerCase()));
  expect([...areas].filter((name) => labels.has(name))).toEqual([]);
  expect([...areas].some((name) => name.endsWith('(area)'))).toBe(true);
});
