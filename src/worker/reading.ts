/** What a helper reads out of texts: claims and topics of each, and the terms that the dataset has discovered. */
import { extractPapers } from '../core/extract.ts';
import { labelReader } from '../core/topics/term-lexicon.ts';
import type { Found, FoundTerm, ToRead } from './protocol.ts';

type Terms = readonly { topic_id: string; label: string }[];

/** `failed` hears of a fault of ours in one paper, which must not cost the reader the others. */
export function helper(failed: (title: string, error: unknown) => void) {
  let terms: (title: string, text: string) => FoundTerm[] = () => [];
  const learn = (named: Terms): void => {
    terms = labelReader(named);
  };
  const read = (batch: readonly ToRead[]): Found[] => {
    const fresh = batch.filter(({ known }) => !known);
    const read = extractPapers(fresh).map((found, i) => {
      if (!('error' in found)) return found;
      failed(fresh[i]?.title.slice(0, 80) ?? '', found.error);
      return null;
    });
    let next = 0;
    return batch.map(({ title, text, known }) => ({
      extraction: known ? null : (read[next++] ?? null),
      terms: terms(title, text),
    }));
  };
  return { learn, read };
}
