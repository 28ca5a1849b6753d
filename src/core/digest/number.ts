import type { ParsedDigest } from './resolve.ts';

/**
 * Digest ids that are unique over all files: `parseDigest` sees one file only, so two files of one source and day
 * give the same id. In order of path the first keeps it, the next become `#2`, `#3`. Order of input does not matter.
 * New objects; the input stays as it is.
 */
export function numberDigests(parsed: ParsedDigest[]): ParsedDigest[] {
  const rename = new Map<string, string>();
  const taken = new Map<string, number>();
  const key = (d: { file: string; digest_id: string }) => `${d.file}\n${d.digest_id}`;
  const nth = (id: string) => Number(/#(\d+)$/.exec(id)?.[1] ?? 1);
  const digests = parsed
    .flatMap((p) => p.digests)
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : nth(a.digest_id) - nth(b.digest_id)));
  for (const digest of digests) {
    const day = `${digest.source}/${digest.date}`;
    const n = (taken.get(day) ?? 0) + 1;
    taken.set(day, n);
    rename.set(key(digest), n === 1 ? day : `${day}#${n}`);
  }
  const renamed = <T extends { file: string; digest_id: string }>(row: T): T => {
    const id = rename.get(key(row)) ?? row.digest_id;
    return id === row.digest_id ? row : { ...row, digest_id: id };
  };
  return parsed.map((p) => ({ ...p, digests: p.digests.map(renamed), mentions: p.mentions.map(renamed) }));
}
