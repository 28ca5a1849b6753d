/** Keeping the page for when there is no network, and hearing of what is newer than it. */
import { MANIFEST } from '../db/manifest.ts';
import { builtManifest } from './data.svelte.ts';
import { besidePage } from './links.ts';

export type News = 'version' | 'data';
let news = $state<News | null>(null);
let waiting: ServiceWorker | null = null;

export const newer = {
  get news() {
    return news;
  },
};

/** How often a page that stays open asks for new data, at most. */
const EVERY = 10 * 60_000;

/** Call once the engine runs: what the page has loaded by then is what it needs offline. */
export async function keepOffline(): Promise<void> {
  watchData();
  if (!('serviceWorker' in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register(besidePage('sw.js'));
    const told = (worker: ServiceWorker | null) => {
      // The first one has nothing before it that it would replace.
      if (!worker || !navigator.serviceWorker.controller) return;
      if (worker.state === 'installed') [waiting, news] = [worker, 'version'];
      worker.addEventListener('statechange', () => {
        if (worker.state === 'installed') [waiting, news] = [worker, 'version'];
      });
    };
    told(registration.waiting);
    told(registration.installing);
    registration.addEventListener('updatefound', () => told(registration.installing));
    const { active } = await navigator.serviceWorker.ready;
    // The page's own files are kept by the build's list; of the engine's two forms only the one that runs here.
    const { engineFiles } = await import('../db/engine.ts');
    active?.postMessage({ do: 'keep', used: engineFiles() });
  } catch (error) {
    // Private windows refuse it; the page does all else without.
    console.warn('The page is not kept for offline use:', error);
  }
}

/** A page that is looked at again after a while asks whether the data have changed under it. */
function watchData(): void {
  let asked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - asked < EVERY) return;
    asked = Date.now();
    void checkData();
  });
}

export async function checkData(): Promise<void> {
  const shown = builtManifest();
  try {
    const response = await fetch(besidePage(`data/${MANIFEST}`), { cache: 'no-cache' });
    const { content } = (await response.json()) as { content?: unknown };
    if (shown && typeof content === 'string' && content !== shown.content) {
      news ??= 'data';
      navigator.serviceWorker?.controller?.postMessage({ do: 'keep', used: [] });
    }
  } catch {
    // No network: nothing newer to tell.
  }
}

/** Shows what is newer. */
export function reload(): void {
  if (!waiting) return location.reload();
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting.postMessage({ do: 'take over' });
}
