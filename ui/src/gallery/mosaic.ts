import { api, type Collection } from '../lib/api';
import { isDrawn, previewUrl } from './addresses';

/** Pictures of a mosaic besides the cover. */
const PARTS = 3;
const AT_ONCE = 4;

const known = new Map<string, Promise<string[]>>();
const waiting: (() => void)[] = [];
let running = 0;

async function turn<T>(run: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  running++;
  try {
    return await run();
  } finally {
    running--;
    waiting.shift()?.();
  }
}

async function read(collection: Collection): Promise<string[]> {
  const query = { recursive: true, sort: 'added', limit: PARTS + 3 } as const;
  const { data } = await turn(() => api.get('/api/v1/collections/{id}/items', { path: { id: collection.id }, query }));
  return data.items
    .filter((item) => item.id !== collection.cover && isDrawn(item.preview))
    .flatMap((item) => previewUrl(item, '256') ?? [])
    .slice(0, PARTS);
}

/** A few small pictures that show what is in a collection; read once per state of it, a few at a time. */
export function mosaic(collection: Collection): Promise<string[]> {
  const key = `${collection.id} ${collection.rev} ${collection.counts.items}`;
  let found = known.get(key);
  if (!found) {
    // Without them the cover alone is shown; the next visit asks again.
    found = read(collection).catch(() => {
      known.delete(key);
      return [];
    });
    known.set(key, found);
  }
  return found;
}
