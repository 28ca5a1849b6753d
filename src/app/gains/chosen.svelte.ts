/** What Gains and Compare choose alike: the measure, and the one form of number that shares an axis. */
import { FORMS, MEASURES, type Form, type Measure } from '../../core/paper.ts';
import { formsOf } from '../../views/claim-forms.ts';
import { hasFactor, type Kind } from '../../views/gains-claim.ts';
import { app } from '../state.svelte.ts';

/** A filter on measures leaves only those to choose from. */
export function chosenMeasure() {
  const measures = $derived(
    MEASURES.filter((m) => app.filter.measures.length === 0 || app.filter.measures.includes(m)),
  );
  const measure = $derived(measures.find((m) => m === app.options.of) ?? measures[0] ?? 'speed');
  return {
    get all() {
      return measures;
    },
    get one(): Measure {
      return measure;
    },
  };
}

/** `of` is the measure of the `rows` that are there, which while others load is not yet the chosen one. */
export function chosenKind(
  of: () => Measure,
  rows: () => readonly { metric_id: string; form: Form }[],
  allowed: readonly Form[] = FORMS,
) {
  const forms = $derived(formsOf(rows(), allowed));
  const kind = $derived.by((): Kind => {
    if (hasFactor(of())) return 'factor';
    const first = { form: allowed[0] as Kind, n: 0 };
    const most = forms.reduce((a, b) => (b.n > a.n ? b : a), first).form;
    return forms.find(({ form }) => form === app.options.form)?.form ?? most;
  });
  return {
    /** Empty where the measure has factors: then there is nothing to choose. */
    get forms(): { form: Form; n: number }[] {
      return hasFactor(of()) ? [] : forms;
    },
    get kind(): Kind {
      return kind;
    },
  };
}
