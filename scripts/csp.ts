/**
 * The page's Content-Security-Policy. It stands in the built page itself, for hosts that send no headers of ours;
 * `scripts/serve.ts` sends the same as a header.
 */
import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/** What a page may do; all else it may not. Inline scripts are allowed by the hash of their text alone. */
export function policyOf(inlineScripts: readonly string[]): string {
  const hashes = inlineScripts.map(
    (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
  return Object.entries({
    'default-src': "'none'",
    // WebAssembly.compile is the engine's; it does not allow eval.
    'script-src': ["'self'", "'wasm-unsafe-eval'", ...hashes].join(' '),
    // blob: is the one line of src/db/confined-worker.ts: only such a worker inherits this policy from the page.
    'worker-src': "'self' blob:",
    'style-src': "'self'",
    // data: is the icon, blob: a chart on its way to a PNG.
    'img-src': "'self' data: blob:",
    'connect-src': "'self'",
    // read.html, which alone may fetch an address that the reader gives, under a policy of its own.
    'frame-src': "'self'",
    'manifest-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    // No string becomes markup or code. `default` lets scripts of this origin be workers (src/app/script-urls.ts).
    'require-trusted-types-for': "'script'",
    'trusted-types': 'svelte-trusted-html papertide-worker default',
  })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');
}

const INLINE = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;
const META = /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/;

/** The policy that a built page carries; null where it has none. */
export const policyIn = (html: string): string | null => META.exec(html)?.[1] ?? null;

/** Puts the policy into the built page, ahead of everything that it governs. The dev server needs inline code and has none. */
export function contentSecurityPolicy(): Plugin {
  return {
    name: 'papertide-csp',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => {
        const policy = policyOf([...html.matchAll(INLINE)].map((found) => found[1] ?? ''));
        return html.replace(
          /<meta charset="utf-8"\s*\/?>/,
          (charset) => `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
        );
      },
    },
  };
}
