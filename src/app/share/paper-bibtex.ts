/** A paper as a BibTeX entry. What a digest does not tell (journal, pages) is left out, never guessed. */
import { bibtexEntry } from '../../charts/export/bibtex.ts';
import type { PaperRecord } from '../../questions/paper-records.ts';

/** The key is the paper's id, so that two exports name the same paper alike. */
export function paperBibtex(paper: Omit<PaperRecord, 'abstract' | 'topics'>): string {
  const { paper_id: id, published } = paper;
  const arxiv = id.startsWith('arxiv:') ? id.slice('arxiv:'.length) : null;
  const doi = id.startsWith('doi:') ? id.slice('doi:'.length) : null;
  return bibtexEntry('misc', id, [
    ['title', paper.title, 'kept'],
    ['author', paper.authors, 'names'],
    ['year', (published ?? paper.first_seen).slice(0, 4)],
    ['month', published ? String(Number(published.slice(5, 7))) : null],
    ['eprint', arxiv, 'verbatim'],
    ['archiveprefix', arxiv ? 'arXiv' : null],
    ['doi', doi, 'verbatim'],
    ['url', paper.url ?? (doi ? `https://doi.org/${doi}` : null), 'verbatim'],
    ['note', `First listed ${paper.first_seen} in ${paper.sources.split('+').join(', ')}`],
  ]);
}
