import { library } from '../frame/library.svelte';
import { api, type Collection } from '../lib/api';
import { lookOften } from '../lib/often';
import { ROOT } from '../lib/routes';

const PACE = { soonest: 3_000, latest: 20_000 };

/**
 * Notices what others do to a collection while somebody looks at it, by what it holds; returns the end of it. What this
 * page does itself is in its records already.
 *
 * @param free whether the person is not in the middle of something that a change would disturb
 */
export function watchOthers(id: string, free: () => boolean, changed: () => void): () => void {
  let top: string | null = null;

  /** The top has no record to compare with: the first look is what later ones are compared with. */
  function isNews(collection: Collection): boolean {
    const now = JSON.stringify(collection.counts);
    if (id !== ROOT) return now !== JSON.stringify(library.record(id)?.counts);
    const news = top !== null && now !== top;
    top = now;
    return news;
  }

  return lookOften(async (signal) => {
    if (!free()) return false;
    const { data } = await api.get('/api/v1/collections/{id}', { path: { id }, signal });
    if (!free() || !isNews(data)) return false;
    if (id !== ROOT) library.know(data);
    await library.loadChildren(id, true);
    changed();
    return true;
  }, PACE);
}
