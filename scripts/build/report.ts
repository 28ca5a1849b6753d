/** Where a build stands: a bar on a terminal, plain lines elsewhere. Everything goes to stderr; stdout is the summary's. */
import { MultiBar, Presets, type SingleBar } from 'cli-progress';

export type Reporter = {
  say: (line: string) => void;
  /** Begins a stage; `total` may be 0 when nothing is to do. */
  stage: (name: string, total: number, unit: string) => Step;
  close: () => void;
};
export type Step = { add: (count: number) => void; done: () => void };

export const silentReporter: Reporter = {
  say: () => undefined,
  stage: () => ({ add: () => undefined, done: () => undefined }),
  close: () => undefined,
};

export const openReporter = (stream: NodeJS.WriteStream): Reporter =>
  stream.isTTY ? bars(stream) : lines(stream);

function bars(stream: NodeJS.WriteStream): Reporter {
  const multi = new MultiBar(
    {
      format: '{stage} {bar} {value}/{total} {unit} · {rate}/s · {left} left',
      hideCursor: true,
      stream,
      autopadding: true,
      gracefulExit: true,
    },
    Presets.shades_classic,
  );
  return {
    say: (line) => multi.log(`${line}\n`),
    stage: (name, total, unit) => {
      const began = performance.now();
      let count = 0;
      const facts = () => {
        const perSecond = count / Math.max(0.001, (performance.now() - began) / 1000);
        return {
          stage: name.padEnd(9),
          unit,
          rate: whole(perSecond),
          left: duration((total - count) / perSecond),
        };
      };
      const bar: SingleBar | null = total > 0 ? multi.create(total, 0, facts()) : null;
      return {
        add: (n) => {
          count += n;
          bar?.update(Math.min(count, total), facts());
        },
        done: () => bar?.update(total, { ...facts(), left: 'none' }),
      };
    },
    close: () => multi.stop(),
  };
}

/** A line at the beginning and the end of a stage, and every ten seconds within. */
function lines(stream: NodeJS.WriteStream): Reporter {
  const say = (line: string) => void stream.write(`${line}\n`);
  return {
    say,
    stage: (name, total, unit) => {
      const began = performance.now();
      let count = 0;
      let told = began;
      return {
        add: (n) => {
          count += n;
          const now = performance.now();
          if (now - told < 10_000) return;
          told = now;
          const perSecond = count / ((now - began) / 1000);
          say(
            `${name}: ${whole(count)} of ${whole(total)} ${unit}, ${whole(perSecond)}/s, ${duration((total - count) / perSecond)} left`,
          );
        },
        done: () =>
          say(`${name}: ${whole(total)} ${unit} in ${((performance.now() - began) / 1000).toFixed(1)} s`),
      };
    },
    close: () => undefined,
  };
}

const whole = (n: number) => Math.round(n).toLocaleString('en');

export function duration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return '?';
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
