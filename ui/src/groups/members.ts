import type { Member } from '../lib/api';

/** The list with one more in its place; whoever is there already is there once. */
export function joined(list: readonly Member[], member: Member, compare: (a: string, b: string) => number): Member[] {
  const others = left(list, member.id);
  const at = others.findIndex((other) => compare(other.name, member.name) > 0);
  return at === -1 ? [...others, member] : others.toSpliced(at, 0, member);
}

export function left(list: readonly Member[], id: string): Member[] {
  return list.filter((member) => member.id !== id);
}

/** The list with its next page, which may hold some who were put in by hand meanwhile. */
export function continued(list: readonly Member[], page: readonly Member[]): Member[] {
  const coming = new Set(page.map(({ id }) => id));
  return [...list.filter(({ id }) => !coming.has(id)), ...page];
}
