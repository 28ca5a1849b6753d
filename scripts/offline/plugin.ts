/** The service worker of a build: `sw.js` beside the page, with the names of the build's files in it. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Plugin } from 'vite';

/** The engine is kept when the page has loaded one of its two forms, not both beforehand. */
const LARGE = /\.wasm$|duckdb-browser-\w+\.worker/;
const TEXTS = /\.(js|css)$/;
/** Files of public/ that an installed page needs. */
const ICONS = ['manifest.webmanifest', 'icon.svg', 'icon-192.png', 'icon-512.png'];

export function serviceWorker(): Plugin {
  let root = '';
  return {
    name: 'papertide-offline',
    apply: 'build',
    configResolved: (config) => {
      root = config.root;
    },
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const files = Object.keys(bundle).filter(
          (file) => file !== 'index.html' && file.startsWith('assets/'),
        );
        const all = [...files.sort(), ...ICONS];
        const shell = all.filter((file) => ICONS.includes(file) || (TEXTS.test(file) && !LARGE.test(file)));
        const html = bundle['index.html'];
        const page = html?.type === 'asset' ? html.source : '';
        const version = createHash('sha256')
          .update(JSON.stringify(all))
          .update(page)
          .digest('hex')
          .slice(0, 12);
        const made = await build({
          entryPoints: [join(root, 'src/offline/service-worker.ts')],
          bundle: true,
          minify: true,
          write: false,
          format: 'iife',
          target: 'es2022',
          define: { BUILD: JSON.stringify({ version, shell, all }) },
        });
        this.emitFile({ type: 'asset', fileName: 'sw.js', source: made.outputFiles[0]?.text ?? '' });
      },
    },
  };
}
