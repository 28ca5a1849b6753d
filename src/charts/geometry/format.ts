/** Numbers and dates for people, in the reader's locale. Figures that cannot be told apart get no more digits. */

const locale = undefined; // the reader's own
const MINUS = '\u2212'; // Intl writes a hyphen, which is shorter than the plus

const once = <K, V>(make: (key: K) => V) => {
  const kept = new Map<K, V>();
  return (key: K): V => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make(key);
    kept.set(key, made);
    return made;
  };
};

const digits = once((most: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: most }));
const exactly = once(
  (places: number) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: places, maximumFractionDigits: places }),
);
const significant = once((most: number) => new Intl.NumberFormat(locale, { maximumSignificantDigits: most }));
const signed = new Intl.NumberFormat(locale, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});
const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });

/** A number's hyphen as the minus sign it stands for. */
export const minus = (text: string): string => text.replace('-', MINUS);

export const count = (value: number): string => digits(0).format(value);
/** Long counts in few characters: 12.4K. */
export const compact = (value: number): string =>
  Math.abs(value) < 10_000 ? count(value) : short.format(value);
export const number = (value: number, most = 2): string => minus(digits(most).format(value));

/** A share in [0, 1] as a percentage, with one digit below ten percent. */
export function share(value: number): string {
  const percent = value * 100;
  if (percent === 0) return '0%';
  if (percent < 0.1) return `${exactly(2).format(percent)}%`;
  return `${exactly(percent < 10 ? 1 : 0).format(percent)}%`;
}

/** A multiple of improvement: 3.5×, 12×, 1,200×; near 1 with two decimals, so that 1.04× does not read as none. */
export const factor = (value: number): string =>
  `${
    value >= 100
      ? digits(0).format(value)
      : value > 0.9 && value < 1.1
        ? digits(2).format(value)
        : significant(value < 10 ? 2 : 3).format(value)
  }×`;

/** A change as a signed percentage; `value` is a fraction: 0.041 is +4.1%. */
export const change = (value: number): string => `${minus(signed.format(value * 100))}%`;

export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${count(n)} ${n === 1 ? one : many}`;

const DAY = 86_400_000;
const dated = once(
  (style: string) =>
    new Intl.DateTimeFormat(locale, {
      timeZone: 'UTC',
      ...(JSON.parse(style) as Intl.DateTimeFormatOptions),
    }),
);
const asDate = (day: number | string): Date =>
  typeof day === 'number' ? new Date(day * DAY) : new Date(`${day}T00:00:00Z`);

/** Days are ISO (`2025-08-08`) or day numbers since 1970. */
export const date = (day: number | string): string =>
  dated('{"year":"numeric","month":"short","day":"numeric"}').format(asDate(day));
export const month = (day: number | string): string =>
  dated('{"year":"numeric","month":"short"}').format(asDate(day));
export const monthOnly = (day: number | string): string => dated('{"month":"short"}').format(asDate(day));
export const year = (day: number | string): string => dated('{"year":"numeric"}').format(asDate(day));

export function period(day: number, unit: 'week' | 'month' | 'quarter'): string {
  if (unit === 'week') return `Week of ${date(day)}`;
  if (unit === 'month') return month(day);
  return `Q${Math.floor(asDate(day).getUTCMonth() / 3) + 1} ${year(day)}`;
}
