import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Files that pdf.js asks for while it runs: character maps, the 14 standard fonts, and the decoder of JPEG 2000 that
 * needs no WebAssembly (our policy allows none). They are served from our own origin below /pdfjs/.
 */
export function pdfjsFiles(): Plugin {
  const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const files = [
    ...['cmaps', 'standard_fonts'].flatMap((folder) => readdirSync(join(home, folder)).map((name) => `${folder}/${name}`)),
    'wasm/openjpeg_nowasm_fallback.js',
    'wasm/LICENSE_OPENJPEG',
    'wasm/LICENSE_PDFJS_OPENJPEG',
  ];
  const known = new Set(files);
  return {
    name: 'pdfjs-files',
    configureServer(server) {
      server.middlewares.use('/pdfjs/', (request, response, next) => {
        const file = (request.url ?? '').slice(1).split('?')[0] ?? '';
        if (!known.has(file)) next();
        else createReadStream(join(home, file)).pipe(response.setHeader('Content-Type', file.endsWith('.js') ? 'text/javascript' : 'application/octet-stream'));
      });
    },
    generateBundle() {
      for (const file of files) {
        this.emitFile({ type: 'asset', fileName: `pdfjs/${file}`, source: readFileSync(join(home, file)) });
      }
    },
  };
}
