declare module 'bibtex-parse' {
  /** Entries with `key`, `type` and upper-case fields; throws on what is not BibTeX. */
  export function entries(text: string): Record<string, string | number | null>[];
}
