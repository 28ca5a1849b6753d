import { keyOf } from './model.ts';
import type { Quantity } from './numbers.ts';
import { TEMPLATES } from './templates.ts';
import { UNIT_KINDS } from './units.ts';

/** Collects the features of one candidate. `named` also keeps them in words, for training and explaining. */
export type Sink = { keys: Int32Array; count: number; named: string[] | null; templates: Uint8Array | null };
export const makeSink = (named: boolean, training = false): Sink => ({
  keys: new Int32Array(2048),
  count: 0,
  named: named ? [] : null,
  templates: training ? new Uint8Array(2048) : null,
});

export function put(sink: Sink, template: number, a: number, b = 0): void {
  if (sink.count >= sink.keys.length) return;
  sink.named?.push(`${TEMPLATES[template]}:${a}:${b}`);
  if (sink.templates) sink.templates[sink.count] = template;
  sink.keys[sink.count++] = keyOf(template, a, b);
}

export const unitCode = (q: Quantity) => UNIT_KINDS.indexOf(q.unit);
