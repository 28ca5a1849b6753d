/** A correction in a few words. */
import type { Correction } from '../../core/corrections.ts';

export function correctionWords({ verdict, to, measure, gain }: Correction): string {
  if (verdict === 'right') return 'right';
  if (verdict === 'wrong') return 'wrong';
  if (verdict === 'missed')
    return `a missed gain of ${measure}${gain?.baseline ? `, against ${gain.baseline}` : ''}`;
  const parts = [
    to?.measure && `of ${to.measure}`,
    to?.baseline === null ? 'against no named baseline' : to?.baseline && `against ${to.baseline}`,
  ].filter(Boolean);
  return `should be ${parts.join(', ')}`;
}

export const today = (): string => new Date().toISOString().slice(0, 10);
