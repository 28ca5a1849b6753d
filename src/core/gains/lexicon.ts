/**
 * The words that claims are made of, in families. A family says what a word does in a claim; its name is what
 * the model's features show. Words stand as stems (see `stem`), one family a word.
 */
const FAMILIES = {
  /** Something goes up: good for quality, bad for cost. */
  up: 'improv increas boost rais gain enhanc lift ris grow uplift jump higher greater better elevat rose grew advanc strengthen upgrad augment superior stronger leap more additional extra extend further',
  /** Something goes down: bad for quality, good for cost. */
  down: 'reduc decreas lower cut sav shrink declin fewer less smaller cheaper shorter eliminat prun remov mitigat lighter lowest slash curb trim alleviat minimiz suppress discard skip drop slim shorten overhead',
  /** A loss of quality by its own name. */
  loss: 'degrad los loss collaps degradation deteriorat sacrific wors worse underperform lag behind fall fell penalt regress hurt suffer drops incur trail',
  /** The paper's own beats something. */
  beat: 'outperform surpass exceed beat outpac outdo outscor top overtak eclips dominat ahead outrank',
  /** A result is reached. */
  reach:
    'achiev attain reach obtain scor yield deliver record set get demonstrat secur hit produc report solv show exhibit provid enabl lead bring offer rank',
  /** A level is kept. */
  keep: 'retain maintain preserv recover sustain keep restor match within comparable remain clos almost lossless near-lossless on-par rival',
  /** A share or price that is small. */
  only: 'only just mere merely solely marginal minimal negligible slight slightly mere small tiny modest',
  /** Time and throughput. */
  speed:
    'speedup speed-up speed fast faster fastest latenc throughput acceler accelerat accelerate runtime slower slow quicker quick rapid ttft tpot wall-clock fps real-time realtime tokens/s efficient efficienc time time-to-first-token decod inferenc prefill pre-fill converg convergenc respons render rollout acceleration speed-ups speedups walltime seconds latencies delay delays duration durations slowdown runtimes run-time wall wall-time frequency frame-rate framerate goodput responsiveness makespan turnaround cold-start startup tps qps rps tok/s per-token per-frame time-to-solution hz execution serving first-token jct tbt itl accelerated latency-wise speed-wise time-efficient',
  /** Run-time memory and storage. */
  memory:
    'memor vram footprint storag bandwidth cach kv kv-cache gpu-memory dram disk ram peak-memory bytes byte i/o traffic communication communicated transferred occupancy gigabytes megabytes on-chip activations offload disk-space memory-efficient io mem',
  /** Size of a model, a code or an item. */
  size: 'parameter param size compress compression bitrate token smaller larger length codes bits bpp model-size sizes weight visual-tokens parameter-efficient gaussian gaussians primitives codebook lengths sequence sequences compact compactness compressed compressing down-sampling downsampling neurons nodes gates circuit lines words text vertices triangles verbosity verbose trainable active bit-width bpw parameter-count token-count tokens/image filesize density',
  /** Work, energy, money, data. */
  compute:
    'flop comput computation energ gpu hour step sampl data budget label annotat annotation call train power price iterat compute sample-efficient nfe gflop tflop macs epoch evaluations tool-call expens cost-effective gpu-hour interact turn quer rounds api carbon emission operat gpu-hours demonstrations data-efficient sampling-efficient flops samples cost costs costly computational expense expenses expenditure consumption resource resources workload demonstration examples example rollouts trajectories trials trial attempts attempt passes invocations invocation requests effort labor supervision multiplications ops mults gradient updates joules watts tpu tpus gpus gpu-days co2 fees spend spending money rollout demand corpus corpora episodes episode interactions interaction denoising nfes cost-per-error overheads search simulations simulation calls compute-efficient annotations labeled feedback human-labeled utilization turns',
  /** How good the output is. */
  quality:
    'accurac f1 success rate score win error perplexit fid psnr hallucinat performanc qualit recall precision auc map iou bleu ssim lpips wer cer ndcg mrr pass rmse mae mse auroc auprc miou correlat spearman pearson agreement preferenc exact match em robust generaliz alignment consistenc fidelit reasoning rouge meteor cider dice jaccard ap chrf comet elo winrate win-rate resolv faithful truthful safet toxicit coverage correct satisf realism detection fvd clip-score asr mos sim utilit mota hota kappa calibr ece f1-score macro-f1 micro-f1 top-1 top-5 hit map50 accuracies hallucination abilit capabilit similarit top-k accuracy relevance stability diversity diverse coherence intelligibility naturalness exhaustivity factuality generalization generalisation generalizability generalizes localization tracking violation violations leakage leak forgetting failure failures collision collisions refusal refusals bias biases variance deviation distance divergence drift instability interference uncertainty harmful harmfulness jailbreak jailbreaking vulnerability vulnerabilities unsafe attack attacks exploitation discrimination misclassification overconfidence artifacts flicker jitter engagement conversion reward rewards return returns profit likability trust expressiveness novelty creativity readability usefulness helpfulness harmlessness sycophancy memorization contamination classification segmentation recognition understanding planning grounding retrieval transcription translation captioning editing adherence controllability completeness comprehension sensitivity specificity effectiveness competence solved pass-rate naturalism quality-wise accuracy-wise stable accurate prediction predictions reconstruction relevance-based rankings ranking judgments judgment equivalence inconsistency inconsistencies misalignment confidence clarity identification',
  /** What a claim is compared with. */
  base: 'baselin prior previous exist state-of-the-art sota counterpart vanilla standard origin tradition convention base full naiv current competit best strongest leading second-best runner-up teacher dense uniform autoregress conventional',
  /** Comparison words. */
  compare: 'than over versus vs compar relativ against comparison instead beyond upon unlike rather',
  /** The paper speaks of its own. */
  own: 'we our ours us propos introduc present paper method approach framework system',
  /** Where results begin. */
  results:
    'experiment result extensiv evaluat empiric empirically validat benchmark ablat test stud analys quantitativ comprehensiv',
  /** Others fail: a finding of a benchmark paper. */
  others:
    'even human struggl challeng fail gap far below limit difficult frontier proprietary reveal finding expos poor bottleneck strikingly unsolved shortcoming deficit weakness saturat chanc random',
  /** Things that are counted. */
  counts:
    'task dataset languag domain imag video question model benchmark paper pair participant user class categor scenario environment image scene layer frame document hour expert annotator instance problem subject trajector conversat prompt method test-case metric dimens seed run repositor game participant people billion million thousand hundred k document app page categories tasks',
} as const;

