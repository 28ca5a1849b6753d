/** Where the reader is, as a short address: `#/trends?topic=agents,rag&last=12m&by=quarter`. */
import { MEASURES, QUALIFIERS } from '../core/paper.ts';
import { noFilter, type FactorRange, type Filter } from '../questions/filter.ts';
import { isIsoDay } from '../questions/period.ts';
import { OPTIONS, VIEWS, type Options, type View } from './options.ts';

/** Ranges that end with the data, so that a kept address stays current when new digests come. */
export const LASTS = ['3m', '6m', '12m', '24m'] as const;
export type Last = (typeof LASTS)[number];

export type Place = {
  view: View;
  /** A paper's or topic's id, on their own pages. */
  id: string | null;
  /** As chosen: `from` is null while `last` holds. */
  filter: Filter;
  last: Last | null;
  options: Options;
  /** The chart that the address leads to; `alone`: it is shown without the rest, to be framed by another page. */
  chart?: { name: string; alone: boolean };
};

export const home: Place = { view: 'trends', id: null, filter: noFilter, last: null, options: {} };

const LISTS = [
  ['topic', 'topics'],
  ['also', 'also'],
  ['area', 'areas'],
  ['source', 'sources'],
  ['measure', 'measures'],
  ['benchmark', 'benchmarks'],
  ['baseline', 'baselines'],
  ['qualifier', 'qualifiers'],
] as const;

/** Keys of the address that hold several values, with commas between. */
export const LIST_KEYS: ReadonlySet<string> = new Set(LISTS.map(([key]) => key));

const CHART_NAME = /^[a-z0-9-]{1,40}$/;

const isOneOf = <T extends string>(known: readonly T[], text: string): text is T =>
  (known as readonly string[]).includes(text);

/** Percent-encoding that leaves what reads well in an address. Half of a surrogate pair has no encoding. */
const encode = (text: string) =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'))
    .replace(/%3A/g, ':')
    .replace(/%2F/g, '/')
    .replace(/%40/g, '@')
    .replace(/%20/g, '+');

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** In the SQL console `q` is the query itself. */
const wordsKey = (view: View) => (view === 'sql' ? 'words' : 'q');

/** Every address gives a place: what it does not know it leaves out. */
export function readPlace(hash: string): Place {
  const [path = '', query = ''] = split(hash.replace(/^#?\/?/, ''));
  const [name = '', id = ''] = split(path, '/');
  const view = isOneOf(VIEWS, name) ? name : 'trends';
  const given = new Map<string, string>();
  for (const pair of query.split('&')) {
    const [key = '', value = ''] = split(pair, '=');
    if (key && value) given.set(decode(key), value);
  }
  const filter: Filter = { ...noFilter, text: decode(given.get(wordsKey(view)) ?? '').trim() };
  for (const [key, field] of LISTS) {
    const values = (given.get(key) ?? '').split(',').map((v) => decode(v).trim());
    filter[field] = [...new Set(values.filter(Boolean))];
  }
  filter.measures = filter.measures.filter((measure) => isOneOf(MEASURES, measure));
  filter.qualifiers = filter.qualifiers.filter((qualifier) => isOneOf(QUALIFIERS, qualifier));
  filter.factor = readFactor(decode(given.get('factor') ?? ''));
  const [from, to] = [decode(given.get('from') ?? ''), decode(given.get('to') ?? '')];
  if (isIsoDay(from)) filter.from = from;
  if (isIsoDay(to)) filter.to = to;
  if (filter.from && filter.to && filter.from > filter.to)
    [filter.from, filter.to] = [filter.to, filter.from];
  const wanted = given.get('last') ?? '';
  const last = isOneOf(LASTS, wanted) && !filter.from && !filter.to ? wanted : null;
  const place: Place = { view, id: id ? decode(id) : null, filter, last, options: readOptions(view, given) };
  const [embed, chart] = [given.get('embed') ?? '', given.get('chart') ?? ''];
  if (CHART_NAME.test(embed)) place.chart = { name: embed, alone: true };
  else if (CHART_NAME.test(chart)) place.chart = { name: chart, alone: false };
  return place;
}

/** `10..` is 10x and more, `..2` at most 2x, `2..10` both; what is no positive number leaves its end open. */
function readFactor(text: string): FactorRange {
  const [low = '', high = ''] = split(text, '..');
  const bound = (part: string) => (Number(part) > 0 && Number.isFinite(Number(part)) ? Number(part) : null);
  const [from, to] = text.includes('..') ? [bound(low), bound(high)] : [null, null];
  return from !== null && to !== null && from > to ? { from: to, to: from } : { from, to };
}

/** Whether the address names a view, or nothing: a place is read from it either way. */
export function isKnownAddress(hash: string): boolean {
  const [path] = split(hash.replace(/^#?\/?/, ''));
  const [name] = split(path, '/');
  return name === '' || isOneOf(VIEWS, name);
}

function readOptions(view: View, given: Map<string, string>): Options {
  const options: Options = {};
  for (const [key, known] of Object.entries(OPTIONS[view])) {
    const value = given.has(key) ? decode(given.get(key) ?? '') : undefined;
    if (value !== undefined && (known === 'any' || (known.includes(value) && value !== known[0]))) {
      options[key] = value;
    }
  }
  return options;
}

/** The address of a place; what is as it is by default is left out. */
export function writePlace(place: Place): string {
  const { filter, options } = place;
  const pairs: string[] = [];
  if (place.last) pairs.push(`last=${place.last}`);
  if (filter.from) pairs.push(`from=${filter.from}`);
  if (filter.to) pairs.push(`to=${filter.to}`);
  for (const [key, field] of LISTS) {
    if (filter[field].length > 0) pairs.push(`${key}=${filter[field].map(encode).join(',')}`);
  }
  const { from: least, to: most } = filter.factor;
  if (least !== null || most !== null) pairs.push(`factor=${least ?? ''}..${most ?? ''}`);
  if (filter.text.trim()) pairs.push(`${wordsKey(place.view)}=${encode(filter.text.trim())}`);
  for (const [key, known] of Object.entries(OPTIONS[place.view])) {
    const value = options[key];
    if (value && (known === 'any' || value !== known[0])) pairs.push(`${key}=${encode(value)}`);
  }
  if (place.chart) pairs.push(`${place.chart.alone ? 'embed' : 'chart'}=${place.chart.name}`);
  const path = place.id ? `${place.view}/${encode(place.id)}` : place.view;
  return `#/${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

/** At the first mark only: ids and texts may hold it again. */
function split(text: string, mark = '?'): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}
