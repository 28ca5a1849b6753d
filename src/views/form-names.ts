/** Forms of a number as a column of a ledger names them. */
import type { Form } from '../core/paper.ts';

export const FORM_NAMES: Record<Form, string> = {
  ratio: 'ratio',
  percent: 'percent',
  points: 'points',
  from_to: 'from–to',
};
