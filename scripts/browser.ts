/** Finds a Chromium for the end-to-end tests and screenshots, and gets one where there is none. */
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['google-chrome-stable', 'google-chrome', 'chrome', 'chromium', 'chromium-browser'];
const FIXED = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** Keep the browser from calling home; as root Chromium refuses its own sandbox. */
export const QUIET_FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

const runs = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

function onPath(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name + suffix))).find(runs);
}

function playwrights(): string | undefined {
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}

function look(): string | undefined {
  return onPath() ?? FIXED.find((path) => existsSync(path)) ?? playwrights();
}

/** What each try said, so that the final error names the way out of every one. */
function install(tried: string[]): string | undefined {
  const attempt = (command: string, args: string[]): boolean => {
    console.error(`No browser found; trying: ${command} ${args.join(' ')}`);
    const run = spawnSync(command, args, {
      encoding: 'utf8',
      timeout: 300_000,
      shell: process.platform === 'win32',
    });
    if (run.status === 0) return true;
    const why = (run.error?.message ?? run.stderr.trim().split('\n').at(-1)) || `exit ${run.status}`;
    tried.push(`${command} ${args.join(' ')}: ${why}`);
    return false;
  };
  if (attempt('npx', ['playwright-core', 'install', 'chromium'])) {
    const path = playwrights();
    if (path) return path;
  }
  const debian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (
    debian &&
    attempt('apt-get', ['update', '-qq']) &&
    attempt('apt-get', ['install', '-y', '-qq', 'chromium'])
  ) {
    return onPath();
  }
  return undefined;
}

/**
 * The path of a Chrome or Chromium: CHROME_PATH, the system's, Playwright's own, else one that it installs.
 * @throws Error that says what was tried and exactly what to install.
 */
export function findBrowser(): string {
  const set = process.env['CHROME_PATH'];
  if (set) {
    if (runs(set)) return set;
    throw new Error(`CHROME_PATH is set to ${set}, which is not an executable file. Correct it or unset it.`);
  }
  const tried: string[] = [];
  const found = look() ?? install(tried);
  if (found) return found;
  throw new Error(
    `No Chrome or Chromium was found and none could be installed:\n  ${tried.join('\n  ')}\n` +
      'Install one (Debian or Ubuntu: apt-get install chromium; macOS: brew install --cask chromium; ' +
      'Windows: winget install Google.Chrome), or set CHROME_PATH to its executable.',
  );
}

/** "Chromium 156.0…", for the test report; null where the browser does not say. */
export function browserVersion(path: string): string | null {
  try {
    const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    return execFileSync(path, [...flags, '--version'], { encoding: 'utf8', timeout: 20_000 }).trim();
  } catch {
    return null;
  }
}
