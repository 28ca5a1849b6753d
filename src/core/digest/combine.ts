import type { ParsedDigest } from './resolve.ts';

/** The parts of one file (messages, files of an archive) as one result; digests of one source and day get `#2`, `#3`. */
export function combine(parts: ParsedDigest[]): ParsedDigest {
  const out: ParsedDigest = { digests: [], mentions: [], rejects: [], problems: [] };
  const taken = new Map<string, number>();
  for (const part of parts) {
    const rename = new Map<string, string>();
    for (const digest of part.digests) {
      const day = `${digest.source}/${digest.date}`;
      const nth = (taken.get(day) ?? 0) + 1;
      taken.set(day, nth);
      const digest_id = nth === 1 ? day : `${day}#${nth}`;
      rename.set(digest.digest_id, digest_id);
      out.digests.push({ ...digest, digest_id });
    }
    for (const m of part.mentions)
      out.mentions.push({ ...m, digest_id: rename.get(m.digest_id) ?? m.digest_id });
    for (const r of part.rejects) out.rejects.push(r);
    for (const p of part.problems) out.problems.push(p);
  }
  return out;
}
