import type { Item } from '../lib/api';
import type { Edit } from './edit';

type Told = Pick<Item, 'title' | 'descr' | 'tags' | 'taken' | 'takenLocal'>;

/** A value that several items share, or null when they differ or not all are known. */
export interface Shared {
  title: string | null;
  descr: string | null;
  taken: string | null;
  /** every tag that one of them has, and how many have it */
  tags: readonly { tag: string; n: number }[];
}

/** What `items` have in common; with `all` false some more are not in memory, and nothing is taken to be shared. */
export function shared(items: readonly Told[], all: boolean): Shared {
  const one = (of: (item: Told) => string): string | null => {
    const [first] = items;
    if (!all || first === undefined) return null;
    return items.every((item) => of(item) === of(first)) ? of(first) : null;
  };
  const counts = new Map<string, number>();
  for (const tag of items.flatMap((item) => item.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return {
    title: one((item) => item.title),
    descr: one((item) => item.descr),
    taken: one((item) => item.takenLocal),
    tags: [...counts].map(([tag, n]) => ({ tag, n })),
  };
}

/** What is to become of every item; what is null stays as each has it. */
export interface Wish {
  title: string | null;
  descr: string | null;
  taken: string | null;
  add: readonly string[];
  drop: readonly string[];
}

export function changesNothing({ title, descr, taken, add, drop }: Wish): boolean {
  return title === null && descr === null && taken === null && add.length === 0 && drop.length === 0;
}

/** The edit that fulfils the wish for one item and the one that takes it back; null when it is fulfilled already. */
export function editFor(item: Told, wish: Wish): { edit: Edit; back: Edit } | null {
  const edit: Edit = {};
  const back: Edit = {};
  for (const name of ['title', 'descr'] as const) {
    const wanted = wish[name];
    if (wanted !== null && wanted !== item[name]) [edit[name], back[name]] = [wanted, item[name]];
  }
  if (wish.taken !== null && wish.taken !== item.takenLocal) [edit.taken, back.taken] = [wish.taken, item.taken];
  const kept = item.tags.filter((tag) => !wish.drop.includes(tag));
  const tags = [...new Set([...kept, ...wish.add])];
  if (tags.join('\n') !== item.tags.join('\n')) [edit.tags, back.tags] = [tags, [...item.tags]];
  return Object.keys(edit).length === 0 ? null : { edit, back };
}
