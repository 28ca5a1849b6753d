/** The filter in words, for source lines, citations and printed pages. */
import { date, factor, plural } from '../../charts/geometry/format.ts';
import type { Filter } from '../../questions/filter.ts';

type Names = { topic: (id: string) => string; area: (id: string) => string };

const same = (text: string) => text;

/** "topics Agents or RAG; since 1 Jan 2025; text “speech”"; empty where nothing is filtered. */
export function filterWords(filter: Filter, names: Names): string {
  const part = (one: string, many: string, values: readonly string[], name: (id: string) => string = same) =>
    values.length === 0 ? '' : `${values.length === 1 ? one : many} ${values.map(name).join(' or ')}`;
  const { from, to } = filter;
  const dates =
    from && to
      ? `${date(from)} to ${date(to)}`
      : from
        ? `since ${date(from)}`
        : to
          ? `until ${date(to)}`
          : '';
  const { factor: range } = filter;
  const factors =
    range.from !== null && range.to !== null
      ? `factors ${factor(range.from)} to ${factor(range.to)}`
      : range.from !== null
        ? `factors from ${factor(range.from)}`
        : range.to !== null
          ? `factors up to ${factor(range.to)}`
          : '';
  return [
    part('topic', 'topics', filter.topics, names.topic),
    filter.also.length > 0 ? `also on ${filter.also.map(names.topic).join(' and ')}` : '',
    part('area', 'areas', filter.areas, names.area),
    part('source', 'sources', filter.sources),
    part('measure', 'measures', filter.measures),
    part('benchmark', 'benchmarks', filter.benchmarks),
    part('baseline', 'baselines', filter.baselines),
    part('qualifier', 'qualifiers', filter.qualifiers, (one) => one.replaceAll('_', ' ')),
    factors,
    dates,
    filter.text.trim() ? `text “${filter.text.trim()}”` : '',
    filter.without.length > 0
      ? `without ${plural(filter.without.length, 'claim')} that the reader marked`
      : '',
  ]
    .filter(Boolean)
    .join('; ');
}
