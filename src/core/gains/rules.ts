import { FAMILY } from './families.ts';
import { rolesAt, VERBS, type Frame } from './frames.ts';
import { isName, lowerAt, wordAt, type Line } from './line.ts';
import { listedUnit } from './listed.ts';
import { ROLE } from './roles.ts';
import { METRIC_UNITS } from './units.ts';
import { ACRONYM, PLAIN } from './words.ts';

/**
 * First judgement of a number by the frame it hangs in. The name of the rule is a feature of the model, which
 * knows how far each can be trusted where; `expects` says what the rule alone would answer.
 */
export const RULES = {
  'multiple': 'gain',
  'multiple of resolution': 'none',
  'points': 'gain',
  'signed': 'gain',
  'change behind': 'gain',
  'comparative behind': 'gain',
  'change of': 'gain',
  'by after a change': 'gain',
  'by': 'gain',
  'bracket after a change': 'gain',
  'bracket after a verb of change': 'gain',
  'change verb at once': 'gain',
  'share of a cost': 'gain',
  'keeps': 'gain',
  'gap': 'gain',
  'reaches a metric': 'score',
  'reaches': 'score',
  'metric of': 'score',
  'metric before': 'score',
  'equals': 'score',
  'raised to': 'score',
  'to': 'score',
  'at': 'score',
  'bracket after a metric': 'score',
  'bracket after a name': 'score',
  'bracket': 'score',
  'metric behind': 'score',
  'name behind': 'score',
  'on a name': 'score',
  'time': 'score',
  'rate': 'score',
  'money': 'score',
  'memory': 'score',
  'share of cases': 'score',
  'of a noun': 'none',
  'others fall short': 'none',
  'accounts for': 'none',
  'count': 'none',
  'version': 'none',
  'with': 'score',
  'bare': 'none',
  'rest': 'none',
} as const; // prettier-ignore
export type Rule = keyof typeof RULES;
export const RULE_NAMES = Object.keys(RULES) as Rule[];

const OTHERS =
  /^(even|struggle|struggles|struggling|fail|fails|failing|far|remain|remains|gap|reveal|reveals|challenging|difficult|humans|best-performing|top-performing|frontier|below|limited|saturated|worse|falls|fall|drop|drops|degrade|degrades)$/;
const SHARES =
  /^(account|accounts|accounting|constitute|constitutes|comprise|comprises|comprising|occupy|represent|represents|representing|attribute|attributed|stem|suffer|contain|contains|containing|supports)$/;

/** Whether the clause around a number is about how other people's systems fare. */
export function aboutOthers(line: Line, first: number): number {
  let own = 0;
  let others = 0;
  for (let i = 0; i < line.tokens.length; i++) {
    const t = lowerAt(line, i);
    const w = wordAt(line, i);
    if (w.family === FAMILY.own || (isName(w) && line.paper.own.has(t))) own++;
    if (i < first && OTHERS.test(t)) others++;
    if (
      i < first &&
      (t === 'existing' ||
        t === 'current' ||
        t === 'models' ||
        t === 'llms' ||
        t === 'agents' ||
        t === 'model')
    )
      others++;
  }
  return Math.min(2, others) * 2 + (own > 0 ? 1 : 0);
}

/** "Terminal-Bench 2.0", "w2v-BERT 2.0 v2": a small number right behind a name is part of the name. */
export function isVersion(line: Line, at: number): boolean {
  const q = line.quantities[at];
  if (!q || q.unit !== 'none' || q.signed || q.negative || q.low >= 10 || q.range) return false;
  const token = line.tokens[q.first];
  if (!token || token.decimals > 1) return false;
  const before = wordAt(line, q.first - 1);
  if (before.shape === PLAIN || before.shape > ACRONYM || before.family > 0 || before.roles > 0) return false;
  const metric = lowerAt(line, q.first - 1);
  return !METRIC_UNITS.has(metric);
}

/** The rule that the number falls under. */
export function ruleOf(line: Line, at: number, frame: Frame): Rule {
  const known = line.rules[at] as Rule | undefined;
  if (known) return known;
  const rule = readRule(line, at, frame);
  line.rules[at] = rule;
  return rule;
}

