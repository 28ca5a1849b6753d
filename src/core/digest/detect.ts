import type { DigestText, Format } from './issue.ts';
import { page } from './page.ts';
import { records } from './records.ts';
import { table } from './table.ts';
import { weekly } from './weekly.ts';

/** In the order they are tried: a weekly file also holds tables, so the narrower form comes first. */
const FORMATS: Format[] = [records, weekly, table, page];

/** The first format that fits, or why each of them does not. */
export function detect(source: DigestText): Format | { tried: string } {
  const tried: string[] = [];
  for (const format of FORMATS) {
    const misfit = format.misfit(source);
    if (misfit === null) return format;
    tried.push(`${format.name} (${misfit})`);
  }
  return { tried: tried.join('; ') };
}
