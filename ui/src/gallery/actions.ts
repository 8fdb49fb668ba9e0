import { library } from '../frame/library.svelte';
import { place } from '../frame/place.svelte';
import { api, isAbort, type Collection, type Item } from '../lib/api';
import { changes } from '../lib/changes';
import { t } from '../lib/i18n/index.svelte';
import { toasts } from '../ui/toasts.svelte';
import { gallery } from './gallery.svelte';

/** The server is asked for this many items at the same time. */
const AT_ONCE = 6;

interface Outcome {
  done: string[];
  trouble: unknown;
}

/** Does the same to many, some at a time; what fails stops none of the others. */
export async function each(ids: readonly string[], run: (id: string) => Promise<unknown>): Promise<Outcome> {
  const queue = [...ids];
  const outcome: Outcome = { done: [], trouble: null };
  const worker = async (): Promise<void> => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      try {
        await run(id);
        outcome.done.push(id);
      } catch (error) {
        if (!isAbort(error)) outcome.trouble ??= error;
      }
    }
  };
  gallery.writes.ever++;
  gallery.writes.open++;
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  } finally {
    gallery.writes.open--;
  }
  return outcome;
}

/** Takes items out of the view at once; what the server then refuses comes back. */
async function takeOut(ids: readonly string[], run: (id: string) => Promise<unknown>) {
  const { slice } = gallery;
  const putBack = slice?.remove(ids);
  gallery.selection.clear();
  if (gallery.focus !== null && ids.includes(gallery.focus)) gallery.focus = null;
  const { done, trouble } = await each(ids, run);
  if (trouble !== null) {
    putBack?.();
    slice?.remove(done);
    toasts.trouble(trouble);
  }
  return {
    done,
    putBack: () => {
      putBack?.();
      // Another view took the place of the one that they were taken out of.
      if (gallery.slice !== slice && place.id !== null) changes.tell({ what: 'items', collection: place.id });
    },
  };
}

/** Moves items to the trash and offers to take it back. */
export async function trashItems(ids: readonly string[]): Promise<void> {
  const homes = homesOf(ids);
  const { done, putBack } = await takeOut(ids, (id) => api.delete('/api/v1/items/{id}', { path: { id } }));
  if (done.length === 0) return;
  after(homes);
  toasts.undo(t('gallery.trashed', { n: done.length }), async () => {
    const { trouble } = await each(done, (id) => api.post('/api/v1/items/{id}/restore', { path: { id } }));
    if (trouble !== null) throw trouble;
    putBack();
    after(homes);
  });
}

/** Moves items into another collection and offers to take it back. */
export async function moveItems(ids: readonly string[], from: string | null, target: Collection): Promise<void> {
  const moving = ids.filter((id) => gallery.records([id])[0]?.home !== target.id);
  if (moving.length === 0) return;
  const before = new Map(gallery.records(moving).map((item) => [item.id, item.home]));
  const to = (id: string, collection: string) =>
    api.post('/api/v1/items/{id}/move', { path: { id }, body: { collection } });
  // With everything below in view, what moves below stays in view.
  const stays = place.id !== null && target.path.some(({ id }) => id === place.id) && location.search.includes('recursive');
  let done: string[];
  let putBack = (): void => {};
  if (stays) {
    const outcome = await each(moving, (id) => to(id, target.id));
    if (outcome.trouble !== null) toasts.trouble(outcome.trouble);
    done = outcome.done;
    gallery.selection.clear();
  } else {
    ({ done, putBack } = await takeOut(moving, (id) => to(id, target.id)));
  }
  if (done.length === 0) return;
  const homes = [...new Set([...before.values(), ...(from === null ? [] : [from]), target.id])];
  after(homes);
  toasts.undo(t('gallery.moved', { n: done.length, where: target.title }), async () => {
    const { trouble } = await each(done, (id) => to(id, before.get(id) ?? from ?? target.id));
    if (trouble !== null) throw trouble;
    putBack();
    after(homes);
  });
}

/** Saves the original file; the browser asks where or knows. */
export function download(item: Pick<Item, 'id'>): void {
  const link = document.createElement('a');
  link.href = `/api/v1/items/${encodeURIComponent(item.id)}/original?download=true`;
  link.download = '';
  link.click();
}

function homesOf(ids: readonly string[]): string[] {
  return [...new Set(gallery.records(ids).map((item) => item.home))];
}

function after(homes: string[]): void {
  library.counted(...homes);
  changes.tell({ what: 'trash' });
}
