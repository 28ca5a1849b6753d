/** Text from digests reaches the page as text: there is no way by which a string becomes markup or code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { policyIn, policyOf } from '../scripts/csp.ts';

const root = resolve(import.meta.dirname, '..');
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|svelte)$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(root, 'src', name), 'utf8') }));

const SINKS =
  /\{@html|\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|parseFromString|createContextualFragment|srcdoc|\beval\(|new Function\b|set(?:Timeout|Interval)\(\s*['"`]/;

test.each([
  '<p>{@html title}</p>',
  'div.innerHTML = title',
  'new DOMParser().parseFromString(title)',
  'setTimeout("x()")',
])('%s would be found', (text) => {
  expect(SINKS.test(text)).toBe(true);
});

test('no source of the page makes markup or code of a string', () => {
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter(({ text }) => SINKS.test(text)).map(({ name }) => name)).toEqual([]);
});

test('no markup carries style or handlers as text, which the policy would refuse', () => {
  const wrong = sources.filter(
    ({ name, text }) =>
      name.endsWith('.svelte') &&
      /\s(?:style|on\w+)="/.test(text.replace(/<(script|style)[\s\S]*?<\/\1>/g, '')),
  );
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

test('the policy allows no inline code, no eval and no other origin', () => {
  const policy = policyOf(['let a = 1;']);
  expect(policy).not.toMatch(/'unsafe-inline'|'unsafe-eval'|\*|https?:/);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self'");
  // Checked by: printf 'let a = 1;' | openssl dgst -sha256 -binary | base64
  expect(policy).toContain("'sha256-xY6QKfH9PRsQnLz56nj6MBwiK5oHg+im1Jkpdp1x/Ck='");
  expect(policyIn(`<meta http-equiv="Content-Security-Policy" content="${policy}" />`)).toBe(policy);
});
