/**
 * Before the end-to-end tests: the sample data and the app are built as `npm start` builds them,
 * and served by the same server. PAPERTIDE_URL names a running site to test instead
 * (and PAPERTIDE_DIST its folder, for the tests that serve it themselves).
 */
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { serveFolder } from '../../scripts/serve.ts';

declare module 'vitest' {
  interface ProvidedContext {
    url: string;
    /** The folder of the built site. */
    dist: string;
  }
}

const root = resolve(import.meta.dirname, '../..');

function run(args: string[]): void {
  try {
    execFileSync('npx', ['--no-install', ...args], {
      cwd: root,
      encoding: 'utf8',
      stdio: 'pipe',
      // Vitest says "test" here, and a page built so is another than the one that readers get.
      env: { ...process.env, NODE_ENV: 'production' },
      shell: process.platform === 'win32',
    });
  } catch (error) {
    const output = error as { stdout?: string; stderr?: string };
    throw new Error(`${args.join(' ')} failed:\n${output.stdout ?? ''}\n${output.stderr ?? ''}`, {
      cause: error,
    });
  }
}

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env['PAPERTIDE_URL'];
  project.provide('dist', resolve(root, process.env['PAPERTIDE_DIST'] ?? 'dist'));
  if (given) {
    project.provide('url', given);
    return undefined;
  }
  run(['tsx', 'scripts/build.ts']);
  run(['vite', 'build', '--logLevel', 'warn']);
  const server = await serveFolder(join(root, 'dist'));
  project.provide('url', server.url);
  return server.close;
}
