/**
 * A worker under the page's own Content-Security-Policy. One that is loaded from an address has the policy of that answer's
 * headers, and a static host sends none; one made of a blob inherits the page's. So the blob imports the worker's script,
 * and whatever SQL is asked, the engine reaches this origin and no other.
 */

type ScriptUrls = { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } };

/** Chromium asks for it; where there are no Trusted Types a string is a string. */
const types = (globalThis as { trustedTypes?: ScriptUrls }).trustedTypes;
const policy = types?.createPolicy('papertide-worker', { createScriptURL: (url: string) => url });

/** `url` is a classic script of this origin, absolute. */
export function confinedWorker(url: URL): Worker {
  if (url.origin !== location.origin) throw new Error(`A worker of another origin is refused: ${url.origin}`);
  const address = JSON.stringify(url.href);
  const source =
    `const t = self.trustedTypes?.createPolicy('papertide-worker', { createScriptURL: (url) => url });` +
    `importScripts(t ? t.createScriptURL(${address}) : ${address});`;
  const blob = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  try {
    return new Worker(policy ? policy.createScriptURL(blob) : blob);
  } finally {
    // The worker fetches its source after this turn, so the address must live a little longer.
    setTimeout(() => URL.revokeObjectURL(blob), 10_000);
  }
}
