/** Figures in running text, in the reader's locale. */

const digits = (least: number, most: number) =>
  new Intl.NumberFormat(undefined, { minimumFractionDigits: least, maximumFractionDigits: most });
const whole = digits(0, 0);
const tenth = digits(1, 1);
const significant = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 });
const dated = (style: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', ...style });
const monthly = dated({ year: 'numeric', month: 'short' });
const short = dated({ month: 'short' });
const daily = dated({ year: 'numeric', month: 'short', day: 'numeric' });
const on = (day: number) => new Date(day * 86_400_000);

export const countText = (n: number): string => whole.format(n);
/** "1 paper", "3 papers" */
export const papersText = (n: number): string => `${whole.format(n)} ${n === 1 ? 'paper' : 'papers'}`;
/** A fraction as points, without sign: 0.021 is "2.1". */
export const pointsText = (fraction: number): string => tenth.format(fraction * 100);
/** A fraction as points with its sign: "+2.1", "−0.4", "0.0". */
export const signedPoints = (fraction: number): string => {
  const text = tenth.format(Math.abs(fraction) * 100);
  return Number(Math.abs(fraction * 100).toFixed(1)) === 0 ? text : `${fraction > 0 ? '+' : '−'}${text}`;
};
/** A fraction as a percentage, one digit below ten. */
export const percentText = (fraction: number): string =>
  `${(fraction > 0 && fraction < 0.1 ? tenth : whole).format(fraction * 100)}%`;
export const factorText = (value: number): string => `${significant.format(value)}×`;

/** Day numbers since 1970. */
export const monthText = (day: number): string => monthly.format(on(day));
export const dateText = (day: number): string => daily.format(on(day));
export function quarterText(day: number): string {
  return `Q${Math.floor(on(day).getUTCMonth() / 3) + 1} ${on(day).getUTCFullYear()}`;
}
/** "Apr to Jul 2026", "Dec 2025 to Jan 2026", "Apr 2026". A run of weeks is named by the months of its Thursdays. */
export function monthSpan(from: number, to: number): string {
  const [a, b] = [from + 3, to - 3];
  if (monthText(a) === monthText(b)) return monthText(a);
  const same = on(a).getUTCFullYear() === on(b).getUTCFullYear();
  return `${same ? short.format(on(a)) : monthText(a)} to ${monthText(b)}`;
}

/** A p-value as people read it: 0.03, 0.0004, "below 0.0001". */
export function chanceText(p: number): string {
  if (p < 0.0001) return 'below 0.0001';
  if (p > 0.995) return '1';
  return p < 0.1 ? String(Number(p.toPrecision(1))) : p.toFixed(2);
}
/** "p = 0.03", "p below 0.0001" */
export const chanceOf = (name: string, p: number): string =>
  p < 0.0001 ? `${name} ${chanceText(p)}` : `${name} = ${chanceText(p)}`;
