/** The forms that claims of a measure are given in, each with how many claims: what an axis can be chosen of. */
import type { Form } from '../core/paper.ts';

/** A claim that stands under several groups is one; forms without claims are left out. In the order of `allowed`. */
export function formsOf(
  rows: readonly { metric_id: string; form: Form }[],
  allowed: readonly Form[],
): { form: Form; n: number }[] {
  const ids = new Map<Form, Set<string>>(allowed.map((form) => [form, new Set()]));
  for (const { form, metric_id } of rows) ids.get(form)?.add(metric_id);
  return [...ids].map(([form, { size: n }]) => ({ form, n })).filter(({ n }) => n > 0);
}
