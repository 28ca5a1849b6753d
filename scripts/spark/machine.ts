/** What the Spark job needs of the machine: Java 17, Python, and pyspark in a virtual environment of the project's own. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../build/options.ts';

export const PYSPARK = '3.5.8';
const VENV = join(ROOT, '.venv/spark');

const outputOf = (command: string, args: string[]): string | null => {
  const run = spawnSync(command, args, { encoding: 'utf8' });
  return run.status === 0 ? `${run.stdout}${run.stderr}`.trim() : null;
};

/** Why Spark cannot run here, or null where it can. Spark 3.5 runs on Java 8, 11 and 17. */
export function whatLacks(): string | null {
  const java = outputOf('java', ['-version']);
  const version = /version "(\d+)/.exec(java ?? '')?.[1];
  if (version !== '17') return `Java 17 (found: ${version ? `Java ${version}` : 'none'})`;
  if (outputOf('python3', ['-c', 'import venv, ensurepip']) === null) return 'Python 3 with its venv module';
  return null;
}

/** The folder of Spark, installed on the first call; throws with pip's own words. */
export function sparkHome(say: (line: string) => void): string {
  const python = join(VENV, 'bin/python');
  const home = () =>
    outputOf(python, [
      '-c',
      'import pyspark, os; print(os.path.dirname(pyspark.__file__), pyspark.__version__)',
    ]);
  const have = existsSync(python) ? home() : null;
  if (!have?.endsWith(` ${PYSPARK}`)) {
    say(`installing pyspark ${PYSPARK} into .venv/spark, once`);
    const steps: [string, string[]][] = [
      ['python3', ['-m', 'venv', VENV]],
      [python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `pyspark==${PYSPARK}`]],
    ];
    for (const [command, args] of steps) {
      const run = spawnSync(command, args, { encoding: 'utf8' });
      if (run.status !== 0)
        throw new Error(`${command} ${args.join(' ')} failed:\n${run.stderr || run.error?.message}`);
    }
  }
  const found = home()?.split(' ')[0];
  if (!found) throw new Error('pyspark was installed into .venv/spark and cannot be imported');
  return found;
}
