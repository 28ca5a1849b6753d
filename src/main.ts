import { mount } from 'svelte';
import App from './app/App.svelte';
import { openDataset, theEngine } from './app/data.svelte.ts';
import { allowOwnScripts } from './app/script-urls.ts';
import './app/theme.css';

allowOwnScripts();
const target = document.getElementById('app');
if (!target) throw new Error('index.html has no element #app to mount on.');
void openDataset().then(() => {
  // After the first chart is painted: the engine is large, and nothing on that chart needs it.
  const start = () => void theEngine().catch(() => undefined);
  requestAnimationFrame(() =>
    setTimeout(() => ('requestIdleCallback' in window ? requestIdleCallback(start) : start()), 150),
  );
});
mount(App, { target });
