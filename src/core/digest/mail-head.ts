const HEADERS =
  /^(?:From|To|Subject|Date|Message-ID|MIME-Version|Received|Return-Path|Delivered-To|List-Id|Reply-To|Content-Type|X-[\w-]+)\s?:/i;
/** The line that begins a message of an mbox. */
export const FROM_LINE = /^From \S+.*\d{4}\s*$/;

/** Two headers in the first lines, one of them a sender or subject. */
export function looksLikeMail(text: string): boolean {
  const head = text.slice(0, 20_000).split('\n', 60);
  const end = head.findIndex((l) => l.trim() === '');
  const lines = head.slice(0, end < 0 ? head.length : end);
  const named = lines.filter((l) => HEADERS.test(l));
  return FROM_LINE.test(lines[0] ?? '')
    ? named.length >= 1
    : named.length >= 3 && lines.some((l) => /^(?:From|Subject)\s?:/i.test(l));
}
