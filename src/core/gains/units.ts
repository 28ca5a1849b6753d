/** What kind of thing a number counts, as far as its unit says. */
export type UnitKind =
  | 'times'
  | 'percent'
  | 'points'
  | 'time'
  | 'memory'
  | 'rate'
  | 'money'
  | 'metric'
  | 'fraction'
  | 'outof'
  | 'scale'
  | 'none';

export const UNIT_KINDS: readonly UnitKind[] = [
  'times', 'percent', 'points', 'time', 'memory', 'rate', 'money', 'metric', 'fraction', 'outof', 'scale', 'none',
]; // prettier-ignore

/** Units of one word, lower case, that may follow a number at once or after a space. */
export const UNIT_WORDS: ReadonlyMap<string, UnitKind> = new Map<string, UnitKind>([
  ...'x × times fold -fold'.split(' ').map((w) => [w, 'times'] as const),
  ...'% percent percents'.split(' ').map((w) => [w, 'percent'] as const),
  ...'point points pp pts pt ppts p.p'.split(' ').map((w) => [w, 'points'] as const),
  ...'ms s sec secs second seconds min mins minute minutes hour hours hrs h day days millisecond milliseconds microseconds μs us ns years'
    .split(' ')
    .map((w) => [w, 'time'] as const),
  ...'gb mb kb tb gib mib kib gigabytes megabytes bytes byte gbs'
    .split(' ')
    .map((w) => [w, 'memory'] as const),
  ...'fps hz khz tps qps tok/s tokens/s tokens/sec tokens/second img/s images/s frames/s gb/s it/s mb/s kbps bps'
    .split(' ')
    .map((w) => [w, 'rate'] as const),
  ...'usd dollars cents'.split(' ').map((w) => [w, 'money'] as const),
]);

/** Metrics whose name stands behind a difference as its unit ("+4.7 PSNR", "12 BLEU", "0.6 dB"). */
export const METRIC_UNITS: ReadonlySet<string> = new Set(
  'psnr bleu f1 em map miou iou db ssim fid ap ap50 ap25 ap75 ndcg rouge rouge-l rouge-1 rouge-2 meteor cider wer cer auc auroc elo mos fvd lpips clip comet sacrebleu pesq stoi sdr si-sdr map50 hota mota pck mrr ppl perplexity chrf spice kid is mm cm acc macro-f1 micro-f1 dice nds pq j&f box mask k ndcg@10 recall@1 r@1 pass@1 spbleu bleurt'.split(
    ' ',
  ),
);

/** Number words that count times, minutes or points. */
export const CARDINALS: ReadonlyMap<string, number> = new Map([
  ...'zero one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((w, i) => [w, i] as const),
  ...(
    [
      ['thirteen', 13],
      ['fourteen', 14],
      ['fifteen', 15],
      ['sixteen', 16],
      ['seventeen', 17],
      ['eighteen', 18],
      ['nineteen', 19],
      ['twenty', 20],
      ['thirty', 30],
      ['forty', 40],
      ['fifty', 50],
      ['sixty', 60],
      ['seventy', 70],
      ['eighty', 80],
      ['ninety', 90],
      ['hundred', 100],
      ['thousand', 1000],
    ] as const
  ).map(([w, n]) => [w, n] as const),
]);

/** Words that are a multiple by themselves. */
export const MULTIPLES: ReadonlyMap<string, number> = new Map([
  ['twice', 2],
  ['thrice', 3],
  ['half', 0.5],
  ['halve', 2],
  ['halves', 2],
  ['halved', 2],
  ['halving', 2],
  ['double', 2],
  ['doubles', 2],
  ['doubled', 2],
  ['doubling', 2],
  ['triple', 3],
  ['triples', 3],
  ['tripled', 3],
  ['tripling', 3],
  ['quadruple', 4],
  ['quadruples', 4],
  ['quadrupling', 4],
]);

/** Words for a part: "one quarter", "a third", "two-thirds". */
export const PARTS: ReadonlyMap<string, number> = new Map([
  ['third', 3],
  ['thirds', 3],
  ['quarter', 4],
  ['quarters', 4],
  ['fourth', 4],
  ['fifth', 5],
  ['fifths', 5],
  ['sixth', 6],
  ['eighth', 8],
  ['tenth', 10],
  ['hundredth', 100],
]);

/** Letters that scale a count: 7B, 128K. */
export const SCALES: ReadonlyMap<string, number> = new Map([
  ['k', 1e3],
  ['m', 1e6],
  ['b', 1e9],
  ['t', 1e12],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
  ['thousand', 1e3],
]);
