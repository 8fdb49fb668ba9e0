import { describe, expect, test } from 'vitest';
import { Slice, type Part } from '../../src/gallery/slice.svelte';
import type { Item } from '../../src/lib/api';

function item(id: string): Item {
  return { id, title: id, width: 300, height: 200, preview: { state: 'ready' } } as Item;
}

/** A collection read by keyset: a cursor is the id after which a page begins. */
class Shelf {
  readonly asked: { cursor: string | null; limit: number }[] = [];
  failing = false;

  constructor(readonly ids: string[]) {}

  readonly fetch = (cursor: string | null, limit: number): Promise<Part> => {
    this.asked.push({ cursor, limit });
    if (this.failing) return Promise.reject(new Error('away'));
    const rest = cursor === null ? this.ids : this.ids.filter((id) => id > cursor);
    const page = rest.slice(0, limit);
    return Promise.resolve({
      items: page.map(item),
      next: rest.length > limit ? page.at(-1)! : null,
      total: this.ids.length,
    });
  };
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, k) => String(k).padStart(6, '0'));
}

describe('a slice', () => {
  test('reads only what is wanted, in small steps at first', async () => {
    const shelf = new Shelf(numbered(1000));
    const slice = new Slice(shelf.fetch);
    await slice.want(0, 120);
    expect(slice.count).toBe(200);
    expect(slice.expected).toBe(1000);
    expect(shelf.asked.map((a) => a.limit)).toEqual([100, 100]);
  });

  test('takes large steps when the person races ahead', async () => {
    const shelf = new Shelf(numbered(5000));
    const slice = new Slice(shelf.fetch);
    await slice.want(0, 4000);
    expect(Math.max(...shelf.asked.map((a) => a.limit))).toBe(500);
    expect(shelf.asked.length).toBeLessThan(12);
  });

  test('reads pages anew for those whose preview was being made, and takes over what is drawn by now', async () => {
    const shelf = new Shelf(numbered(250));
    const states = new Map<string, 'pending' | 'ready'>([['000003', 'pending'], ['000120', 'pending'], ['000121', 'pending']]);
    const slice = new Slice(async (cursor, limit) => {
      const part = await shelf.fetch(cursor, limit);
      return { ...part, items: part.items.map((one) => ({ ...one, preview: { ...one.preview, state: states.get(one.id) ?? 'ready' } })) };
    });
    await slice.want(0, 200);
    const before = shelf.asked.length;
    const { signal } = new AbortController();
    expect(await slice.refresh([...states.keys()], signal)).toBe(false);
    expect(shelf.asked.length - before).toBe(2);
    states.set('000120', 'ready');
    expect(await slice.refresh(['000120', '000121'], signal)).toBe(true);
    expect(shelf.asked.length - before).toBe(3);
    expect(slice.item(120)?.preview.state).toBe('ready');
    expect(slice.item(121)?.preview.state).toBe('pending');
  });

  test('ends at the end', async () => {
    const slice = new Slice(new Shelf(numbered(150)).fetch);
    expect(await slice.all()).toBe(true);
    expect([slice.count, slice.complete, slice.expected]).toEqual([150, true, 150]);
  });

  test('keeps a bounded number of records and reads them again when they come back into sight', async () => {
    const shelf = new Shelf(numbered(20_000));
    const slice = new Slice(shelf.fetch);
    await slice.all();
    const kept = slice.ids.filter((_, at) => slice.item(at) !== undefined).length;
    expect(kept).toBeLessThanOrEqual(6000);
    expect(slice.item(0)).toBeUndefined();
    const before = shelf.asked.length;
    await slice.want(0, 50);
    await Promise.resolve();
    await Promise.resolve();
    expect(shelf.asked.length).toBe(before + 1);
    expect(slice.item(0)?.id).toBe('000000');
    expect(slice.count).toBe(20_000);
  });

  test('what somebody else took away disappears when its page is read again', async () => {
    const ids = numbered(20_000);
    const shelf = new Shelf(ids);
    const slice = new Slice(shelf.fetch);
    await slice.all();
    ids.splice(10, 1);
    await slice.want(0, 50);
    await Promise.resolve();
    await Promise.resolve();
    expect(slice.count).toBe(19_999);
    expect(slice.indexOf('000010')).toBe(-1);
    expect(slice.item(10)?.id).toBe('000011');
  });

  test('what is removed comes back where it was', async () => {
    const slice = new Slice(new Shelf(numbered(300)).fetch);
    await slice.all();
    const undo = slice.remove(['000000', '000099', '000100', '000299']);
    expect(slice.count).toBe(296);
    expect(slice.item(98)?.id).toBe('000101');
    expect(slice.total).toBe(296);
    undo();
    expect(slice.ids).toEqual(numbered(300));
    expect(slice.ids.map((_, at) => slice.item(at)?.id)).toEqual(numbered(300));
  });

  test('everything can be removed and come back', async () => {
    const slice = new Slice(new Shelf(numbered(5)).fetch);
    await slice.all();
    const undo = slice.remove(numbered(5));
    expect(slice.count).toBe(0);
    undo();
    expect(slice.ids).toEqual(numbered(5));
  });

  test('a part that is no longer all in memory comes back where it was', async () => {
    const ids = numbered(20_000);
    const slice = new Slice(new Shelf(ids).fetch);
    await slice.all();
    const undo = slice.remove(ids.filter((_, at) => at % 3 !== 1));
    expect(slice.ids).toEqual(ids.filter((_, at) => at % 3 === 1));
    undo();
    expect(slice.ids).toEqual(ids);
    expect(slice.expected).toBe(20_000);
    for (const at of [0, 1, 6_000, 19_999]) expect(slice.item(at)?.id ?? ids[at]).toBe(ids[at]);
  });

  test('a failure is kept for the person and reading goes on when they ask', async () => {
    const shelf = new Shelf(numbered(300));
    const slice = new Slice(shelf.fetch);
    shelf.failing = true;
    await slice.want(0, 100);
    expect(slice.trouble).toBeInstanceOf(Error);
    shelf.failing = false;
    slice.retry();
    await slice.want(0, 100);
    expect([slice.trouble, slice.count]).toEqual([null, 100]);
  });

  test('a newer record takes the place of the old one', async () => {
    const slice = new Slice(new Shelf(numbered(10)).fetch);
    await slice.all();
    slice.replace({ ...item('000003'), title: 'new', width: 100, height: 200 });
    expect(slice.item(3)?.title).toBe('new');
    expect(slice.proportions[3]).toBe(0.5);
  });
});
