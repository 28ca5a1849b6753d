/** Where a claim's mark stands, beside the number as the paper writes it. */
import { isMultiple, valueText } from '../../charts/geometry/log-axis.ts';
import type { Claim, Kind } from '../../views/gains-claim.ts';

/** ", drawn as 4×" for "0.25×" and "75%"; empty where the axis shows the very number ("3.5×" again says nothing). */
export const drawnText = (claim: Claim, kind: Kind): string =>
  isMultiple(kind) && (claim.form !== 'ratio' || claim.written.high !== claim.high)
    ? `, drawn as ${valueText('factor', claim.value)}`
    : '';
