import type { Collection } from '../lib/api';

/** One line of the tree as it is drawn. */
export interface Branch {
  collection: Collection;
  /** from 1, as aria-level wants it */
  level: number;
  /** place among its siblings, from 1, and how many they are */
  position: number;
  siblings: number;
  expanded: boolean;
  leaf: boolean;
}

/** The open part of the tree from top to bottom. */
export function branches(
  root: string,
  children: (parent: string) => readonly Collection[] | undefined,
  expanded: ReadonlySet<string>,
): Branch[] {
  const lines: Branch[] = [];
  const grow = (parent: string, level: number): void => {
    const all = children(parent) ?? [];
    all.forEach((collection, k) => {
      const leaf = collection.counts.collections === 0;
      const open = !leaf && expanded.has(collection.id);
      lines.push({ collection, level, position: k + 1, siblings: all.length, expanded: open, leaf });
      if (open) grow(collection.id, level + 1);
    });
  };
  grow(root, 1);
  return lines;
}
