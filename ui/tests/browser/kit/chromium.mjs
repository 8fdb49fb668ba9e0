import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian's name first; a path in ACERVO_CHROMIUM goes before all. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Nothing of the browser's own may reach the network or ask questions. */
export const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of the browser, or null. */
export function findChromium() {
  const wanted = process.env.ACERVO_CHROMIUM;
  if (wanted) return canRun(wanted) ? wanted : null;
  for (const name of NAMES) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const path = join(folder, name);
      if (canRun(path)) return path;
    }
  }
  return null;
}

/**
 * Why the journeys cannot run here, or null. Where they are asked for (ACERVO_BROWSER_TESTS=required) a browser that
 * is missing is a failure, not a reason to be silent.
 */
export function reasonToSkip() {
  if (findChromium() !== null) return null;
  const where = process.env.ACERVO_CHROMIUM
    ? `ACERVO_CHROMIUM names ${process.env.ACERVO_CHROMIUM}, which cannot be run`
    : `none of ${NAMES.join(', ')} is on the PATH`;
  const why = `no browser: ${where}. Install chromium or set ACERVO_CHROMIUM.`;
  if (process.env.ACERVO_BROWSER_TESTS === 'required') throw new Error(why);
  return why;
}

function canRun(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
