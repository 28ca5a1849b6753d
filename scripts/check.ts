/** `npm run check`: types, lint and format; the first part of `npm test`. */
import { spawn } from 'node:child_process';

export type CheckResult = { name: string; passed: boolean; seconds: number; output: string };

const CHECKS: { name: string; args: string[] }[] = [
  // Reads the TypeScript of the whole project too, so that tsc would say nothing that this does not.
  { name: 'types', args: ['svelte-check', '--threshold', 'warning', '--fail-on-warnings'] },
  { name: 'lint', args: ['eslint', '--max-warnings', '0', '.'] },
  { name: 'format', args: ['prettier', '--check', '--log-level', 'warn', '.'] },
];

function run({ name, args }: (typeof CHECKS)[number]): Promise<CheckResult> {
  const began = performance.now();
  return new Promise((done) => {
    const child = spawn('npx', ['--no-install', ...args], { shell: process.platform === 'win32' });
    let output = '';
    child.stdout.on('data', (part) => (output += part));
    child.stderr.on('data', (part) => (output += part));
    child.on('error', (error) => (output += error.message));
    child.on('close', (code) =>
      done({ name, passed: code === 0, seconds: (performance.now() - began) / 1000, output }),
    );
  });
}

/** Runs every check, two at a time, and prints one line each, with the output of those that fail. */
export async function runChecks(): Promise<CheckResult[]> {
  const waiting = [...CHECKS];
  const results: CheckResult[] = [];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const result = await run(next);
      results.push(result);
      console.log(`${result.passed ? 'ok  ' : 'FAIL'} ${result.name} (${result.seconds.toFixed(1)} s)`);
      if (!result.passed) console.log(result.output.trimEnd());
    }
  };
  await Promise.all([lane(), lane()]);
  return results;
}

if (process.argv[1]?.endsWith('check.ts')) {
  const results = await runChecks();
  process.exit(results.every((r) => r.passed) ? 0 : 1);
}
