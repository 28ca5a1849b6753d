/** Whether an answer is a digest: the core's own parser decides, as it will in the build. */
import { parseDigestAsync } from '../../src/core/digest/parse.ts';
import type { Mention } from '../../src/core/paper.ts';
import { describeProblem } from '../../src/core/problem.ts';

export type Judged = { mentions: Mention[]; wrong: null } | { mentions: null; wrong: string };

/**
 * `path` as under the digest folder. Without a mention, in another form than the source's (a page of HTML, say),
 * or with more entries refused than read, a body is wrong.
 */
export async function judgeDigest(path: string, bytes: Uint8Array, format: 'json' | 'feed'): Promise<Judged> {
  const wrong = (text: string): Judged => ({ mentions: null, wrong: text });
  const { digests, mentions, rejects, problems } = await parseDigestAsync({ path, bytes });
  const other = digests.find((d) => d.format !== format);
  if (other) return wrong(`it reads as ${other.format}, not as ${format}`);
  if (mentions.length === 0 || rejects.length > mentions.length) {
    const [first] = [...rejects, ...problems];
    return wrong(first ? describeProblem(first) : 'no paper is in it');
  }
  return { mentions, wrong: null };
}

/** A document cut off at its end still gives entries to a forgiving parser; its closing tag is gone, though. */
export const isWholeXml = (text: string): boolean =>
  /<\/(?:\w+:)?(?:feed|rss|rdf)\s*>\s*$/i.test(text.slice(-2_000));
