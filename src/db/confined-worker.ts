/**
 * A worker under the page's own Content-Security-Policy. One that is loaded from an address has the policy of that
 * answer's headers, and a static host sends none; one made of a blob inherits the page's. So the blob imports the
 * worker's script, and whatever SQL is asked, the engine reaches this origin and no other.
 */
import { LoadError } from './fetch.ts';

type ScriptUrls = { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } };

/** Chromium asks for it; where there are no Trusted Types a string is a string. */
const types = (globalThis as { trustedTypes?: ScriptUrls }).trustedTypes;
const policy = types?.createPolicy('papertide-worker', { createScriptURL: (url: string) => url });

export type ConfinedWorker = {
  worker: Worker;
  /** Settles when the worker has died without being asked to, where the browser tells (a port whose other end is gone). */
  died: Promise<void>;
};

const ADVICE = 'Try again; if it stays, reload the page, or build and copy the site anew.';

/** `url` is a classic script of this origin, absolute. @throws LoadError when the script cannot be loaded or run. */
export async function confinedWorker(url: URL): Promise<ConfinedWorker> {
  if (url.origin !== location.origin) throw new Error(`A worker of another origin is refused: ${url.origin}`);
  const address = JSON.stringify(url.href);
  const source =
    `const t = self.trustedTypes?.createPolicy('papertide-worker', { createScriptURL: (url) => url });` +
    `importScripts(t ? t.createScriptURL(${address}) : ${address});` +
    // The worker keeps one end of a channel for as long as it lives.
    `self.papertideLife = new MessageChannel(); postMessage('alive', [self.papertideLife.port1]);`;
  const blob = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(policy ? policy.createScriptURL(blob) : blob);
  try {
    const port = await new Promise<MessagePort | undefined>((alive, failed) => {
      worker.onmessage = ({ ports }) => alive(ports[0]);
      worker.onerror = (event) => {
        event.preventDefault();
        const file = url.pathname.split('/').at(-1) ?? url.href;
        failed(new LoadError(file, `could not be run (${event.message}).`, ADVICE));
      };
    });
    const died = new Promise<void>((done) => {
      // An error that nothing in the worker caught leaves its answers open for ever.
      worker.addEventListener('error', () => done());
      port?.addEventListener('close', () => done());
      port?.start();
    });
    return { worker, died };
  } catch (error) {
    worker.terminate();
    throw error;
  } finally {
    worker.onmessage = worker.onerror = null;
    URL.revokeObjectURL(blob);
  }
}
