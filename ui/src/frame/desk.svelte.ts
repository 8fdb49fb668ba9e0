import type { Collection, Item } from '../lib/api';
import { t } from '../lib/i18n/index.svelte';
import { collectionPath, ROOT, router } from '../lib/router.svelte';
import { ofCollection, ofItem, type Target } from '../rights/target';
import type { MenuItem } from '../ui/Menu.svelte';
import { library } from './library.svelte';
import { place } from './place.svelte';

type Task =
  | { what: 'create'; parent: string }
  | { what: 'edit'; collection: Collection }
  | { what: 'move'; collection: Collection }
  | { what: 'share'; target: Target };

let task = $state.raw<Task | null>(null);

/** The one dialog about collections that may be open; CollectionDialogs shows it. */
export const desk = {
  get task(): Task | null {
    return task;
  },
  create(parent: string): void {
    task = { what: 'create', parent };
  },
  edit(collection: Collection): void {
    task = { what: 'edit', collection };
  },
  move(collection: Collection): void {
    task = { what: 'move', collection };
  },
  share(collection: Collection): void {
    task = { what: 'share', target: ofCollection(collection) };
  },
  shareItem(item: Item): void {
    task = { what: 'share', target: ofItem(item, library.record(item.home)?.title ?? null) };
  },
  done(): void {
    task = null;
  },
};

/** What this person may do with the collection; empty when that is nothing. */
export function menuOf(collection: Collection): MenuItem[] {
  const { can } = collection;
  const items: MenuItem[] = [];
  if (can.contribute) {
    items.push({ label: t('frame.newInside'), icon: 'folder-plus', onselect: () => desk.create(collection.id) });
  }
  if (can.edit) items.push({ label: t('frame.edit'), icon: 'edit', onselect: () => desk.edit(collection) });
  if (can.share) items.push({ label: t('frame.share'), icon: 'share', onselect: () => desk.share(collection) });
  if (can.delete) {
    items.push(
      { label: t('frame.move'), icon: 'move', onselect: () => desk.move(collection) },
      { label: t('frame.toTrash'), icon: 'trash', danger: true, separator: true, onselect: () => void trash(collection) },
    );
  }
  return items;
}

/** Whoever stands in what goes to the trash is taken to what it was in. */
async function trash(collection: Collection): Promise<void> {
  if (!(await library.trash(collection))) return;
  const inside = place.id === collection.id || place.collection?.path.some((above) => above.id === collection.id);
  if (inside) router.go(collectionPath(collection.parent ?? ROOT), { replace: true });
}
