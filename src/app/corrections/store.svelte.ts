/** The reader's corrections: kept in this browser alone, or in this page where the browser keeps nothing. */
import {
  correctionKey,
  correctionLine,
  latest,
  readCorrections,
  type Correction,
} from '../../core/corrections.ts';
import type { Problem } from '../../core/problem.ts';
import { markedAt } from './left-out.svelte.ts';

const KEY = 'papertide-corrections';

function stored(): { list: Correction[]; kept: boolean } {
  try {
    const text = localStorage.getItem(KEY) ?? '';
    return { list: readCorrections('browser', text).corrections.map(bare), kept: true };
  } catch {
    // A browser may forbid storage, as in a frame of another site.
    return { list: [], kept: false };
  }
}
const bare = ({ file: _file, line: _line, ...correction }: Correction & { file: string; line: number }) =>
  correction;

const begun = stored();
let list = $state.raw<readonly Correction[]>(begun.list);
place(begun.list);
let kept = $state(begun.kept);

/** What is marked right or missed is no claim to leave out. */
function place(marks: readonly Correction[]) {
  markedAt(
    marks
      .filter(({ verdict }) => verdict === 'wrong' || verdict === 'changed')
      .map(({ paper_id, kind, start, quote }) => ({ paper_id, kind, start, length: quote.length })),
  );
}

function put(next: readonly Correction[]) {
  list = next;
  place(next);
  try {
    localStorage.setItem(KEY, corrections.text);
    kept = true;
  } catch {
    kept = false;
  }
}

// Another tab's marks are this reader's too.
window.addEventListener('storage', (event) => {
  if (event.key !== KEY) return;
  list = stored().list;
  place(list);
});

export const corrections = {
  /** One a number; by paper and place. */
  get all(): readonly Correction[] {
    return list;
  },
  /** Whether they outlive the page. */
  get kept(): boolean {
    return kept;
  },
  /** As the file that a build reads. */
  get text(): string {
    return list.map((one) => `${correctionLine(one)}\n`).join('');
  },
  on: (paper_id: string): Correction[] => list.filter((one) => one.paper_id === paper_id),
  /** The mark on a number, or null. */
  of: (paper_id: string, kind: string, start: number, quote: string): Correction | null =>
    list.find(
      (one) => one.paper_id === paper_id && one.kind === kind && one.start === start && one.quote === quote,
    ) ?? null,
};

/** Marks a number; what was said of it before is replaced. */
export const correct = (correction: Correction): void => put(latest([...list, correction]));

export const undo = (correction: Correction): void =>
  put(list.filter((one) => correctionKey(one) !== correctionKey(correction)));

/** Takes in a file of corrections: later marks win. */
export function takeIn(name: string, text: string): { taken: number; problems: Problem[] } {
  const read = readCorrections(name, text);
  put(latest([...list, ...read.corrections.map(bare)]));
  return { taken: read.corrections.length, problems: read.problems };
}
