import { nameOf } from '../gallery/addresses';
import type { Can, Collection, Item } from '../lib/api';

/** What rights are set on: a collection or one item. */
export interface Target {
  readonly kind: 'collection' | 'item';
  readonly id: string;
  readonly title: string;
  readonly can: Can;
  /** where it lies, when that has a name the person may know */
  readonly parent: string | null;
  /** nothing lies above that could give rights */
  readonly atTop: boolean;
  /** items that are concerned: here and below */
  readonly items: number;
  /** the collection whose children look different after a change */
  readonly around: string;
}

export function ofCollection(collection: Collection): Target {
  return {
    kind: 'collection',
    id: collection.id,
    title: collection.title,
    can: collection.can,
    parent: collection.path.at(-1)?.title ?? null,
    atTop: collection.path.length === 0,
    items: collection.counts.items,
    around: collection.parent ?? collection.id,
  };
}

/** `home` is the title of the collection it lies in. */
export function ofItem(item: Item, home: string | null): Target {
  return {
    kind: 'item',
    id: item.id,
    title: nameOf(item),
    can: item.can,
    parent: home ?? item.path?.at(-1)?.title ?? null,
    atTop: false,
    items: 1,
    around: item.home,
  };
}

/** As queries ask about it. */
export function asked({ kind, id }: Pick<Target, 'kind' | 'id'>): { collection: string } | { item: string } {
  return kind === 'item' ? { item: id } : { collection: id };
}
