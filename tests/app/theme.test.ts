import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../../src/app/theme.css'), 'utf8');
const colours = new Map(
  [...css.matchAll(/(--[\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map((m) => [
    m[1] ?? '',
    [m[2] ?? '', m[3] ?? ''] as const,
  ]),
);

type Rgb = [number, number, number];
const channels = (hex: string): Rgb =>
  [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255) as Rgb;
const linear = (hex: string): Rgb =>
  channels(hex).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as Rgb;
const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** WCAG 2.2 contrast ratio. */
function contrast(a: string, b: string): number {
  const [x, y] = [luminance(linear(a)), luminance(linear(b))];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** Deuteranopia and protanopia at full strength (Machado, Oliveira and Fernandes 2009), on linear RGB. */
const BLIND: Record<string, number[][]> = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
};
function lab(hex: string, matrix: number[][]): Rgb {
  const rgb = linear(hex);
  const [r, g, b] = matrix.map((row) =>
    Math.max(
      0,
      row.reduce((sum, m, i) => sum + m * (rgb[i] ?? 0), 0),
    ),
  ) as Rgb;
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
const distance = (a: Rgb, b: Rgb) => Math.hypot(...a.map((v, i) => v - (b[i] ?? 0)));

const series = [...colours.keys()].filter((name) => name.startsWith('--series-'));
const of = (name: string, theme: 0 | 1) => colours.get(name)?.[theme] ?? '#000000';

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('%s', (_, theme) => {
  test.each(['--ground', '--panel', '--sunken'])('text can be read on %s', (ground) => {
    for (const ink of ['--ink', '--ink-2', '--ink-3', '--accent']) {
      expect([ink, contrast(of(ink, theme), of(ground, theme)) >= 4.5]).toEqual([ink, true]);
    }
  });
  test('labels in the colours of series can be read, and lines seen', () => {
    expect(series).toHaveLength(8);
    for (const name of [...series, '--up', '--down']) {
      for (const ground of ['--ground', '--panel']) {
        expect([name, contrast(of(name, theme), of(ground, theme)) >= 4.5]).toEqual([name, true]);
      }
    }
  });
  test('text stays readable where it is lit', () => {
    for (const lit of ['--lit', '--lit-strong', '--accent-soft'])
      expect(contrast(of('--ink', theme), of(lit, theme))).toBeGreaterThan(4.5);
    expect(contrast(of('--warn-ink', theme), of('--warn-soft', theme))).toBeGreaterThan(4.5);
  });
  test('edges of controls stand out from their ground', () => {
    expect(contrast(of('--line-strong', theme), of('--panel', theme))).toBeGreaterThan(3);
  });
  test.each(Object.keys(BLIND))('the first six series differ for eyes with %s colour vision', (kind) => {
    const seen = series.slice(0, 6).map((name) => lab(of(name, theme), BLIND[kind] ?? []));
    const pairs = seen.flatMap((a, i) =>
      seen
        .slice(i + 1)
        .map((b, j) => [`${series[i] ?? ''} ${series[i + 1 + j] ?? ''}`, distance(a, b)] as const),
    );
    const near = pairs.filter(([, d]) => d < 11).map(([pair, d]) => `${pair} ${d.toFixed(1)}`);
    expect(near).toEqual([]);
  });
});
