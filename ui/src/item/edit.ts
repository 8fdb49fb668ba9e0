import { gallery } from '../gallery/gallery.svelte';
import { each } from '../gallery/actions';
import { api, etagOf, Problem, type Item } from '../lib/api';
import { changes } from '../lib/changes';
import { t } from '../lib/i18n/index.svelte';
import { toasts } from '../ui/toasts.svelte';
import { editFor, type Wish } from './several';

export interface Edit {
  title?: string;
  descr?: string;
  tags?: string[];
  taken?: string;
}

async function patch(id: string, rev: number, edit: Edit): Promise<Item> {
  const { data } = await api.patch('/api/v1/items/{id}', { path: { id }, body: edit, ifMatch: etagOf(rev) });
  gallery.slice?.replace(data);
  changes.tell({ what: 'item', id });
  return data;
}

/** Saves what is different and offers to take it back; throws when somebody else was faster. */
export async function saveItem(item: Item, wanted: Required<Edit>): Promise<Item> {
  const edit: Edit = {};
  const before: Edit = {};
  if (wanted.title !== item.title) [edit.title, before.title] = [wanted.title, item.title];
  if (wanted.descr !== item.descr) [edit.descr, before.descr] = [wanted.descr, item.descr];
  if (wanted.tags.join('\n') !== item.tags.join('\n')) [edit.tags, before.tags] = [wanted.tags, item.tags];
  if (wanted.taken !== item.takenLocal) [edit.taken, before.taken] = [wanted.taken, item.taken];
  if (Object.keys(edit).length === 0) return item;
  const saved = await patch(item.id, item.rev, edit);
  toasts.undo(t('item.saved'), async () => {
    await patch(saved.id, saved.rev, before);
  });
  return saved;
}

/** Fulfils the wish for one item as it is now, also when somebody else is changing it; null when nothing was to do. */
async function fulfil(id: string, wish: Wish): Promise<{ saved: Item; back: Edit } | null> {
  for (let tries = 1; ; tries++) {
    const { data: now } = await api.get('/api/v1/items/{id}', { path: { id } });
    const wanted = editFor(now, wish);
    if (wanted === null) return null;
    try {
      return { saved: await patch(id, now.rev, wanted.edit), back: wanted.back };
    } catch (error) {
      if (!(error instanceof Problem) || error.trouble !== 'stale' || tries >= 3) throw error;
    }
  }
}

/** Changes several items the same way and offers to take it back; what was refused is said, the rest holds. */
export async function saveSeveral(ids: readonly string[], wish: Wish): Promise<void> {
  const changed: { saved: Item; back: Edit }[] = [];
  const { done, trouble } = await each(ids, async (id) => {
    const one = await fulfil(id, wish);
    if (one !== null) changed.push(one);
  });
  if (done.length > 0) {
    toasts.undo(t('item.savedSeveral', { n: done.length }), async () => {
      const undone = await each(changed.map(({ saved }) => saved.id), async (id) => {
        const one = changed.find(({ saved }) => saved.id === id);
        if (one) await patch(id, one.saved.rev, one.back);
      });
      if (undone.trouble !== null) throw undone.trouble;
    });
  }
  if (trouble !== null) {
    toasts.say(t('item.refusedSeveral', { n: ids.length - done.length }));
    toasts.trouble(trouble);
  }
}
