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
  /** Settles when the worker is gone, or stuck in an error of its own; with that error's words, where there are some. */
  died: Promise<string>;
};

const ADVICE = 'Try again; if it stays, reload the page, or build and copy the site anew.';

/** The worker holds a lock for as long as it lives, and tells what it did not catch; a dead one tells nothing else. */
const sourceOf = (script: string, lock: string) => `
  const types = self.trustedTypes?.createPolicy('papertide-worker', { createScriptURL: (url) => url });
  const { port1, port2 } = new MessageChannel();
  addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    port1.postMessage(String(event.reason?.message ?? event.reason));
  });
  importScripts(types ? types.createScriptURL(${script}) : ${script});
  const alive = () => postMessage('alive', [port2]);
  if (navigator.locks) navigator.locks.request(${lock}, () => (alive(), new Promise(() => undefined)));
  else alive();`;

let started = 0;

/** `url` is a classic script of this origin, absolute. @throws LoadError when the script cannot be loaded or run. */
export async function confinedWorker(url: URL): Promise<ConfinedWorker> {
  if (url.origin !== location.origin) throw new Error(`A worker of another origin is refused: ${url.origin}`);
  const lock = `papertide-worker ${performance.timeOrigin} ${Math.random()} ${started++}`;
  const source = sourceOf(JSON.stringify(url.href), JSON.stringify(lock));
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
    const died = new Promise<string>((done) => {
      worker.addEventListener('error', (event) => done(event.message));
      if (port) port.onmessage = ({ data }) => done(String(data));
      // Absent on plain http beyond localhost: there a worker that is ended from outside is not noticed.
      const locks = (navigator as { locks?: LockManager }).locks;
      void locks?.request(lock, () => done(''));
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
