/** One target → its outcome, and outcomes in words. */
import { arxiv } from './arxiv.ts';
import { fetchFeed } from './feed.ts';
import { hfDaily } from './hf-daily.ts';
import type { Target } from './options.ts';
import { fetchDays, type Deps, type Outcome, type Range, type Ways } from './run.ts';

export function fetchTarget(target: Target, range: Range, ways: Ways, deps: Deps): Promise<Outcome> {
  if (target.source === 'feed') return fetchFeed(target.url, target.name, ways, deps);
  const source = target.source === 'arxiv' ? arxiv(target.category, target.baseUrl) : hfDaily(target.baseUrl);
  return fetchDays(source, range, ways, deps);
}

const counted = (n: number, noun: string) => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;

export function outcomeText(outcome: Outcome): string {
  const { folder, planned } = outcome;
  if (planned.length > 0)
    return [
      `${folder} would be asked ${counted(planned.length, 'time')}:`,
      ...planned.map((u) => `  ${u}`),
    ].join('\n');
  const parts = [
    outcome.written.length > 0 &&
      `${counted(outcome.written.length, 'file')} with ${counted(outcome.papers, 'paper')}`,
    outcome.unchanged > 0 && `${outcome.unchanged} as before`,
    outcome.empty > 0 && `${outcome.empty} without papers`,
    outcome.complete > 0 && `${outcome.complete} already complete`,
    outcome.faults.length > 0 && `${counted(outcome.faults.length, 'fault')}`,
  ].filter((p) => p !== false);
  return `${folder}: ${parts.join(', ') || 'nothing to do'} (${counted(outcome.requests, 'request')})`;
}
