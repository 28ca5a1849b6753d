import { describe, expect, test } from 'vitest';

import {
  dateIn,
  dateInPath,
  isDateLine,
  isoDay,
  rangeIn,
  yearInPath,
} from '../../../src/core/digest/dates.ts';
import { yearsOfWeeks } from '../../../src/core/digest/weeks.ts';

const ymd = (text: string) => {
  const d = dateIn(text);
  return d && [d.year, d.month, d.day];
};

describe('dateIn', () => {
  test.each([
    ['Aug 8', [null, 8, 8]],
    ['August 8th, 2025', [2025, 8, 8]],
    ['8 Aug 2025', [2025, 8, 8]],
    ['Fri, 08 Aug 2025 00:00:00 -0400', [2025, 8, 8]],
    ['2025-08-08T12:00:00Z', [2025, 8, 8]],
    ['Papers for 2025/8/8', [2025, 8, 8]],
    ['Sept. 3, 2024', [2024, 9, 3]],
    ['Febuary 3', [null, 2, 3]],
    ['May the model win', null],
    ['Version 2025.1', null],
    ['', null],
  ])('%s', (text, expected) => expect(ymd(text)).toEqual(expected));

  test('a line is a date only if nothing else stands in it', () => {
    expect(isDateLine('Aug 8')).toBe(true);
    expect(isDateLine('Friday, Aug 8, 2025')).toBe(true);
    expect(isDateLine('Learning to March 8 Legs')).toBe(false);
  });

  test('days that no calendar has are none', () => {
    expect(isoDay(2025, 2, 29)).toBeNull();
    expect(isoDay(2024, 2, 29)).toBe('2024-02-29');
    expect(isoDay(2025, 13, 1)).toBeNull();
    expect(isoDay(20250, 1, 1)).toBeNull();
  });
});

describe('dates of paths', () => {
  test.each([
    ['s/paper_metadata_2025-06-06.txt', '2025-06-06'],
    ['s/20250606.md', '2025-06-06'],
    ['daily-ai-papers/2024/09/05.md', '2024-09-05'],
    ['s/aug-8-2025.html', '2025-08-08'],
    ['s/2025-W32.json', '2025-08-10'],
    ['s/2025-02.json', '2025-02-28'],
    ['s/2024-12.json', '2024-12-31'],
    ['2024-01-01/x.txt', '2024-01-01'],
    ['s/000_a9aa8c9afc160bae.txt', null],
    ['s/2025.md', null],
    ['s/2025-13-40.md', null],
  ])('%s', (path, date) => expect(dateInPath(path)).toBe(date));

  test('a year stands alone', () => {
    expect(yearInPath('weekly/2023.md')).toBe(2023);
    expect(yearInPath('weekly/2023/may.md')).toBe(2023);
    expect(yearInPath('weekly/120231.md')).toBeNull();
  });
});

describe('weeks', () => {
  const years = (headings: string[], base: number | null) =>
    yearsOfWeeks(
      headings.map(
        (h) => rangeIn(h) ?? { fromMonth: 0, last: { year: null, month: 1, day: 1, written: '' } },
      ),
      base,
    );

  test.each([
    ['(December 29 - January 4) - 2026', 12, 1, 4, 2026],
    ['(May 22-28)', 5, 5, 28, null],
    ['(Jan 30–Feb 5, 2023)', 1, 2, 5, 2023],
    ['Week of Mar 20-Mar 26', 3, 3, 26, null],
    ['(February 24 - March 2nd) - 2025', 2, 3, 2, 2025],
  ])('%s', (text, fromMonth, month, day, year) => {
    expect(rangeIn(text)).toMatchObject({ fromMonth, last: { month, day, year } });
  });

  test('the last day of a week that crosses the year stands beside its neighbour', () => {
    expect(years(['Jan 5 - Jan 11, 2026', 'December 29 - January 4, 2026'], null)).toEqual([2026, 2026]);
    expect(years(['December 29 - January 4, 2025', 'December 22 - December 28, 2025'], null)).toEqual([
      2026, 2025,
    ]);
  });

  test('weeks without a year follow from the one that has it, over more than a year', () => {
    expect(
      years(
        ['January 1 - January 7, 2024', 'Dec 25 - 31', 'Dec 18 - 24', 'Jan 2 - 8', 'Dec 26 - Jan 1'],
        null,
      ),
    ).toEqual([2024, 2023, 2023, 2024, 2024]);
    expect(years(['Feb 6 - 12', 'Jan 30 - Feb 5', 'Dec 26 - Jan 1', 'Nov 28 - Dec 4'], 2023)).toEqual([
      2023, 2023, 2023, 2022,
    ]);
  });

  test('without any year there is none', () =>
    expect(years(['May 1 - 7', 'May 8 - 14'], null)).toEqual([null, null]));
});
