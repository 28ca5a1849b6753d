/** BibTeX entries whose text survives LaTeX. */

const SPECIAL: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** Text as LaTeX sets it: a digest's stray `$` or `\` is a character, never markup. Line breaks become blanks. */
export const latexText = (text: string): string =>
  text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .replace(/[\\{}&%$#_~^]/g, (mark) => SPECIAL[mark] ?? mark);

/** 'kept': BibTeX keeps the capitals, and takes the value as one name. 'verbatim': an address. */
export type BibtexField = [
  name: string,
  value: string | number | null | undefined,
  as?: 'kept' | 'verbatim' | 'names',
];

const KEY_MARKS = /[^A-Za-z0-9.:/+-]+/g;
/** An address stays itself; what would end or break the field is percent-encoded. */
const address = (text: string) => text.replace(/[{}\\\s"<>^`|]/g, (mark) => encodeURIComponent(mark));

/** Empty fields are left out. */
export function bibtexEntry(type: string, key: string, fields: readonly BibtexField[]): string {
  const lines = fields.flatMap(([name, value, as]) => {
    if (value === null || value === undefined || value === '') return [];
    const text = String(value);
    const set =
      as === 'verbatim'
        ? address(text)
        : as === 'kept'
          ? `{${latexText(text)}}`
          : as === 'names'
            ? bibtexNames(text)
            : latexText(text);
    return set === '' ? [] : [`  ${name} = {${set}},`];
  });
  return `@${type}{${key.replace(KEY_MARKS, '-')},\n${lines.join('\n')}\n}\n`;
}

/** Authors joined with ", " as BibTeX joins them; a name that holds the word "and" is kept as one. */
export const bibtexNames = (authors: string): string =>
  authors
    .split(/,\s*/)
    .map((name) => latexText(name))
    .filter(Boolean)
    .map((name) => (/\band\b/i.test(name) ? `{${name}}` : name))
    .join(' and ');
