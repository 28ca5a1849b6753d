import { mount } from 'svelte';
import App from './app/App.svelte';
import { openDataset, theEngine } from './app/data.svelte.ts';
import { leadServes } from './app/lead.svelte.ts';
import { app } from './app/state.svelte.ts';
import { allowOwnScripts } from './app/script-urls.ts';
import './app/theme.css';

allowOwnScripts();
const target = document.getElementById('app');
if (!target) throw new Error('index.html has no element #app to mount on.');
void openDataset(leadServes).then(() => {
  // After the first chart is painted: the engine is large, and nothing on that chart needs it.
  const start = () =>
    void theEngine()
      .then(() => (import.meta.env.PROD && !app.alone ? keepForLater() : undefined))
      .catch(() => undefined);
  requestAnimationFrame(() =>
    setTimeout(() => ('requestIdleCallback' in window ? requestIdleCallback(start) : start()), 150),
  );
});
mount(App, { target });

/** When the page stands and its engine runs; never under the dev server, whose files change under their names. */
async function keepForLater() {
  const [{ keepOffline }, { default: NewsBar }] = await Promise.all([
    import('./app/offline.svelte.ts'),
    import('./app/parts/NewsBar.svelte'),
  ]);
  mount(NewsBar, { target: document.body });
  await keepOffline();
}
