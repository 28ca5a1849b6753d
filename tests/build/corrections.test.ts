import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Manifest } from '../../src/core/tables/schema.ts';
import { correctionLine, type Correction } from '../../src/core/corrections.ts';
import { openDataset } from '../duck.ts';
import { build, bytesOf, freshPlace } from './fixtures.ts';

const ABSTRACT =
  'We let a tiny model write drafts that a large one checks, and we measure what that saves. Decoding is 2.5x faster than plain sampling, and memory use falls by 30%.';
const paper = 'arxiv:2501.00001';

type Claim = { metric_id: string; measure: string; baseline: string | null; factor_high: number | null };
async function claims(out: string): Promise<Claim[]> {
  const { rows, close } = await openDataset(out);
  const found = rows<Claim>(
    'SELECT metric_id, measure, baseline, factor_high FROM metrics WHERE paper_id = ? ORDER BY metric_id',
    [paper],
  );
  close();
  return found;
}

function file(folder: string, corrections: readonly Partial<Correction>[], more = ''): string {
  mkdirSync(folder, { recursive: true });
  const whole = corrections.map((change) =>
    correctionLine({
      paper_id: paper,
      verdict: 'right',
      kind: 'gain',
      quote: '2.5x',
      start: 0,
      measure: 'speed',
      date: '2025-03-01',
      ...change,
    }),
  );
  writeFileSync(join(folder, 'readers.jsonl'), [...whole, more].join('\n'));
  return folder;
}

test(
  'corrections are worked into the dataset, alike in a build that goes on and in one from scratch',
  {
    timeout: 120_000,
  },
  async () => {
    const place = freshPlace();
    const plain = await build(place, { corrections: join(place.out, '../none') });
    expect(plain.corrections).toEqual({ made: 0, lost: 0 });
    const before = await claims(place.out);
    // The quotes as they were extracted: what a reader's page writes.
    const { rows, close } = await openDataset(place.out);
    const spans = rows<{ measure: string; start: number; length: number; text: string }>(
      `SELECT g.measure, g.start, g.length, coalesce(p.abstract, (SELECT max(summary) FROM mentions m
      WHERE m.paper_id = g.paper_id AND m.digest_id = g.digest_id)) AS text
     FROM metrics g JOIN papers p USING (paper_id) WHERE g.paper_id = ? AND g.kind = 'gain'`,
      [paper],
    );
    close();
    const at = (measure: 'speed' | 'memory') => {
      const span = spans.find((one) => one.measure === measure);
      if (!span) throw new Error(`no gain of ${measure} in ${ABSTRACT}`);
      return { measure, start: span.start, quote: span.text.slice(span.start, span.start + span.length) };
    };
    const folder = file(
      join(place.out, '../corrections'),
      [
        { ...at('speed'), verdict: 'changed', to: { baseline: 'vLLM' } },
        { ...at('memory'), verdict: 'wrong' },
        { paper_id: 'arxiv:9999.99999', verdict: 'wrong' },
      ],
      '{"not": "a correction"}\n',
    );
    const corrected = await build(place, { corrections: folder });
    const after = await claims(place.out);
    expect(before.some(({ measure }) => measure === 'memory')).toBe(true);
    expect(after.some(({ measure }) => measure === 'memory')).toBe(false);
    expect(after.find(({ measure }) => measure === 'speed')).toMatchObject({ baseline: 'vLLM' });
    expect(corrected.corrections).toEqual({ made: 3, lost: 1 });
    expect(corrected.content).not.toBe(plain.content);
    const said = corrected.problems.filter(({ code }) => /correction/.test(code));
    expect(said.map(({ code, file: of, line }) => `${code} ${of}:${line}`)).toEqual([
      'bad-correction corrections/readers.jsonl:4',
      'lost-correction corrections/readers.jsonl:3',
    ]);

    const scratch = {
      ...place,
      out: join(place.out, '../again'),
      cache: join(place.cache, '../again-cache'),
    };
    await build(scratch, { corrections: folder, full: true });
    expect(bytesOf(scratch.out)).toEqual(bytesOf(place.out));

    const { rows: ask, close: end } = await openDataset(place.out);
    const [counts] = ask<{ gains: number; found: number }>(
      `SELECT any_value(p.gains) AS gains, count(*)::INT AS found FROM papers p JOIN metrics g USING (paper_id)
     WHERE p.paper_id = ? AND g.kind = 'gain'`,
      [paper],
    );
    end();
    expect(counts?.gains).toBe(counts?.found);
    const manifest = JSON.parse(readFileSync(join(place.out, 'manifest.json'), 'utf8')) as Manifest;
    expect(manifest.built_with['corrections']).toMatch(/^[0-9a-f]{12}$/);

    await build(place, { corrections: join(place.out, '../none') });
    expect(await claims(place.out)).toEqual(before);
  },
);
