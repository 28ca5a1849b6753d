/** How a chart is cited: plain text and BibTeX, with all that it takes to see the same figure again. */
import { date } from '../geometry/format.ts';
import type { Source } from '../share.ts';
import { bibtexEntry } from './bibtex.ts';

export type Cited = { name: string; title: string; url: string; source: Source };

/** As many characters of the hash as the page's foot shows. */
export const shortVersion = (version: string): string => version.slice(0, 10);

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** "Papertide dataset 1a2b3c4d5e: papers first listed 5 Jan 2024 to 26 Jun 2026. Filter: topic Agents." */
export function sourceText({ version, first, last, filter }: Source): string {
  const dates = first && last ? `: papers first listed ${date(first)} to ${date(last)}` : '';
  return `Papertide dataset ${shortVersion(version)}${dates}. ${filter ? `Filter: ${filter}.` : 'No filter.'}`;
}

export const citeText = ({ title, url, source }: Cited): string =>
  `“${sentence(title)}” ${sourceText(source)} ${url} (accessed ${date(source.day)})`;

export function citeBibtex({ name, title, url, source }: Cited): string {
  const dates =
    source.first && source.last ? `papers first listed ${source.first} to ${source.last}` : 'no papers';
  return bibtexEntry('misc', `papertide-${name}-${source.version.slice(0, 7)}`, [
    ['title', title, 'kept'],
    ['author', 'Papertide', 'kept'],
    ['year', source.day.slice(0, 4)],
    [
      'note',
      `Dataset ${shortVersion(source.version)}, ${dates}; ${source.filter ? `filter: ${source.filter}` : 'no filter'}`,
    ],
    ['url', url, 'verbatim'],
    ['urldate', source.day],
  ]);
}
