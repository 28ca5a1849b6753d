/** What an address says that was not understood: an old link is followed as far as it goes, and its reader is told. */
import { OPTIONS } from '../options.ts';
import { LIST_KEYS, readPlace, writePlace } from '../place.ts';

const pairsOf = (hash: string): [string, string][] =>
  (hash.split('?').slice(1).join('?') || '')
    .split('&')
    .filter((pair) => pair.includes('='))
    .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);

function plain(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** As "key=value", in the address's order; empty for every address that this page writes. */
export function leftOut(hash: string): string[] {
  const place = readPlace(hash);
  const kept = new Map(pairsOf(writePlace(place)));
  return pairsOf(hash).flatMap(([key, value]) => {
    if (value === '') return [];
    const known = OPTIONS[place.view][plain(key)];
    // A default is understood, and stays out of the addresses that are written.
    if (Array.isArray(known) && known[0] === plain(value)) return [];
    const read = kept.get(key);
    if (read === undefined) return [`${plain(key)}=${plain(value)}`];
    if (!LIST_KEYS.has(key)) return [];
    const values = new Set(read.split(',').map(plain));
    const lost = value
      .split(',')
      .map((one) => plain(one).trim())
      .filter((one) => one && !values.has(one));
    return lost.length > 0 ? [`${plain(key)}=${lost.join(',')}`] : [];
  });
}
