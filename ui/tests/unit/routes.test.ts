import { expect, test } from 'vitest';
import { readOptions, writeOptions } from '../../src/gallery/options';
import { address, collectionPath, itemPath, parse, ROOT, tokenOf, under } from '../../src/lib/routes';

test.each([
  ['/', { name: 'collection', id: ROOT }],
  ['/c/abc', { name: 'collection', id: 'abc' }],
  ['/c/a%20b%2Fc', { name: 'collection', id: 'a b/c' }],
  ['/i/x1', { name: 'item', id: 'x1' }],
  ['/trash', { name: 'trash' }],
  ['/setup', { name: 'setup' }],
  ['/people', { name: 'people' }],
  ['/roles', { name: 'roles' }],
  ['/audit', { name: 'audit' }],
  ['/cache', { name: 'cache' }],
  ['/l/tok', { name: 'link' }],
  ['/l/tok/', { name: 'link' }],
  ['/l/tok/c/abc', { name: 'collection', id: 'abc' }],
  ['/l/tok/i/x', { name: 'item', id: 'x' }],
  ['/l/tok/people', { name: 'nowhere' }],
  ['/l', { name: 'nowhere' }],
  ['/c', { name: 'nowhere' }],
  ['/c/a/b', { name: 'nowhere' }],
  ['/c/%E0%A4%A', { name: 'nowhere' }],
  ['/wp-admin', { name: 'nowhere' }],
])('%s leads where it should', (path, route) => {
  expect(parse(path)).toEqual(route);
});

test('paths of collections and items lead back to them', () => {
  for (const id of ['abc', 'a b', 'a/b', 'ç?#&']) {
    expect(parse(collectionPath(id))).toEqual({ name: 'collection', id });
    expect(parse(itemPath(id))).toEqual({ name: 'item', id });
  }
  expect(collectionPath(ROOT)).toBe('/');
});

test('places that are seen through a link stay under it', () => {
  try {
    under('a b');
    expect(collectionPath('c')).toBe('/l/a%20b/c/c');
    expect(tokenOf(itemPath('x'))).toBe('a b');
    expect(parse(itemPath('x'))).toEqual({ name: 'item', id: 'x' });
  } finally {
    under(null);
  }
  expect(tokenOf('/c/l')).toBeNull();
});

test('an address leaves out what is not set and escapes what is', () => {
  expect(address('/signin', { back: '/c/1?sort=name', other: null, third: undefined })).toBe('/signin?back=%2Fc%2F1%3Fsort%3Dname');
  expect(address('/x')).toBe('/x');
});

test('what is usual is not written into the address', () => {
  const usual = readOptions(new URLSearchParams());
  expect(usual).toEqual({ sort: 'taken', dir: 'desc', kind: null, recursive: false });
  expect(address('/c/1', writeOptions(usual))).toBe('/c/1');
});

test.each([
  { sort: 'name', dir: 'asc', kind: 'pdf', recursive: true },
  { sort: 'name', dir: 'desc', kind: null, recursive: false },
  { sort: 'taken', dir: 'asc', kind: 'image', recursive: true },
  { sort: 'added', dir: 'desc', kind: null, recursive: true },
] as const)('options survive the address: %o', (options) => {
  const { searchParams } = new URL(address('/c/1', writeOptions(options)), 'http://x');
  expect(readOptions(searchParams)).toEqual(options);
});

test('nonsense in the address is the usual', () => {
  expect(readOptions(new URLSearchParams('sort=size&dir=sideways&kind=video'))).toEqual({
    sort: 'taken',
    dir: 'desc',
    kind: null,
    recursive: false,
  });
});
