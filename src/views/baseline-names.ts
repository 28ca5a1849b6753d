/**
 * Baselines as papers write them, brought under one name: "the FlashAttention 2 baseline", "FlashAttention-2" and
 * "standard FlashAttention2" are one; "prior work", "the original model" and silence name nothing in particular.
 * A list ("LLaVA and Qwen-VL") stays one baseline: the claim is against both.
 */

/** The group of claims that name no particular baseline. */
export const UNNAMED = '';
export const UNNAMED_LABEL = 'unspecified or generic';

const LEADING = /^(?:(?:the|an?|its|our|their|any|some|using|with|to|than|over|against)\s+)+/;
/** Say how a method is run, not which one it is. */
const PLAIN = /^(?:(?:standard|vanilla|plain|pure|naive|na[iï]ve|conventional|regular|ordinary)\s+)+/;
const TRAILING = /\s+(?:baselines?|methods?|approach(?:es)?|techniques?|algorithms?|implementations?|alone)$/;

/** A baseline made of these words alone (or their plurals) says what kind of thing or quantity it is, never which. */
const GENERIC = new Set(
  `a an the and or of to for by all any other others most many some various several range set our its their this that
  baseline baselines method methods approach approaches model models system systems technique techniques algorithm
  algorithms solution solutions work works pipeline pipelines framework frameworks architecture architectures
  implementation implementations setting settings setup configuration counterpart counterparts competitor competitors
  alternative alternatives version variant variants network networks one ones result results performance
  prior previous previously past earlier existing current recent latest available published reported known
  best second third strongest strong stronger top ranked leading highest performing competitive competing highly nearest
  robust advanced popular representative well-established respective corresponding comparable similar similarly sized
  standard vanilla plain conventional traditional classical common typical regular naive original base initial default
  unmodified untrained untuned uncompressed unoptimized unoptimised full dense same single different large larger small smaller
  public open closed source proprietary commercial general specialized specialised
  up over from only than as in on at with using across both compared comparison example instance particular new
  experiment evaluation result test benchmark dataset task training inference average accuracy latency throughput
  efficiency cost time memory usage size parameter token compute computation step success rate score two three four
  five six seven eight nine ten multiple
  state art sota stateoftheart stateof theart before without optimization optimisation acceleration`
    .split(/\s+/)
    .filter(Boolean),
);

const isGeneric = (words: readonly string[]) =>
  words.every((word) => GENERIC.has(word) || GENERIC.has(word.replace(/s$/, '')));

/** The name under which a verbatim baseline is pooled; UNNAMED when it names none. */
export function baselineKey(baseline: string | null): string {
  if (baseline === null) return UNNAMED;
  const text = baseline
    .normalize('NFKC')
    .toLowerCase()
    .replace(/<[^>]*>/g, ' ')
    .replace(/[’']s\b/g, '')
    .replace(/["“”'’`*]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .trim();
  if (isGeneric(text.split(/[^\p{L}\p{N}]+/u).filter(Boolean))) return UNNAMED;
  let name = text.replace(LEADING, '').replace(PLAIN, '');
  for (let shorter = name.replace(TRAILING, ''); shorter !== name; shorter = name.replace(TRAILING, ''))
    name = shorter;
  // Hyphens, spaces and underscores between the parts of a name differ from paper to paper; dots tell versions apart.
  const joined = name.replace(/[\s\-–—_]+/g, '');
  // A plural is its singular ("MLPs", "Transformers"); short names that end in s ("ViS", "BS") keep it.
  return joined.replace(/(?<=[\p{L}]{3})s$/u, '') || UNNAMED;
}

/** The spelling to show for a group, without its article: the shortest of the most frequent ones. */
export function baselineLabel(spellings: ReadonlyMap<string, number>): string {
  const best = [...spellings].sort(
    (a, b) => b[1] - a[1] || a[0].length - b[0].length || (a[0] < b[0] ? -1 : 1),
  );
  return best[0]?.[0].replace(/^(?:the|an?)\s+(?=\S)/i, '') ?? UNNAMED_LABEL;
}
