/** A piece of free markdown: `first` and `last` are its lines, from 1; `raw` its source. */
export type Block = { kind: 'heading' | 'item' | 'paragraph'; first: number; last: number; raw: string };

const HEADING = /^ {0,3}#{1,6}\s/;
const ITEM = /^(\s{0,40})(?:[-*+•●▪]|\d{1,3}[.)])\s+\S/;
const FENCE = /^\s{0,3}(?:```|~~~)/;
const RULE = /^\s{0,3}(?:-{3,}|\*{3,}|_{3,})\s*$/;
const UNDERLINE = /^\s{0,3}(?:=+|-{2,})\s*$/;

const indentOf = (line: string) => /^\s*/.exec(line)?.[0].replaceAll('\t', '    ').length ?? 0;

/**
 * Headings, top-level list items with all that is below them, and paragraphs; fenced code is left out.
 * A line scanner and not a markdown parser: micromark takes milliseconds for every item with a link and time by the
 * square of the nesting or of unclosed marks, so that a mail of some kilobytes can hold the page for minutes
 * (measured: 1,500 nested items, over 8 s; this, under 0.1 s). What an entry needs is where it begins and ends.
 */
export function blocksOf(lines: string[]): Block[] {
  const blocks: Block[] = [];
  let open: { kind: Block['kind']; first: number; last: number; indent: number; gap: boolean } | null = null;
  let isFenced = false;
  const close = () => {
    if (open) {
      const { kind, first, last } = open;
      blocks.push({ kind, first, last, raw: lines.slice(first - 1, last).join('\n') });
    }
    open = null;
  };
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const n = i + 1;
    if (FENCE.test(line)) {
      isFenced = !isFenced;
      if (open && open.kind !== 'item') close();
      continue;
    }
    if (isFenced) continue;
    if (line.trim() === '') {
      if (open?.kind === 'item') open.gap = true;
      else close();
      continue;
    }
    const item = ITEM.exec(line);
    const indent = indentOf(line);
    if (HEADING.test(line)) {
      close();
      open = { kind: 'heading', first: n, last: n, indent, gap: false };
      close();
    } else if (open?.kind === 'paragraph' && UNDERLINE.test(line) && open.first === open.last) {
      open.kind = 'heading';
      close();
    } else if (RULE.test(line)) close();
    else if (item && !(open?.kind === 'item' && indent > open.indent + 1)) {
      close();
      open = { kind: 'item', first: n, last: n, indent, gap: false };
    } else if (open && (open.kind !== 'item' || !open.gap || indent > open.indent)) {
      open.last = n;
      open.gap = false;
    } else {
      close();
      open = { kind: 'paragraph', first: n, last: n, indent, gap: false };
    }
  }
  close();
  return blocks;
}
