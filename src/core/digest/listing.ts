import { dateIn } from './dates.ts';
import { byDay, type DatedEntry } from './fields.ts';
import { excerptOf, type Format, type Issue } from './issue.ts';
import { unwrap } from './lines.ts';
import { authorList, isReadable, plainTitle } from './titles.ts';

const HEAD = /^arXiv:(\S+)/i;
const FIELD =
  /^(Date|Title|Authors?|Categories|Comments|Journal-ref|DOI|Report-no|MSC-class|ACM-class|License|Proxy)\s{0,4}:\s?(.*)$/;
const isSlashes = (line: string) => /^\\\\(\s*\(.*)?\s*$/.test(line);
const isRule = (line: string) => /^[-%]{20,}/.test(line.replace(/%%--/, '%%------------------'));

/**
 * arXiv's listing mails: entries between rules of dashes, each `\\`, head with fields, `\\`, indented abstract, `\\`
 * with its address. Replacements have no abstract.
 */
export const listing: Format = {
  name: 'arxiv-listing',
  misfit: ({ lines }) =>
    lines.some((l) => HEAD.test(l)) && lines.some(isSlashes)
      ? null
      : 'no arXiv listing (lines "\\\\" and "arXiv:…")',
  read: ({ lines, dated }): Issue[] => {
    const starts = lines.flatMap((l, i) => (HEAD.test(l) ? [i] : []));
    const entries = starts.map((start, n): DatedEntry => {
      let end = start;
      const fields = new Map<string, string[]>();
      const abstract: string[] = [];
      let open: string[] | null = null;
      let inAbstract = false;
      for (let i = start + 1; i < (starts[n + 1] ?? lines.length); i++) {
        const line = lines[i] ?? '';
        if (isRule(line)) break;
        if (isSlashes(line)) {
          // The second one ends the head, the third the entry.
          if (inAbstract) {
            end = i;
            break;
          }
          inAbstract = fields.size > 0;
          continue;
        }
        if (line.trim() !== '') end = i;
        const field = inAbstract ? null : FIELD.exec(line);
        if (inAbstract) abstract.push(line);
        else if (field) fields.set((field[1] ?? '').toLowerCase(), (open = [field[2] ?? '']));
        else open?.push(line);
      }
      const value = (name: string) => unwrap(fields.get(name) ?? []);
      const id = HEAD.exec(lines[start] ?? '')?.[1] ?? '';
      const day = { date: dateIn(value('date').slice(0, 60)), weak: true };
      const title = plainTitle(value('title'));
      const [line, last] = [start + 1, end + 1];
      if (!isReadable(title)) {
        const excerpt = excerptOf(lines.slice(start, end + 1).join(' '));
        const detail = 'an arXiv listing entry without a title';
        return { entry: { line, end: last, refused: 'no-title', detail, excerpt }, ...day };
      }
      const text = unwrap(abstract);
      const entry = {
        line,
        end: last,
        title,
        authors: authorList((value('authors') || value('author')).replace(/\([^()]{0,300}\)/g, '')),
        ids: `arxiv:${id} ${value('doi')}`,
        ...(text ? { abstract: text } : {}),
      };
      return { entry, ...day };
    });
    return byDay(entries, dated);
  },
};
