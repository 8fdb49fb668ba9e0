import { gallery } from '../gallery/gallery.svelte';
import { api, etagOf, type Item } from '../lib/api';
import { changes } from '../lib/changes';
import { t } from '../lib/i18n/index.svelte';
import { toasts } from '../ui/toasts.svelte';

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
  if (Date.parse(wanted.taken) !== Date.parse(item.taken)) [edit.taken, before.taken] = [wanted.taken, item.taken];
  if (Object.keys(edit).length === 0) return item;
  const saved = await patch(item.id, item.rev, edit);
  toasts.undo(t('item.saved'), async () => {
    await patch(saved.id, saved.rev, before);
  });
  return saved;
}
