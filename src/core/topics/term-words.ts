import { byLetters } from '../text/letters.ts';
import { singular } from './words.ts';

/**
 * Words as term discovery sees them: compounds stay whole ("on-policy", "Qwen2.5-VL", "SWE-bench"), and a run
 * is words parted by single spaces only, so that no term reaches over a comma or a bracket.
 */
export type TermWords = {
  count: number;
  looks: WordLooks[];
  start: Int32Array;
  end: Int32Array;
  /** 1 where a single space parts the word from the one before. */
  joined: Uint8Array;
};

/** What a word is by itself: its key, whether it may stand in a term, whether it may be one alone. */
export type WordLooks = {
  key: string;
  fit: boolean;
  named: boolean;
  /** The numbers of the key's parts in a set of wanted terms, and which set that is: see term-trie.ts. */
  of: object | null;
  parts: number[];
};

/** Lower case, hyphens as spaces, the last part in the singular; a model's size is no part of its name. */
export function termKey(word: string): string {
  const parts = word.toLowerCase().split('-');
  if (parts.length > 1 && /^\d+(?:\.\d+)?b$/.test(parts.at(-1) ?? '')) parts.pop();
  const last = parts.at(-1) ?? '';
  parts[parts.length - 1] = /\d/.test(last) ? last : singular(last);
  return parts.join(' ');
}

const MOST_KEPT = 120_000;
const LONGEST_WORD = 60;

/** No term has a word so long, and what looks at it would take its time. */
const TOO_LONG: WordLooks = { key: '', fit: false, named: false, of: null, parts: [] };

/** Words repeat, so that what they look like is kept. */
const looksAt = byLetters((word): WordLooks => {
  const key = termKey(word);
  const small = word.toLowerCase();
  const fit =
    key.length > 1 && !NEVER.has(key) && !NEVER.has(small) && !/^[\d.]+$/.test(key) && !/ly$/.test(small);
  return { key, fit, named: looksNamed(word), of: null, parts: [] };
}, MOST_KEPT);

/** Of the characters: 1 for letters and numbers, 2 for others, 0 not yet asked. */
const kinds = new Uint8Array(1 << 16);
const isLetter = (text: string, i: number): boolean => {
  const c = text.charCodeAt(i);
  let kind = kinds[c] as number;
  if (kind === 0) {
    kind = /[\p{L}\p{N}]/u.test(text.charAt(i)) ? 1 : 2;
    kinds[c] = kind;
  }
  return kind === 1;
};
/** How many units the letter or number at `i` takes: 0 where none is. */
function letterAt(text: string, i: number): number {
  if (i >= text.length) return 0;
  if (isLetter(text, i)) return 1;
  const c = text.charCodeAt(i);
  return c >= 0xd800 && c < 0xdc00 && /^[\p{L}\p{N}]/u.test(text.slice(i, i + 2)) ? 2 : 0;
}

const found: TermWords = {
  count: 0,
  looks: [],
  start: new Int32Array(1024),
  end: new Int32Array(1024),
  joined: new Uint8Array(1024),
};

function grow(): void {
  const more = <T extends Int32Array | Uint8Array>(from: T, to: T): T => {
    to.set(from);
    return to;
  };
  const size = found.start.length * 2;
  found.start = more(found.start, new Int32Array(size));
  found.end = more(found.end, new Int32Array(size));
  found.joined = more(found.joined, new Uint8Array(size));
}

/** The words of a text: letters and numbers, and single hyphens and points between them. The next call reuses them. */
export function termWords(text: string): TermWords {
  let count = 0;
  let i = 0;
  while (i < text.length) {
    let step = letterAt(text, i);
    if (step === 0) {
      i++;
      continue;
    }
    const start = i;
    for (;;) {
      i += step;
      step = letterAt(text, i);
      if (step > 0) continue;
      const c = text.charCodeAt(i);
      if (c !== 45 && c !== 46) break;
      const next = letterAt(text, i + 1);
      if (next === 0) break;
      step = 1 + next;
    }
    if (count === found.start.length) grow();
    const before = count === 0 ? -2 : (found.end[count - 1] as number);
    found.looks[count] = i - start > LONGEST_WORD ? TOO_LONG : looksAt(text, start, i);
    found.start[count] = start;
    found.end[count] = i;
    found.joined[count] = start === before + 1 && text.charCodeAt(before) === 32 ? 1 : 0;
    count++;
  }
  found.count = count;
  return found;
}

/** A name by its looks: capitals inside, or capitals and digits ("GRPO", "DeepSeek-R1", "SWE-bench"). */
export const looksNamed = (word: string): boolean =>
  /^(?=.{3,})\p{L}/u.test(word) &&
  (/-Bench$/.test(word) ||
    (/\p{Lu}/u.test(word) && /\d/.test(word)) ||
    // "Self-Improving" in a title is no name: the capitals must stand inside one part
    word.split('-').some((part) => /\p{L}.*\p{Lu}/u.test(part)));

const words = (text: string): Set<string> => new Set(text.split(/\s+/).filter(Boolean));

