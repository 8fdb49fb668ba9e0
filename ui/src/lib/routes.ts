/** Where an address leads. The query is kept apart: it is the state of the place. */
export type Route =
  | { name: 'setup' }
  | { name: 'signin' }
  | { name: 'collection'; id: string }
  | { name: 'item'; id: string }
  | { name: 'trash' }
  | { name: 'people' }
  | { name: 'groups' }
  | { name: 'account' }
  | { name: 'nowhere' };

/** The collection that holds the top-level collections; it has no items of its own. */
export const ROOT = 'root';

export function parse(path: string): Route {
  const parts = path.split('/').filter((part) => part !== '');
  const [first, second] = parts;
  if (first === undefined) return { name: 'collection', id: ROOT };
  if (parts.length === 2 && second !== undefined) {
    let id: string;
    try {
      id = decodeURIComponent(second);
    } catch {
      return { name: 'nowhere' };
    }
    if (first === 'c') return { name: 'collection', id };
    if (first === 'i') return { name: 'item', id };
  }
  if (parts.length === 1) {
    switch (first) {
      case 'setup':
      case 'signin':
      case 'trash':
      case 'people':
      case 'groups':
      case 'account':
        return { name: first };
    }
  }
  return { name: 'nowhere' };
}

export type Query = Record<string, string | null | undefined>;

/** The path of a place with its query, empty and missing values left out. */
export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) search.set(name, value);
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

export function collectionPath(id: string): string {
  return id === ROOT ? '/' : `/c/${encodeURIComponent(id)}`;
}

export function itemPath(id: string): string {
  return `/i/${encodeURIComponent(id)}`;
}
