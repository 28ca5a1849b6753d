/** What is fuzzed, how often, and what came of it. */
import fc from 'fast-check';
import { Finding } from './finding.ts';

export type Target = {
  name: string;
  run(runs: number, seed: number, tell: (ms: number, size: number) => void): Promise<Result>;
};
type Result = { tried: number; failure: { error: unknown; input: string } | null };

/** `size` of an input is what its time is measured against. */
export function target<T>(
  name: string,
  inputs: fc.Arbitrary<T>,
  check: (input: T) => void | Promise<void>,
  size: (input: T) => number,
): Target {
  return {
    name,
    async run(runs, seed, tell) {
      let tried = 0;
      const property = fc.asyncProperty(inputs, async (input) => {
        const began = performance.now();
        await check(input);
        tried++;
        tell(performance.now() - began, size(input));
      });
      const details = await fc.check(property, { numRuns: runs, seed, endOnFailure: false });
      if (!details.failed) return { tried, failure: null };
      const error = details.errorInstance;
      return { tried: tried + 1, failure: { error, input: fc.stringify(details.counterexample) } };
    },
  };
}

export type Figures = {
  tried: number;
  throws: number;
  hangs: number;
  lost: number;
  offsets: number;
  wrong: number;
  failures: string[];
  seconds: number;
};

const BATCH = 250;
/** A hang: this many times the usual time for its size, and longer than a pause of the machine's own. */
const HANG_RATIO = 200;
const HANG_FROM_MS = 2000;

/** Shares `inputs` over the targets, in batches; a batch that fails is shrunk, told, and the next one goes on. */
export async function fuzz(
  targets: readonly Target[],
  inputs: number,
  seed: number,
  say: (line: string) => void = () => undefined,
): Promise<Figures> {
  const figures: Figures = {
    tried: 0,
    throws: 0,
    hangs: 0,
    lost: 0,
    offsets: 0,
    wrong: 0,
    failures: [],
    seconds: 0,
  };
  const began = performance.now();
  const each = Math.ceil(inputs / targets.length);
  for (const [number, { name, run }] of targets.entries()) {
    let [time, amount] = [0, 0];
    for (let done = 0, batch = 0; done < each; done += BATCH, batch++) {
      const runs = Math.min(BATCH, each - done);
      const mine = seed + number * 100_003 + batch;
      const { tried, failure } = await run(runs, mine, (ms, size) => {
        if (ms > HANG_FROM_MS && amount > 0 && ms > (HANG_RATIO * size * time) / amount) {
          figures.hangs++;
          figures.failures.push(`${name}: ${Math.round(ms)} ms for an input of size ${size} (seed ${mine})`);
        }
        time += ms;
        amount += size;
      });
      figures.tried += Math.max(tried, runs);
      if (failure) {
        const kind = failure.error instanceof Finding ? failure.error.kind : 'throws';
        if (kind === 'lost') figures.lost++;
        else if (kind === 'offset') figures.offsets++;
        else if (kind === 'wrong') figures.wrong++;
        else figures.throws++;
        const why =
          failure.error instanceof Error
            ? (failure.error.stack ?? failure.error.message)
            : String(failure.error);
        figures.failures.push(
          `${name} (seed ${mine}): ${why.split('\n').slice(0, 3).join(' ')}\n  ${failure.input.slice(0, 1500)}`,
        );
      }
    }
    const seconds = (performance.now() - began) / 1000;
    say(
      `${String(figures.tried).padStart(7)} inputs in ${seconds.toFixed(0)} s, ${figures.failures.length} failures; ${name}`,
    );
  }
  figures.seconds = (performance.now() - began) / 1000;
  return figures;
}
