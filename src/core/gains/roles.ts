/**
 * What a word does beside a number, by its written form ("improves" is a verb that takes "by 3%", "improvement"
 * a noun that takes "of 3%"). The frames of numbers are made of these.
 */
const ROLES = {
  /** Nouns of a change: "an improvement of 3%", "a 2x speedup". */
  change:
    'improvement improvements gain gains increase increases reduction reductions boost boosts drop drops decrease decreases speedup speedups speed-up speed-ups saving savings degradation advantage margin uplift lift jump lead edge decline declines acceleration accelerations enhancement enhancements growth rise surge cut cuts overhead overheads difference gap gaps delta shrinkage slowdown leap improvment improvements decrement increments increment loss losses penalty regression superiority upgrade compression trade-off trade-offs jumps lifts uplifts leaps margins penalties recovery progress elevation fluctuation hit deterioration reductions upside gain-in',
  /** Comparatives: "3x faster", "20% fewer". */
  comparative:
    'higher lower faster slower better worse fewer less more smaller larger greater shorter longer cheaper stronger quicker bigger lighter closer deeper wider easier stronger poorer weaker richer sharper leaner lesser additional extra relative as efficient cost-effective sample-efficient data-efficient parameter-efficient reduced improved increased accelerated compressed below above beyond speed-up-of sparser superior lower-latency',
  /** Verbs of more: "improves X by 3%". */
  raise:
    'improve improves improving improved increase increasing increased boost boosting boosted raise raises raising raised enhance enhances enhancing enhanced lift lifting lifted rise rises rising rose grow grows growing grew elevate elevates elevating elevated strengthen strengthens augment augments bring brings bringing brought push pushes pushing pushed extend extends extending extended expand expands expanding expanded advance advances advancing advanced accelerate accelerates accelerating speed speeds speeding scale scales upgrade gains gaining gained add adds adding added jump jumps climb climbs climbing climbed move moves moving moved multiply double refine optimize optimizing optimizes optimise',
  /** Verbs of less: "reduces X by 3%". */
  lower:
    'reduce reduces reducing decreasing decreased cut cutting lowers lowering lowered save saves saving shrink shrinks shrinking shrunk lessen prune prunes pruning pruned remove removes removing removed mitigate mitigates mitigating mitigated eliminate eliminates eliminating eliminated minimize minimizes minimizing drop drops dropping dropped discard discarding skip skipping skips suppress suppressing suppresses compress compresses compressing shorten shortens shortening trim trims trimming alleviate alleviates alleviating slash slashes slashing slashed curtail curbs curb halve halves halving mitigates cuts narrow narrows narrowing narrowed avoid avoids avoiding downsample free frees freeing close closes closing closed bridge bridges bridging filter filters filtering save saved decrease decreases',
  /** Verbs of victory: "outperforms Y by 3%". */
  beat: 'outperform outperforms outperforming outperformed surpass surpasses surpassing surpassed exceed exceeds exceeding exceeded beat beats beating outpace outpaces outscore outscores outscoring top tops topping overtake overtakes eclipse eclipses dominate dominates dominating ahead outrank outdo outdoes outdoing leads leading trumps edges outshine outshines outshining overperform over-performs',
  /** Verbs of reaching a level: "achieves 3%". */
  reach:
    'achieve achieves achieving achieved attain attains attaining attained reach reaches reaching reached obtain obtains obtaining obtained score scores scoring scored yield yields yielding yielded deliver delivers delivering delivered record records recording recorded set sets setting get gets getting demonstrate demonstrates demonstrating demonstrated secure secures securing secured hit hits hitting produce produces producing produced report reports reporting reported solve solves solving solved show shows showing showed shown exhibit exhibits exhibiting provide provides providing provided enable enables enabling enabled lead offer offers offering offered realize realizes realizing rank ranks ranked establish establishes establishing earn earns complete completes completing completed resolve resolves resolving resolved succeed succeeds predict predicts predicting identify identifies identifying detect detects detecting recall recalls recover cover covers covering covered win wins winning won receive receives generate generates generating perform performs performing performed pass passes passing passed run runs running runs process processes processing execute executes executing operate operates operating take takes taking took render renders rendering converge converges converging display displays displaying observe observed observing see sees seeing stand stands peak peaking peaks correctly classify classifies allow allows allowing translate translates translating result results resulting contribute contributes contributing unlock unlocks unlocking match matches matching agree agrees remain remains remaining including include includes notably',
  /** Verbs of keeping: "retains 97%". */
  keep: 'retain retains retaining retained maintain maintains maintaining maintained preserve preserves preserving preserved recover recovers recovering recovered sustain sustains sustaining keep keeps keeping kept restore restores restoring within retention',
  /** Verbs of losing: "degrades by 3%". */
  lose: 'degrade degrades degrading degraded lose loses losing lost sacrifice sacrifices sacrificing sacrificed collapse collapses collapsing collapsed fall falls falling fell fallen decline declining declined underperform underperforms underperforming lag lags lagging trail trails trailing suffer suffers suffering suffered deteriorate deteriorates incur incurs incurring costing worsen worsens worsening plummet plummets plummeting fail fails failing failed sink sinks drops regress regresses behind hurt hurts struggle struggles miss misses missing',
  /** Small shares: "only 3% of", "requires 3% of". */
  use: 'only just merely using use uses used require requires requiring required need needs needing consume consumes consuming consumed updating updates update activating activates activate fine-tunes fine-tuning tuning tunes train trains training trained with keeping constitute constitutes occupying occupies fraction leveraging given utilizing utilizes cost at',
  /** Names of measured quality. */
  metric:
    'accuracy accuracies f1 f1-score success rate rates score scores error errors perplexity fid psnr hallucination hallucinations performance quality recall precision auc map miou iou bleu ssim lpips wer cer ndcg mrr rmse mae mse auroc auprc correlation correlations spearman pearson agreement preference match em robustness rouge meteor cider dice jaccard ap chrf comet elo winrate win-rate win coverage correctness fvd mos asr sdr pass@1 pass@k pass@8 pass@10 pass@5 pass@32 mean@32 avg@32 maj@16 top-1 top-5 acc macro-f1 micro-f1 weighted-f1 fluency consistency fidelity satisfaction realism sensitivity specificity kappa κ ρ rho r2 r tau nll bpb loss likelihood reward return returns utility usability faithfulness truthfulness safety toxicity refusal compliance reliability similarity alignment completeness completion average overall mean exact detection compilation attack ranking sr spl nds ade fde epe cd iou-score map50 ap50 hit hits hit@1 recall@1 recall@10 ndcg@10 mrr@10 hota mota pck dsc nsd vbench geneval clipscore clip-score dover clip-t dino-i improvement-rate',
  /** Costs and speeds that are measured. */
  cost: 'latency throughput time runtime speed memory footprint storage cost costs compute computation flops energy parameters parameter params tokens token size steps step samples data length ttft tpot fps bandwidth cache budget gpu training inference vram macs overhead bitrate bpp power gpus hours calls',
  /** Who else is spoken of. */
  others:
    'existing prior previous current other others baseline baselines best-performing even human humans frontier proprietary commercial open-source closed-source models model state-of-the-art sota gpt-4o gpt-4 gpt-5 claude gemini llms vlms mllms strongest best participants experts annotators people patients agents systems',
} as const;

export type Role = keyof typeof ROLES;
const roleNames = Object.keys(ROLES) as Role[];
const byWord = new Map<string, number>();
roleNames.forEach((name, i) => {
  for (const word of ROLES[name].split(' ')) byWord.set(word, (byWord.get(word) ?? 0) | (1 << i));
});

/** The roles that a word can play, as bits. */
export const rolesOf = (lower: string): number => byWord.get(lower) ?? 0;
export const ROLE = Object.fromEntries(roleNames.map((n, i) => [n, 1 << i])) as Record<Role, number>;
