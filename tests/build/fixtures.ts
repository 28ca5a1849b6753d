/** Small digests in the forms that the parsers know, in words of our own, and builds of them in a temporary folder. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { buildDataset } from '../../scripts/build/dataset.ts';
import type { BuildOptions } from '../../scripts/build/options.ts';
import { silentReporter } from '../../scripts/build/report.ts';
import type { Summary } from '../../scripts/build/summary.ts';

export const CORPUS = resolve(
  process.env['PAPERTIDE_CORPUS'] ?? join(import.meta.dirname, '../../../shared/digests'),
);
export const corpusIsHere = existsSync(CORPUS);
/** Names a test of the reference corpus, and says aloud when the corpus is absent. */
export function corpusName(name: string): string {
  if (corpusIsHere) return name;
  console.warn(`reference corpus absent at ${CORPUS} (set PAPERTIDE_CORPUS): "${name}" is not tested`);
  return `${name} (reference corpus absent)`;
}

const record = (title: string, pdf: string, summary: string) =>
  `Title: ${title}\nPDF: ${pdf}\nSummary: ${summary}\n`;

/** Path → content. `weekly-notes` and `daily-page` share a paper; `weekly-notes/…-17` repeats one of the week before. */
export const DIGESTS: Record<string, string | Uint8Array> = {
  'weekly-notes/notes_2025-01-10.txt': [
    record(
      'Quick Drafts: Speculative Decoding with Tiny Helpers',
      'https://arxiv.org/pdf/2501.00001',
      'We let a tiny model write drafts that a large one checks. Decoding is 2.5x faster than plain sampling, and memory use falls by 30%.',
    ),
    record(
      'Sparse Pages for Long Contexts',
      'https://arxiv.org/pdf/2501.00002v2',
      'A cache that drops pages nobody reads. It needs 4x less memory at the same accuracy of 81.2% on our recall test.',
    ),
  ].join('---\n'),
  'weekly-notes/notes_2025-01-17.txt': [
    record(
      'Sparse Pages for Long Contexts',
      'https://arxiv.org/pdf/2501.00002v3',
      'A cache that drops pages nobody reads. It needs 4x less memory at the same accuracy of 81.2% on our recall test, and it is simple.',
    ),
    record(
      'Robots that Fold Towels',
      'https://arxiv.org/pdf/2501.00003',
      'A robot arm learns to fold towels from one hour of video. Success rises by 12 points over imitation learning.',
    ),
  ].join('---\n'),
  'daily-page/page.md': [
    'Daily Papers',
    'Jan 9',
    '',
    'Quick Drafts: Speculative Decoding with Tiny Helpers',
    '',
    'We let a tiny model write drafts that a large one checks, and we measure what that saves. Decoding is 2.5x faster than plain sampling, and memory use falls by 30%.',
    '',
    'Maps of Words',
    '',
    'We draw language models as maps and show where they get lost. Training takes 40% less time.',
    '',
  ].join('\n'),
  'daily-page/README.md': '# Where these come from\n',
  'odd/picture.bin': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1, 2, 3, 255, 254]),
  'odd/empty.md': '',
  'odd/prose.md': 'Only a few words of prose, and no paper in them.\n',
};

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'papertide-build-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function fileDigests(folder: string, digests = DIGESTS): string {
  for (const [path, content] of Object.entries(digests)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

export type Place = { inputs: string[]; out: string; cache: string };

/** Fixtures filed in a fresh folder, with places for the output and the cache beside them. */
export function freshPlace(digests = DIGESTS): Place & { digests: string } {
  const folder = temporaryFolder();
  const filed = fileDigests(join(folder, 'digests'), digests);
  return { inputs: [filed], out: join(folder, 'out'), cache: join(folder, 'cache'), digests: filed };
}

export const build = (place: Place, more: Partial<BuildOptions> = {}): Promise<Summary> =>
  buildDataset(
    {
      inputs: place.inputs,
      out: place.out,
      cache: place.cache,
      year: 2025,
      full: false,
      workers: 0,
      ...more,
    },
    silentReporter,
  );

/** Every file of a dataset with the hash of its bytes. */
export function bytesOf(out: string): Record<string, string> {
  const names = readdirSync(out, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(out, name)).isFile())
    .sort();
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(out, name)))
        .digest('hex'),
    ]),
  );
}
