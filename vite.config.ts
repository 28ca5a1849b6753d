import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { contentSecurityPolicy } from './scripts/csp.ts';
import { firstScreen } from './scripts/first-screen.ts';
import { serviceWorker } from './scripts/offline/plugin.ts';
import { release } from './scripts/release/plugin.ts';

export default defineConfig({
  // Relative paths: the built site serves from any folder of any static host.
  base: './',
  plugins: [svelte(), firstScreen(), contentSecurityPolicy(), serviceWorker(), release()],
  build: { target: 'es2022', chunkSizeWarningLimit: 700 },
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['@duckdb/duckdb-wasm'] },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', 'tests/spark/**'],
          testTimeout: 30_000,
          // By default one core of two stays idle.
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/e2e/setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Two browsers at once keep two cores busy; more would make each other's pages late.
          maxWorkers: 2,
        },
      },
      // A cluster of its own on this machine; `npm run test:spark`.
      { extends: true, test: { name: 'spark', include: ['tests/spark/**/*.test.ts'] } },
    ],
  },
});
