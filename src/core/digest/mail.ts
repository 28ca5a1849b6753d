import PostalMime from 'postal-mime';

import type { Problem } from '../problem.ts';
import { FROM_LINE } from './mail-head.ts';

/** One message of a mail file: its day as its header writes it, its text to read further, and where it begins. */
export type Message = { line: number; date: string | null; subject: string; text: string; isHtml: boolean };

/** Raw messages of an mbox, or the one of an .eml, with their first lines. `>From ` is a quoted "From ". */
function rawMessages(text: string): { line: number; raw: string }[] {
  const lines = text.split('\n');
  if (!FROM_LINE.test(lines[0] ?? '')) return [{ line: 1, raw: text }];
  const starts = lines.flatMap((l, i) =>
    FROM_LINE.test(l) && (i === 0 || (lines[i - 1] ?? '').trim() === '') ? [i] : [],
  );
  return starts.map((start, n) => ({
    line: start + 2,
    raw: lines
      .slice(start + 1, starts[n + 1])
      .map((l) => (/^>+From /.test(l) ? l.slice(1) : l))
      .join('\n'),
  }));
}

/** .eml or mbox → messages: the plain part if it has substance, else the HTML part. Attachments are left alone. */
export async function readMail(
  path: string,
  text: string,
  bytes: Uint8Array,
): Promise<{ messages: Message[]; problems: Problem[] }> {
  const messages: Message[] = [];
  const problems: Problem[] = [];
  const raws = rawMessages(text);
  // A lone message goes in as its bytes: its own header says what they mean.
  const isLone = raws.length === 1 && raws[0]?.line === 1;
  for (const { line, raw } of raws) {
    try {
      const mail = await new PostalMime({ maxNestingDepth: 50 }).parse(isLone ? bytes : raw);
      const header = mail.headers.find((h) => h.key === 'date')?.value ?? null;
      const plain = mail.text ?? '';
      const html = mail.html ?? '';
      // Newsletters put "view this in a browser" into the plain part: then the HTML one is the letter.
      const isHtml =
        html !== '' &&
        (plain.trim().length < 200 ||
          (html.match(/arxiv\.org|\/papers\//g)?.length ?? 0) > (plain.match(/arxiv/gi)?.length ?? 0));
      const body = isHtml ? html : plain;
      if (body.trim() === '')
        problems.push({
          code: 'empty',
          file: path,
          line,
          detail: 'a mail without text',
          excerpt: mail.subject ?? '',
        });
      else messages.push({ line, date: header, subject: mail.subject ?? '', text: body, isHtml });
    } catch (error) {
      const detail = `a mail that cannot be read: ${error instanceof Error ? error.message : String(error)}`;
      problems.push({ code: 'unreadable', file: path, line, detail, excerpt: raw.slice(0, 200) });
    }
  }
  return { messages, problems };
}
