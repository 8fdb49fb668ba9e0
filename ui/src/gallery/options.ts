import type { Query } from '../lib/routes';

export type Sort = 'taken' | 'added' | 'name';
export type Direction = 'asc' | 'desc';
export type Kind = 'image' | 'pdf';

/** What of a collection is shown and in which order; lives in the address. */
export interface Options {
  sort: Sort;
  dir: Direction;
  kind: Kind | null;
  recursive: boolean;
}

export function usual(sort: Sort): Direction {
  return sort === 'name' ? 'asc' : 'desc';
}

export function readOptions(query: URLSearchParams): Options {
  const asked = query.get('sort');
  const sort: Sort = asked === 'added' || asked === 'name' ? asked : 'taken';
  const dir = query.get('dir');
  const kind = query.get('kind');
  return {
    sort,
    dir: dir === 'asc' || dir === 'desc' ? dir : usual(sort),
    kind: kind === 'image' || kind === 'pdf' ? kind : null,
    recursive: query.has('recursive'),
  };
}

/** The usual is not written, so that addresses stay short. */
export function writeOptions(options: Options): Query {
  return {
    sort: options.sort === 'taken' ? null : options.sort,
    dir: options.dir === usual(options.sort) ? null : options.dir,
    kind: options.kind,
    recursive: options.recursive ? '' : null,
  };
}
