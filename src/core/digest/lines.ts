/** A longer line is cut here, reported, and the entry that holds it refused. */
export const MAX_LINE = 1_000_000;
/** A file of more lines is refused before it is split: 256 MB of digest hold fewer. */
export const MAX_LINES = 5_000_000;

export function countLines(text: string): number {
  let n = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) n++;
  return n;
}

/** Lines that a pattern fits. */
export const countOf = (lines: readonly string[], pattern: RegExp): number =>
  lines.reduce((n, line) => (pattern.test(line) ? n + 1 : n), 0);

/** So much of a cut line stays, so that a parser still sees which entry it belongs to. */
const HUGE_HEAD = 200;

/** Lines of a text with `\n` ends; `huge` maps the number of each cut line to its true length. */
export function splitLines(text: string): { lines: string[]; huge: Map<number, number> } {
  const lines = text.split('\n');
  const huge = new Map<number, number>();
  lines.forEach((line, i) => {
    if (line.length <= MAX_LINE) return;
    huge.set(i + 1, line.length);
    lines[i] = line.slice(0, HUGE_HEAD);
  });
  return { lines, huge };
}

const LIST_MARK = /^(?:[-*+•●▪]|\d{1,3}[.)])\s/;

/**
 * Wrapped lines to one: a line's end with the indent after it becomes one space; before a list mark it stays a line's
 * end; blank lines become a paragraph's end (`\n\n`); the ends are trimmed. Nothing else changes, so that offsets
 * count in the digest's own words.
 */
export function unwrap(lines: string[]): string {
  const parts: string[] = [];
  let gap = '';
  for (const line of lines) {
    const text = line.trim();
    if (text === '') gap = '\n\n';
    else {
      if (parts.length > 0) parts.push(gap || (LIST_MARK.test(text) ? '\n' : ' '));
      parts.push(text);
      gap = '';
    }
  }
  return parts.join('');
}
