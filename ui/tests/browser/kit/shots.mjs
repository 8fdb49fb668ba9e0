import { fileURLToPath } from 'node:url';

/** Build output to look at, not kept. */
export const SHOTS = fileURLToPath(new URL('../../../shots/', import.meta.url));
