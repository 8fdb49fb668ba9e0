import { ROOT } from '../lib/routes';
import type { Options } from './options';
import { Slice } from './slice.svelte';

interface Kept {
  slice: Slice;
  top: number;
  at: number;
}

/** Views that were left not long ago, so that "back" finds them as they were. */
const MOST = 4;
const FRESH = 60_000;
const kept = new Map<string, Kept>();

function make(collection: string, options: Options): Slice {
  // The top holds collections only.
  if (collection === ROOT) return new Slice(() => Promise.resolve({ items: [], next: null, total: 0 }));
  return Slice.of(collection, options);
}

function put(key: string, slice: Slice, top: number): Kept {
  const entry = { slice, top, at: Date.now() };
  kept.delete(key);
  kept.set(key, entry);
  for (const [old, { slice: gone }] of kept) {
    if (kept.size <= MOST) break;
    gone.end();
    kept.delete(old);
  }
  return entry;
}

export const shelf = {
  /** The view as it was left, or a new one that begins at the top. */
  take(key: string, collection: string, options: Options): { slice: Slice; top: number } {
    const old = kept.get(key);
    if (old && old.slice.trouble === null && Date.now() - old.at < FRESH) return put(key, old.slice, old.top);
    old?.slice.end();
    return put(key, make(collection, options), 0);
  },
  /** The view read anew; replaces the old one. */
  fresh(key: string, collection: string, options: Options): Slice {
    return put(key, make(collection, options), kept.get(key)?.top ?? 0).slice;
  },
  scrolled(key: string, top: number): void {
    const entry = kept.get(key);
    if (!entry) return;
    entry.top = top;
    entry.at = Date.now();
  },
};
