import type { Item } from '../lib/api';
import { Selection } from './selection.svelte';
import type { Slice } from './slice.svelte';

/** What the grid shows now; the tree, the viewer and the panel look at it and act on it. */
class Gallery {
  slice = $state.raw<Slice | null>(null);
  readonly selection = new Selection();
  /** the item that has, or had last, the keyboard; the panel describes it */
  focus = $state<string | null>(null);

  /** changes by this page that are on their way, and how many there ever were: what is read meanwhile may be half of one */
  readonly writes = { open: 0, ever: 0 };

  /** The record of the focused item, while it is in memory. */
  readonly focused: Item | undefined = $derived.by(() => {
    const { slice, focus } = this;
    if (!slice || focus === null) return undefined;
    return slice.item(slice.indexOf(focus));
  });

  /** What an action is about: the marked items, else the one with the keyboard. */
  get targets(): string[] {
    if (this.selection.size > 0) return [...this.selection.ids];
    return this.focus === null ? [] : [this.focus];
  }

  /** Records of these items, as far as they are in memory. */
  records(ids: readonly string[]): Item[] {
    const { slice } = this;
    if (!slice) return [];
    return ids.flatMap((id) => slice.item(slice.indexOf(id)) ?? []);
  }
}

export const gallery = new Gallery();
