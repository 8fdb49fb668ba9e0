/** Where an address leads. The query is kept apart: it is the state of the place. */
export type Route =
  | { name: 'setup' }
  | { name: 'signin' }
  | { name: 'collection'; id: string }
  | { name: 'item'; id: string }
  | { name: 'trash' }
  | { name: 'people' }
  | { name: 'groups' }
  | { name: 'roles' }
  | { name: 'audit' }
  | { name: 'cache' }
  | { name: 'storage' }
  | { name: 'jobs' }
  | { name: 'account' }
  | { name: 'link' }
  | { name: 'nowhere' };

/** The collection that holds the top-level collections; it has no items of its own. */
export const ROOT = 'root';

/** The token of a public link that an address lies under: what it leads to is seen through the link. */
export function tokenOf(path: string): string | null {
  const token = /^\/l\/([^/]+)/.exec(path)?.[1];
  if (token === undefined) return null;
  try {
    return decodeURIComponent(token);
  } catch {
    return token; // no token of ours, and the server will say so
  }
}

export function parse(path: string): Route {
  let parts = path.split('/').filter((part) => part !== '');
  if (parts[0] === 'l' && parts.length >= 2) {
    parts = parts.slice(2);
    const known = parts.length === 2 && (parts[0] === 'c' || parts[0] === 'i');
    if (!known) return { name: parts.length === 0 ? 'link' : 'nowhere' };
  }
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
      case 'roles':
      case 'audit':
      case 'cache':
      case 'storage':
      case 'jobs':
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

/** What every path of a place begins with: nothing, or the link that it is seen through. */
let before = '';

/** Places are under this public link from now on, or under none. */
export function under(token: string | null): void {
  before = token === null ? '' : `/l/${encodeURIComponent(token)}`;
}

export function collectionPath(id: string): string {
  return id === ROOT ? `${before}/` : `${before}/c/${encodeURIComponent(id)}`;
}

export function itemPath(id: string): string {
  return `${before}/i/${encodeURIComponent(id)}`;
}
