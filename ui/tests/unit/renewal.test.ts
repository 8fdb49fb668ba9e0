import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readOptions } from '../../src/gallery/options';
import { Renewal, type InSight } from '../../src/gallery/renewal';
import { Slice } from '../../src/gallery/slice.svelte';

const options = readOptions(new URLSearchParams());

/** A view that can be changed under the renewal; `read` ends what is being read. */
function scene() {
  const sight: InSight = { view: 'a', collection: 'c', options, reach: 40, writes: { ever: 0, open: 0 } };
  const reading: (() => void)[] = [];
  const shown: Slice[] = [];
  const fresh = () =>
    new Slice(() => new Promise((resolve) => reading.push(() => resolve({ items: [], next: null, total: 0 }))));
  const renewal = new Renewal(() => ({ ...sight, writes: { ...sight.writes } }), (slice) => shown.push(slice), fresh);
  const read = async () => {
    reading.splice(0).forEach((end) => end());
    await vi.advanceTimersByTimeAsync(0);
  };
  return { sight, reading, shown, renewal, read };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('several changes at once make the view anew once', async () => {
  const { renewal, reading, shown, read } = scene();
  renewal.want();
  renewal.want();
  await vi.advanceTimersByTimeAsync(1000);
  expect(reading.length).toBe(1);
  await read();
  expect(shown.length).toBe(1);
});

test('whoever is far down is left there until they come up', async () => {
  const { sight, renewal, reading } = scene();
  sight.reach = 30_000;
  renewal.want();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reading.length).toBe(0);
  sight.reach = 60;
  void renewal.catchUp();
  expect(reading.length).toBe(1);
});

test('what was read while this page changed something is read again', async () => {
  const { sight, renewal, reading, shown, read } = scene();
  renewal.want();
  await vi.advanceTimersByTimeAsync(1000);
  sight.writes = { ever: 1, open: 1 };
  await read();
  expect(shown).toEqual([]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(reading.length, 'not before it has ended').toBe(0);
  sight.writes.open = 0;
  await vi.advanceTimersByTimeAsync(1000);
  await read();
  expect(shown.length).toBe(1);
});

test('a view that was left meanwhile is not shown', async () => {
  const { sight, renewal, shown, read } = scene();
  renewal.want();
  await vi.advanceTimersByTimeAsync(1000);
  sight.view = 'b';
  await read();
  expect(shown).toEqual([]);
});