function readRule(line: Line, at: number, frame: Frame): Rule {
  const q = line.quantities[at];
  if (!q) return 'rest';
  const { unit } = listedUnit(line, at);
  // "v3.1, 12 points more": the unit of a list is not that of a version.
  if (q.unit === 'none' && unit !== 'none' && isVersion(line, at)) return 'version';
  const hook = lowerAt(line, frame.attach);
  const hookRoles = rolesAt(line, frame.attach);
  const { follows } = frame;
  const next = lowerAt(line, q.last + 1);
  let b = frame.attach - 1;
  if (lowerAt(line, b) === ')') for (let k = 0; k < 6 && b > 0 && lowerAt(line, b) !== '('; k++) b--;
  if (lowerAt(line, b) === '(') b--;
  const before = rolesAt(line, b);
  const beforeWord = wordAt(line, b);
  const governor = rolesAt(line, frame.governor);
  const change = ROLE.raise | ROLE.lower | ROLE.beat | ROLE.lose;

  if (unit === 'points') return 'points';
  if (unit === 'times' || unit === 'fraction') {
    const w = lowerAt(line, frame.headword);
    if (
      /^(resolution|upsampl|super-resolution|downsampl|upscal|zoom|scale|scaling|magnification|sr)/.test(w) ||
      /^(upsampl|downsampl|resolution)/.test(next)
    )
      return 'multiple of resolution';
    return 'multiple';
  }
  if (unit === 'metric' && q.signed) return 'points';
  if (unit === 'percent' || unit === 'none' || unit === 'metric') {
    if (q.signed) return 'signed';
    if (follows === 'change') return 'change behind';
    if (follows === 'comparative' && unit !== 'none') return 'comparative behind';
    if (hook === 'of' && before & ROLE.change) return 'change of';
    if (hook === 'by') return governor & change ? 'by after a change' : 'by';
    if (hook === '(') {
      if (before & ROLE.change) return 'bracket after a change';
      if (before & ROLE.metric || beforeWord.family === FAMILY.quality) return 'bracket after a metric';
      if (before & (ROLE.raise | ROLE.lower | ROLE.comparative)) return 'bracket after a verb of change';
      if (isName(beforeWord)) return 'bracket after a name';
      return 'bracket';
    }
  }
  if (unit === 'percent') {
    if (frame.governor >= 0 && SHARES.test(lowerAt(line, frame.governor))) return 'accounts for';
    for (let i = q.first - 1; i >= q.first - 4; i--) if (SHARES.test(lowerAt(line, i))) return 'accounts for';
    if (follows === 'of') {
      const f = wordAt(line, frame.headword).family;
      const r = rolesAt(line, frame.headword);
      if (governor & ROLE.keep || hookRoles & ROLE.keep) return 'keeps';
      if (
        f === FAMILY.compute ||
        f === FAMILY.size ||
        f === FAMILY.memory ||
        f === FAMILY.speed ||
        r & ROLE.cost
      )
        return 'share of a cost';
      if (
        /^(cases|time|trials|instances|tasks|questions|queries|problems|samples|pairs)$/.test(
          lowerAt(line, frame.headword),
        )
      )
        return 'share of cases';
    }
    if (hookRoles & ROLE.keep) return 'keeps';
    if (hookRoles & (ROLE.raise | ROLE.lower | ROLE.beat | ROLE.lose) && !(hookRoles & ROLE.reach))
      return 'change verb at once';
    if ((hook === 'within' || hook === 'under') && next === 'gap') return 'gap';
  }
  if (isVersion(line, at)) return 'version';
  if (unit === 'time') return 'time';
  if (unit === 'rate') return 'rate';
  if (unit === 'money') return 'money';
  if (unit === 'memory') return 'memory';
  if (hook === '=' || hook === ':') return 'equals';
  if (
    hook === 'of' &&
    (before & ROLE.metric ||
      beforeWord.family === FAMILY.quality ||
      (frame.governor >= 0 && rolesAt(line, frame.governor) & ROLE.reach && unit === 'percent'))
  )
    return 'metric of';
  if (hookRoles & ROLE.metric && hook !== 'average') return 'metric before';
  if (unit === 'none' && q.whole && follows !== 'metric' && follows !== 'name') {
    if (follows === 'words' || follows === 'cost' || follows === 'of' || follows === 'comparative')
      return 'count';
  }
  if (hookRoles & ROLE.reach)
    return follows === 'metric' || follows === 'name' ? 'reaches a metric' : 'reaches';
  if (hook === 'to') return governor & VERBS ? 'raised to' : 'to';
  if (hook === 'at') return 'at';
  if (hook === 'with' && unit === 'percent') return 'with';
  if (follows === 'metric') return 'metric behind';
  if (follows === 'name') return 'name behind';
  if (
    (next === 'on' || next === 'for') &&
    (isName(wordAt(line, q.last + 2)) || isName(wordAt(line, q.last + 3)))
  )
    return 'on a name';
  if (follows === 'of') return 'of a noun';
  if (unit === 'none') return q.whole ? 'count' : 'bare';
  return 'rest';
}
