/** Bad input is data: a problem says where it is and what is wrong, and never stops the rest. */
export type ProblemCode =
  | 'unreadable'
  | 'binary'
  | 'bad-encoding'
  | 'empty'
  | 'unknown-format'
  | 'no-date'
  | 'bad-date'
  | 'no-title'
  | 'no-text'
  | 'bad-entry'
  | 'huge-line'
  | 'too-large'
  | 'not-json'
  | 'bad-correction'
  | 'lost-correction';

/** `line` counts from 1; 0 means the file as a whole. `excerpt` is at most 200 characters of the source. */
export type Problem = { code: ProblemCode; file: string; line: number; detail: string; excerpt: string };

export const describeProblem = (p: Problem): string =>
  `${p.file}${p.line > 0 ? `:${p.line}` : ''} ${p.code}: ${p.detail}`;
