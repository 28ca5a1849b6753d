/** The page asks for the code of the first screen while its own is still on the way, not after it. */
import type { Plugin, Rolldown } from 'vite';

const SCREEN = 'src/app/screens/Trends.svelte';

export function firstScreen(): Plugin {
  return {
    name: 'papertide-first-screen',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle }) => {
        const chunks = Object.values(bundle ?? {}).filter((one) => one.type === 'chunk');
        const by = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
        const screen = chunks.find(({ facadeModuleId }) =>
          facadeModuleId?.replaceAll('\\', '/').endsWith(SCREEN),
        );
        if (!screen) throw new Error(`the build has no chunk of ${SCREEN}`);
        const wanted = new Set<string>();
        const add = (chunk: Rolldown.OutputChunk) => {
          if (wanted.has(chunk.fileName)) return;
          wanted.add(chunk.fileName);
          for (const name of chunk.imports) {
            const next = by.get(name);
            if (next) add(next);
          }
        };
        add(screen);
        const there = (file: string) => html.includes(file);
        const links = [...wanted].filter((file) => !there(file)).sort();
        return links.map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
          injectTo: 'head' as const,
        }));
      },
    },
  };
}
