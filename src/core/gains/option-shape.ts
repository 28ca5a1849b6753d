import { FAMILY } from './families.ts';
import { nameKind } from './known-names.ts';
import { isName, lowerAt, wordAt, type Line } from './line.ts';
import type { Option } from './options.ts';
import { ROLE } from './roles.ts';
import { CUES, type Cue } from './spans.ts';
import { NUMERAL, PLAIN } from './words.ts';

const MODEL =
  /^(?:gpt|llama|qwen|gemini|claude|mistral|deepseek|gemma|phi|o1|o3|o4|llava|internvl|bert|t5|clip|sdxl|flux|grpo|ppo|dpo|sft|lora|rag|resnet|vit|yolo|glm|kimi|opus|sonnet|mixtral|falcon|mamba|transformer|whisper|sora|wan|unet|dit|react|flashattention)/;
const BENCH =
  /(?:bench|eval|arena|qa|net|coco|math|gsm|aime|mmlu|dataset|benchmark|suite|test|challenge|leaderboard|corpus|wiki|hle|gpqa|mmmu|vqa|world|libero|kitti|scannet|alfworld|shop|bird|spider|cifar|mnist|gaia|video-mme|task|domain)/;

const bitsOf = (...cues: Cue[]) => cues.reduce((bits, cue) => bits | (1 << CUES.indexOf(cue)), 0);
/** Ways that lead to what is compared with, and to what is measured on. */
export const STRONG = bitsOf('than', 'over', 'compared', 'against', 'beat', 'noun');
export const PLACED = bitsOf('metric', 'name', 'list', 'place', 'bracketed', 'over');

/** What an option is made of, whatever claim asks. */
export type Shape = {
  /** The ways that led to it, as bits by their places in `CUES`. */
  cues: number;
  /** All that follows as one number. */
  whole: number;
  own: number;
  base: number;
  model: number;
  bench: number;
  /** What its names are used for in the corpus, as bits of `nameKind`. */
  names: number;
};

export function shapeOf(line: Line, o: Option): Shape {
  let cues = 0;
  for (const way of o.ways) cues |= 1 << CUES.indexOf(way.cue);
  let named = 0, base = 0, model = 0, bench = 0, metric = 0, own = 0, digits = 0, names = 0; // prettier-ignore
  for (let i = o.from; i <= o.to; i++) {
    const w = wordAt(line, i);
    const t = lowerAt(line, i);
    if (isName(w)) named++;
    if (w.shape === NUMERAL) digits = 1;
    if (w.family === FAMILY.base) base = 1;
    if (MODEL.test(t)) model = 1;
    if (BENCH.test(t)) bench = 1;
    if (w.roles & ROLE.metric || w.family === FAMILY.quality) metric = 1;
    if (w.family === FAMILY.own || (w.shape !== PLAIN && line.paper.own.has(t))) own = 1;
    if (w.shape !== PLAIN) names |= nameKind(t);
  }
  const whole = Math.min(named, 2) + base * 3 + model * 6 + bench * 12 + metric * 24 + own * 48 + digits * 96;
  return { cues, whole, own, base, model, bench, names };
}
