/**
 * `npm test`: types, lint, format, then unit, SQL and end-to-end tests in a real Chromium.
 * Arguments go to vitest (`npm test -- trends`). The last line is always `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserVersion, findBrowser } from './browser.ts';
import { runChecks } from './check.ts';

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  success: boolean;
};

let passed = 0;
let failed = 0;
let skipped = 0;
const began = performance.now();

for (const check of await runChecks()) {
  if (check.passed) passed++;
  else failed++;
}

// The browser is looked for before the long part, so that a missing one is said at once and is a failure.
try {
  const path = findBrowser();
  process.env['CHROME_PATH'] = path;
  console.log(`ok   browser: ${browserVersion(path) ?? path}`);
  passed++;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  failed++;
}

const folder = mkdtempSync(join(tmpdir(), 'papertide-test-'));
for (const project of ['unit', 'e2e']) {
  if (project === 'e2e' && !process.env['CHROME_PATH']) continue;
  const report = join(folder, `${project}.json`);
  const args = ['vitest', 'run', '--project', project, '--passWithNoTests', '--reporter', 'default'];
  args.push('--reporter', 'json', '--outputFile.json', report, ...process.argv.slice(2));
  const run = spawnSync('npx', ['--no-install', ...args], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  try {
    const counts = JSON.parse(readFileSync(report, 'utf8')) as VitestReport;
    passed += counts.numPassedTests;
    failed += counts.numFailedTests;
    skipped += counts.numPendingTests;
    // A suite that dies outside of its tests fails the run though no test of it is counted.
    if (run.status !== 0 && counts.numFailedTests === 0) failed++;
  } catch {
    console.error(`vitest (${project}) ended with ${run.status ?? run.signal} and left no report`);
    failed++;
  }
}
rmSync(folder, { recursive: true, force: true });

console.log(`\nin ${((performance.now() - began) / 1000).toFixed(0)} s`);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 ? 0 : 1);
