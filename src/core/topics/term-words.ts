import { singular } from './words.ts';

/**
 * Words as term discovery sees them: compounds stay whole ("on-policy", "Qwen2.5-VL", "SWE-bench"), and a run
 * is words parted by single spaces only, so that no term reaches over a comma or a bracket.
 */
export type TermWord = { text: string; key: string; start: number; end: number };

const WORD = /[\p{L}\p{N}]+(?:[-.][\p{L}\p{N}]+)*/gu;

/** Lower case, hyphens as spaces, the last part in the singular. */
export function termKey(word: string): string {
  const parts = word.toLowerCase().split('-');
  const last = parts.at(-1) ?? '';
  parts[parts.length - 1] = /\d/.test(last) ? last : singular(last);
  return parts.join(' ');
}

export function runsOf(text: string): TermWord[][] {
  const runs: TermWord[][] = [];
  let end = -2;
  for (const match of text.matchAll(WORD)) {
    const start = match.index;
    const word = match[0];
    const joined = start === end + 1 && text.charCodeAt(end) === 32;
    if (!joined) runs.push([]);
    end = start + word.length;
    runs.at(-1)?.push({ text: word, key: termKey(word), start, end });
  }
  return runs;
}

/** A name by its looks: capitals inside, or capitals and digits ("GRPO", "DeepSeek-R1", "SWE-bench"). */
export const looksNamed = (word: string): boolean =>
  /^(?=.{3,})\p{L}/u.test(word) &&
  (/\p{Lu}.*\p{Lu}/u.test(word) || /\p{Ll}\p{Lu}/u.test(word) || (/\p{Lu}/u.test(word) && /\d/.test(word)));

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
increasing generating producing ensuring achieve compared comparable competitive relative average approximately
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
`);
