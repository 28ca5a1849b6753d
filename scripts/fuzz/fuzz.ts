/** `npm run fuzz [-- INPUTS] [SEED]`: the long run of tests/fuzz, 200,000 inputs unless told otherwise. */
import { spawnSync } from 'node:child_process';
import { ROOT } from '../build/options.ts';

const [inputs = '200000', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
console.log(`${inputs} inputs, seed ${seed}`);
const run = spawnSync(
  'npx',
  [
    '--no-install',
    'vitest',
    'run',
    '--project',
    'unit',
    'tests/fuzz',
    '--disable-console-intercept',
    '--reporter',
    'dot',
  ],
  {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, PAPERTIDE_FUZZ_INPUTS: inputs, PAPERTIDE_SEED: seed },
  },
);
process.exitCode = run.status ?? 1;