export type Family = keyof typeof FAMILIES;

/**
 * A light stem: lower case, without the endings that only mark number, tense or the noun of a verb
 * ("reduces", "reducing", "reduction" → `reduc`). Words with a digit or sign at the end stay whole.
 */
export function stem(word: string): string {
  let w = word.toLowerCase();
  if (w.length < 4) return w;
  const last = w.charCodeAt(w.length - 1);
  if (last < 97 || last > 122) return w;
  if (w.endsWith("'s") || w.endsWith('’s')) w = w.slice(0, -2);
  if (w.endsWith('ies')) w = w.slice(0, -3);
  else if (w.endsWith('ss')) return w;
  else if (w.endsWith('s') && !w.endsWith('us') && !w.endsWith('is')) w = w.slice(0, -1);
  if (w.endsWith('ment') && w.length > 7) w = w.slice(0, -4);
  else if (w.endsWith('ion') && w.length > 6) w = w.slice(0, -3);
  else if (w.endsWith('ing') && w.length > 5) w = w.slice(0, -3);
  else if (w.endsWith('ed') && w.length > 4) w = w.slice(0, -2);
  if (w.endsWith('y') && w.length > 4) w = w.slice(0, -1);
  else if (w.endsWith('e') && w.length > 3) w = w.slice(0, -1);
  if (w.endsWith('at') && w.length > 5) w = w.slice(0, -2);
  else if (w.endsWith('uct') && w.length > 5) w = w.slice(0, -1);
  const n = w.length;
  if (n > 3 && w.charCodeAt(n - 1) === w.charCodeAt(n - 2) && !w.endsWith('ss') && !w.endsWith('ll'))
    w = w.slice(0, -1);
  return w;
}

const familyNames = Object.keys(FAMILIES) as Family[];
const byStem = new Map<string, number>();
familyNames.forEach((name, i) => {
  for (const word of FAMILIES[name].split(' ')) {
    if (!byStem.has(word)) byStem.set(word, i + 1);
    const s = stem(word);
    if (!byStem.has(s)) byStem.set(s, i + 1);
  }
});

/** 0 for no family, else 1 + its place in `FAMILY_NAMES`. */
export const familyOf = (stemmed: string): number => byStem.get(stemmed) ?? 0;
/** Signs that look like words: LaTeX's `\\times` and `\\sim` without their backslash. */
export const isSign = (lower: string): boolean => lower === 'times' || lower === 'sim' || lower === 'x';
export const FAMILY_NAMES: readonly Family[] = familyNames;
