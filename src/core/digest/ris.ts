import { byDay, type DatedEntry, entryOfFields } from './fields.ts';
import { type Format, type Issue, MAX_ENTRIES, tooManyEntries } from './issue.ts';
import { countOf, unwrap } from './lines.ts';
import { lastFirst } from './titles.ts';

const TYPE = /^TY {1,2}- /;
const TAG = /^([A-Z][A-Z0-9])\s{1,2}-(?:\s(.*))?$/;

/** RIS tags to the names that other records use; T1 and JF are older forms. */
const NAMES: Record<string, string> = {
  TI: 'title',
  T1: 'title',
  CT: 'title',
  AB: 'abstract',
  N2: 'abstract',
  DO: 'doi',
  UR: 'url',
  L1: 'pdf',
  LK: 'link',
  DA: 'published',
  Y1: 'published',
};

/**
 * RIS, as reference managers export it: a two-letter tag a line, `TY` to `ER` one entry, untagged lines continue the
 * line above. The form is that small; no parser of it is kept up.
 * A date in it is the paper's own, so one in the file's name goes before it.
 */
export const ris: Format = {
  name: 'ris',
  misfit: ({ lines }) => (lines.some((l) => TYPE.test(l)) ? null : 'no line that begins with "TY  - "'),
  read: ({ lines, dated }): Issue[] => {
    const begun = countOf(lines, TYPE);
    if (begun > MAX_ENTRIES) return tooManyEntries(String(begun));
    const entries: DatedEntry[] = [];
    let tags: Map<string, string[][]> | null = null;
    let open: string[] | null = null;
    let start = 0;
    const close = (end: number) => {
      if (!tags) return;
      const values = (tag: string) => (tags?.get(tag) ?? []).map(unwrap);
      const fields = new Map<string, unknown>([
        ['authors', [...values('AU'), ...values('A1')].map(lastFirst)],
      ]);
      for (const [tag, name] of Object.entries(NAMES)) {
        const [value] = values(tag);
        if (value && !fields.has(name)) fields.set(name, value);
      }
      entries.push(entryOfFields(fields, start, end, false));
      tags = open = null;
    };
    lines.forEach((text, i) => {
      const [all, tag = '', value = ''] = TAG.exec(text) ?? [];
      if (all === undefined) {
        if (open && text.trim() !== '') open.push(text);
      } else if (tag === 'ER') close(i + 1);
      else {
        if (tag === 'TY') close(i);
        if (!tags) {
          tags = new Map();
          start = i + 1;
        }
        open = [value];
        const seen = tags.get(tag);
        if (seen) seen.push(open);
        else tags.set(tag, [open]);
      }
    });
    close(lines.length);
    return byDay(entries, dated);
  },
};
