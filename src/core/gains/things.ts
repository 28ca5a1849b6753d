/**
 * What numbers are said of, finer than the families of `lexicon.ts`: a cut of "token cost" is not a cut of
 * tokens, and a longer context is not a longer answer. Words as written, in lower case, one class a word; a
 * word's class is a feature of the model, which learns what each class (and each run of classes) means.
 */
const THINGS = {
  /** Waiting time of one answer. */
  latency:
    'latency latencies delay delays ttft tpot tbt itl jct first-token time-to-first-token response-time lag makespan lags responsiveness slowdown turnaround slo slos',
  /** How much is done in a time. */
  throughput:
    'throughput throughputs fps qps tps rps tokens/s tokens/sec tok/s goodput framerate frame-rate hz ops token/s images/s',
  /** Time that a thing takes. */
  time: 'time times runtime runtimes run-time walltime wall-clock wallclock duration durations hours hour seconds second minutes minute days day clock timing time-to-accuracy time-to-solution',
  /** Fast and slow. */
  pace: 'speed speeds speedup speedups speed-up speed-ups fast faster slower quick quicker acceleration accelerations accelerate accelerates accelerated accelerating convergence converge converges rapid real-time realtime speeding sped',
  /** What a model does that takes time. */
  stage:
    'inference decoding prefill prefilling pre-filling rendering sampling generation training pretraining pre-training fine-tuning finetuning serving execution processing simulation optimization compilation deployment denoising rollout rollouts search completion loading post-training reconstruction kernel kernels attention gemm operator end-to-end',
  memory:
    'memory vram ram dram footprint cache caches kv kv-cache activations mem optimizer-state gpu-memory states peak caching hbm',
  /** Bytes that are kept or sent. */
  storage:
    'storage disk bytes byte transferred traffic communication communicated communications i/o io transmission transmitted bandwidth uplink downlink checkpoint checkpoints transfer offload storing disk-space gigabytes megabytes',
  parameters:
    'parameter parameters params param size sizes model-size weights weight smaller larger bigger footprint-size neurons layers layer heads experts adapter adapters parameter-efficient lightweight parameter-count',
  tokens:
    'token tokens token-count length lengths shorter longer verbosity verbose concise visual-tokens response-length reasoning-length chain-of-thought cot chains chain traces trace output outputs sequence sequences trajectory-length overthinking text lines words patches patch',
  compression:
    'compression compress compressed compressing compact compactness bitrate bpp bpw bits bit bit-width density sparsity sparse codebook codes code pruning pruned quantization quantized downsampling reduction-rate',
  /** What a model can take in. */
  capacity:
    'context contexts window windows frames frame views resolution resolutions capacity batch batches extrapolation horizon horizons scale scales pixels pixel prefix input inputs',
  flops:
    'flop flops gflop gflops tflop tflops macs mac compute computation computations computational operations operation nfe nfes evaluations evaluation passes multiplications bootstraps complexity arithmetic mults',
  energy:
    'energy power watts joules carbon emission emissions co2 electricity consumption tps/w battery thermal',
  money:
    'cost costs price prices pricing expense expenses expenditure dollars dollar fees fee spend spending budget budgets cheaper expensive monetary cost-effective cost-efficient economical money affordable cost-effectiveness cost-efficiency',
  /** What is learnt from. */
  data: 'data samples sample examples example demonstrations demonstration corpus corpora dataset datasets episodes episode labels label labeled labelled annotated supervision interactions interaction queries query pairs demos data-efficient sample-efficient sample-efficiency data-efficiency instances preference-pairs exploration',
  /** Work of people. */
  effort:
    'labor labour effort efforts workload manual intervention interventions annotators annotator annotation annotations oversight handover handovers user-effort clicks keystrokes workloads review reviewing',
  steps:
    'step steps iteration iterations epoch epochs updates update call calls turn turns round rounds invocation invocations request requests trials trial attempts attempt gpu gpus gpu-hours gpu-hour tpu cpu cores node nodes tool-calls llm-calls actions probes simulations',
  efficiency:
    'efficiency efficient efficiently utilization utilisation mfu overhead overheads resource resources throughput-per usage use demand demands consumption-rate productivity scaling',
  /** Measures of which more is better. */
  accuracy:
    'accuracy accuracies f1 f1-score macro-f1 micro-f1 precision recall auc auroc auprc map miou iou ap em exact match top-1 top-5 acc correctness bleu rouge meteor cider chrf comet dice psnr ssim ndcg mrr hota mota pck dsc nsd clipscore clip-score geneval vbench spearman pearson correlation kappa r2 mcc hit hits hit@1 recall@1 recall@10 ndcg@10 map50 elo mos performance quality score scores ranking relevance fidelity consistency coherence realism similarity alignment agreement understanding spl pesq stoi dcg ndcg@5 core',
  /** Rates of what was done right. */
  success:
    'success pass pass@1 pass@k pass@8 pass@10 win wins winrate win-rate rate rates solve solved resolve resolved resolution-rate completion-rate feasibility validity valid coverage acceptance usability execution-rate compliance adherence preference preferred detection identification avoidance',
  /** Measures of which less is better. */
  error:
    'error errors perplexity ppl fid rfid gfid fvd kid wer cer der eer lpips mae mse rmse loss losses nll bpb regret distance ade fde epe mpjpe chamfer divergence residual failures failure failed degradation gap gaps shortfall forgetting drift interference artifacts artifact flicker jitter misses mistakes miscalibration ece calibration deviation fad false hallucination hallucinations hallucinated hallucinate hallucinates inconsistency inconsistencies disparity disparities collisions collision violations violation',
  safety:
    'asr attack attacks jailbreak jailbreaks jailbreaking harmful harm harmfulness refusal refusals refuse toxicity toxic unsafe leakage leak privacy vulnerability vulnerabilities bias biases stereotype sycophancy manipulation injection exploitation exploit backdoor poisoning defense safety robustness attacker compromise',
  skill:
    'reasoning generalization generalisation capability capabilities ability abilities skill diversity creativity planning comprehension grounding localization segmentation classification recognition retrieval tracking translation captioning controllability editing navigation utility faithfulness truthfulness helpfulness factuality honesty trust expressiveness naturalness intelligibility fluency engagement-quality separation stability robustness-to expressivity knowledge feedback',
  /** What people do with a product. */
  users:
    'retention ctr revenue gmv conversion engagement watch dwell adoption orders sales exposure satisfaction click-through impressions stay advertisers ads advertising return returns profit sharpe reward rewards income',
  /** Things that a work has or makes more of. */
  plenty:
    'languages language objects object theorems theorem proofs proof thoughts molecules conformations concepts concept categories classes variants variant views-per scenes species documents images videos trajectories trajectory tasks task questions problems domains environments patterns hypotheses ideas discoveries structures materials candidates solutions solution designs entities facts citations citation papers insights skills skill-variants levels subjects participants points-cloud tests test bugs vulnerabilities-found functions types speakers',
  /** Quantities of mathematics and statistics. */
  statistics:
    'rank variance kurtosis conditioning exponent entropy norm norms curvature imbalance signal influence sensitivity probability likelihood dimensionality dimension dimensions eigenvalue rate-of gradient gradients confidence uncertainty activation effect effects noise amplitude frequency ratio ratios distribution outliers correlation-length mixing slope',
  /** Whose it is, and against whom. */
  people: 'human humans expert people users user patients students clinicians developers reviewers',
  baseline:
    'baseline baselines state-of-the-art sota prior previous existing original vanilla standard full dense teacher base conventional traditional counterpart counterparts competitor competitors commercial proprietary open-source',
  findings:
    'even struggle struggles struggling fail fails reveal reveals revealing suggest suggests finding findings observe find best-performing frontier leading top-performing models llms vlms mllms agents lmms systems',
} as const;

type Thing = keyof typeof THINGS;
const names = Object.keys(THINGS) as Thing[];
const byWord = new Map<string, number>();
names.forEach((name, i) => {
  for (const word of THINGS[name].split(' ')) if (!byWord.has(word)) byWord.set(word, i + 1);
});

/** 0 for none, else 1 + the place of the word's class. */
export const thingOf = (lower: string): number => byWord.get(lower) ?? 0;
