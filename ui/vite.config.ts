import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { pdfjsFiles } from './pdfjs-files.ts';

/** The server that answers /api while `npm run dev` serves the pages. */
const server = process.env['ACERVO'] ?? 'http://localhost:8080';

export default defineConfig({
  base: '/',
  plugins: [svelte(), pdfjsFiles()],
  build: {
    outDir: 'dist',
    target: 'es2022',
    // The policy of the server knows no data: script or font, so every asset is a file of our own origin.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // Every server knows the type of .js; not all know .mjs, and a worker of the wrong type does not start.
        assetFileNames: ({ names }) => (names[0]?.endsWith('.mjs') ? 'assets/[name]-[hash].js' : 'assets/[name]-[hash][extname]'),
      },
    },
  },
  server: { proxy: { '/api': server, '/health': server } },
  preview: { proxy: { '/api': server, '/health': server } },
  test: { include: ['tests/unit/**/*.test.ts'], environment: 'node' },
});
