import type { Cache, CacheEntry, CacheMiss } from '../lib/api';
import { address } from '../lib/routes';

/** What the person pasted as the path that the server is asked about; it may be a whole address. */
export function pathOf(text: string): string {
  const trimmed = text.trim();
  try {
    const { pathname, search } = new URL(trimmed);
    return pathname + search;
  } catch {
    return trimmed === '' || trimmed.startsWith('/') ? trimmed : `/${trimmed}`;
  }
}

/** The address that asks the same again; null when the miss does not say what it was about. */
export function pathOfMiss({ view, root, query }: CacheMiss): string | null {
  const asked = Object.fromEntries(new URLSearchParams(query));
  const collection = `/api/v1/collections/${encodeURIComponent(root)}`;
  switch (view) {
    case 'items':
      return address(`${collection}/items`, asked);
    case 'collections':
      return address('/api/v1/collections', { ...asked, parent: root });
    case 'collection':
      return collection;
    case 'item':
      return asked['item'] === undefined ? null : `/api/v1/items/${encodeURIComponent(asked['item'])}`;
  }
}

/** Who would answer, and why it has to be the database. */
export type Verdict = 'memory' | 'redis' | 'off' | 'bypass' | 'untrusted' | 'old' | 'empty';

export function verdict(entry: CacheEntry, cache: Pick<Cache, 'on' | 'bypass' | 'redis'>): Verdict {
  if (!cache.on) return 'off';
  if (cache.bypass) return 'bypass';
  if (entry.memory?.valid) return 'memory';
  if (entry.redis?.valid) return cache.redis.trusted ? 'redis' : 'untrusted';
  return entry.memory || entry.redis ? 'old' : 'empty';
}

/** The time of day inside a logical time, whose upper half counts seconds; the lower half only orders. */
export function timeOf(logical: string): string {
  return new Date(Number.parseInt(logical.slice(0, 8), 16) * 1000).toISOString();
}
