/**
 * Which source a paper counts under, where sources are the strata of a trend.
 *
 * A paper that several sources list belongs to the one that covers the most days. The set itself ("a+b") would
 * not do as a stratum: when source b begins, the papers that b also lists would leave "a" for "a+b", and what
 * b prefers would seem to fall in "a". With this rule the longest-running source's stratum never changes when
 * another begins or ends.
 */

/** Sources from the one that covers the most days to the least; equal ones by name. Dates are ISO days. */
export function sourceOrder(sources: readonly { source: string; first: string; last: string }[]): string[] {
  const days = (s: { first: string; last: string }) => Date.parse(s.last) - Date.parse(s.first);
  return [...sources]
    .sort((a, b) => days(b) - days(a) || (a.source < b.source ? -1 : 1))
    .map(({ source }) => source);
}

/** The stratum of a set of sources ("a+b", as the cubes hold it); a source that the order lacks comes last. */
export function stratumOf(sources: string, order: readonly string[]): string {
  const place = (name: string) => {
    const at = order.indexOf(name);
    return at < 0 ? order.length : at;
  };
  return sources.split('+').reduce((best, name) => (place(name) < place(best) ? name : best));
}
