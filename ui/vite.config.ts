import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** The server that answers /api while `npm run dev` serves the pages. */
const server = process.env['ACERVO'] ?? 'http://localhost:8080';

export default defineConfig({
  base: '/',
  plugins: [svelte()],
  // The policy of the server allows no data: script and no inline style sheet that we would need,
  // so every asset is a file of our own origin.
  build: { outDir: 'dist', target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/api': server, '/health': server } },
  preview: { proxy: { '/api': server, '/health': server } },
  test: { include: ['tests/unit/**/*.test.ts'], environment: 'node' },
});