/** Nowhere in a term: function words, and the words papers speak of themselves in. */
export const NEVER = words(`
a an the of and or in on to for with by from at as is are was were be been being it its this that these those we our
they their them can could may might must should will would which while also not but than then more most less least
has have had into over under between both each other another via using used use uses however thus when where how what
who whose why there here all any some many several few only very such same different various diverse multiple numerous
i you your he she his her if so do does did doing about up out off per without within across through during after
before against among along toward towards whether even yet still just well often first second third one two three four
five six seven eight nine ten et al e g eg ie etc vs code page project github http https www com io
propose proposes proposed present presents introduce introduces introduced show shows demonstrate demonstrates achieve
achieves achieving outperform outperforms improve improves improving improved enable enables enabling provide provides
providing address addresses addressing leverage leverages leveraging develop develops developed existing prior previous
recent recently novel new key main significant significantly substantial substantially effective effectively efficiently
extensive comprehensive experiment result state-of-the-art state of the art available release released publicly public
remarkable superior better best strong stronger highly fully directly simple powerful promising crucial critical
important essential fundamental challenging complex limited specific particular particularly general overall
furthermore moreover additionally specifically finally notably importantly respectively consistently typically
despite although because since due based given following including include includes require requires requiring remain
remains make makes making become becomes allow allows allowing lead leads leading reveal reveals find finds finding
show showing shown demonstrating evaluate evaluating evaluated paper work study our across maintaining while reducing
increasing generating producing ensuring achieve compared comparable competitive average approximately
widely rapidly fast faster large larger small smaller high higher low lower full entire single whole original further
current currently future potential key capable able rich good great major common commonly key inherent underlying
build builds building create creates creating explore explores exploring investigate investigates investigating suffer
suffers struggle struggles fail fails rely relies relying focus focuses aim aims need needs lack lacks ability
unlike beyond instead rather especially namely therefore hence like etc set gap support supports supporting capture
captures capturing integrate integrates integrating combine combines combining offer offers establish establishes
surpass surpasses surpassing exceed bridge bridging tackle mitigate overcome reduce reduces reduced increase increases
guide guides guiding jointly explicitly naturally automatically accurate accurately high-quality large-scale
real-world open-source open-sourced long-standing well-established cutting-edge fine-grained end-to-end plug-and-play
up-to-date so-called easy-to-use task-specific domain-specific cost-effective widely-used it's model's
real world open source end-to-end step zero-shot few-shot training-free downstream
objective methodology consist consists involve involves involving employ employs employing utilize utilizes utilizing
spanning span spans generates generate generated learns learn learned refine refines refining understood unexplored
underexplored deployed designed trained pretrained pre-trained fine-tuned conducted curated collected derived
practitioner percentage point points primary secondary core task-relevant held-out general-purpose long-standing
model-agnostic human-like state-of-the-art off-the-shelf on-the-fly in-depth trade-off built-in high-fidelity
high-level low-level data-driven well-defined time-consuming resource-constrained compute-intensive multi-step
single-turn step-by-step day-to-day one-shot top-k top-1 post-hoc ad-hoc ad hoc hoc co-design one-size-fits-all
inference-time training-time test-time cross-domain long-term short-term higher-quality lower-cost closed-source
involved modify modified retrain retraining finding findings implication stake theoretical empirical empirically
unified practical reliable scalable efficient robust realistic rich faithful dense sparse coarse global local static
dynamic complex interactive dedicated lightweight principled rigorous systematic natural explicit implicit arbitrary
reach reaches built either prohibitive taken together operate operates break breaks down comprising comprises itself
longer dominates dominate plateau plateaus confirm confirms yield yields precise consistent transform transforms
covering covers around redundant retrieved top proprietary standard intermediate successful structured paradigm
per-scene real-time
diminishing suggest suggests indicate indicates observe observes act acts serve serves operate exhibit exhibits
hold holds mean means take takes come comes go goes run runs run start starts mid run ing show
necessary sufficient entirely intrinsic extrinsic internal external human multi-dimensional high-dimensional ground
truth human judgment blind spot modern wide broad massive actual optimal suboptimal correct incorrect true false
identify identifies identified select selects contain contains contained collect collects decompose decomposes
learnable frozen relevant irrelevant distinct separate additional extra total final initial early late
`);

/** No term begins with these: what follows is then the paper's own story. */
export const NO_START = words(`
model approach framework benchmark analysis performance method result training policy data experiment task user
system agents dataset learning evaluation information 3d 2d
`);

/** No term ends with these: they are what any paper has. */
export const NO_HEAD = words(`
method approach result experiment performance baseline improvement setting scenario problem challenge ability
capability quality number way manner amount level range variety family series case example insight analysis
evaluation paper work study effectiveness efficiency accuracy gain cost efforts effort field area domain
application technique solution strategy framework pipeline system process procedure task dataset benchmark metric
model llm llms vlm mllm data sample output input information knowledge feature time size scale type form part
function paradigm perspective issue limitation requirement aspect factor property component module stage
phase architecture design structure outcome success impact role use usage need demand progress advance advancement
development research researcher community literature comparison consistency diversity complexity
foundation understanding generation prediction learning training inference based driven aware level rate score
user human expert people world environment domain setup content context interaction
generalization robustness fidelity alignment control
setting high low art new large small better other text image video language
available released online website com parameter token frame step layer object scene view
query question answer response prompt instruction
visual computational spatial geometric temporal semantic tool 3d 2d rl ai agent's shift object tension
objective mode suite algorithm pattern behavior policy update budget space sequence protocol scarcity recipe bias
completion call latency pass signal observation management search intent modeling modelling set suite path loop
factor scheme concept term idea operation mechanism assumption condition principle property formulation function
evidence gradient error failure robot simulation experience style skill network weight algorithm choice decision
latent boundary streaming supervision
fine-tuning finetuning tuning reasoning generating reconstruction
consists consist methodology point points held-out reduction pairs stream streams cue cues frontier
`);
