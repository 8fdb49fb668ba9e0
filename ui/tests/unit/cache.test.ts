import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { pathOf, pathOfMiss, timeOf, verdict } from '../../src/cache/entry';
import { POLL, roof, Series, SPAN, stretches, type Point } from '../../src/cache/series';
import { CacheWatch } from '../../src/cache/watch.svelte';
import type { Cache, CacheCounts, CacheEntry, CacheMiss } from '../../src/lib/api';
import { Speech } from '../../src/lib/i18n/index.svelte';

function counts(some: Partial<CacheCounts> = {}): CacheCounts {
  return { view: 'items', memory: 0, redis: 0, misses: 0, shared: 0, stored: 0, refused: 0, unreadable: 0, bypassed: 0, entries: 0, bytes: 0, oldest: 0, hitRate: null, ...some };
}

function cacheOf(some: Partial<Cache> = {}): Cache {
  return {
    node: 'a',
    on: true,
    bypass: false,
    memory: { entries: 0, bytes: 0, limit: 1 },
    redis: { state: 'up', trusted: true, detail: '' },
    views: [counts()],
    slowest: [],
    names: {},
    prober: { sampled: 0, compared: 0, stale: 0 },
    ...some,
  };
}

describe('what happened of late', () => {
  test('is the difference between two looks, over all views', () => {
    const series = new Series();
    series.add([counts({ memory: 100, misses: 10 }), counts({ view: 'item', redis: 5 })], 0);
    expect(series.points).toEqual([]);
    series.add([counts({ memory: 106, misses: 12 }), counts({ view: 'item', redis: 7, bypassed: 10 })], 2000);
    expect(series.points).toEqual([{ at: 2000, asked: 10, hits: 0.8 }]);
  });

  test('has no hits where the cache was not asked', () => {
    const series = new Series();
    series.add([counts()], 0);
    series.add([counts({ bypassed: 4 })], 2000);
    expect(series.points).toEqual([{ at: 2000, asked: 2, hits: null }]);
  });

  test('begins anew after a node has started again, and after a time out of sight', () => {
    const series = new Series();
    series.add([counts({ memory: 50 })], 0);
    series.add([counts({ memory: 3 })], 2000);
    series.add([counts({ memory: 5 })], 4000);
    series.add([counts({ memory: 500 })], 60_000);
    series.add([counts({ memory: 502 })], 62_000);
    expect(series.points.map(({ at, asked }) => [at, asked])).toEqual([[4000, 1], [62_000, 1]]);
  });

  test('is forgotten after two minutes', () => {
    const series = new Series();
    for (let at = 0; at <= 4 * SPAN; at += POLL) series.add([counts({ memory: at })], at);
    expect(series.points.length).toBe(SPAN / POLL + 1);
    expect(series.points[0]!.at).toBe(3 * SPAN);
  });
});

describe('charts', () => {
  const point = (at: number, hits: number | null = 1): Point => ({ at, asked: 1, hits });

  test('end at the right edge and leave out where nothing is known', () => {
    const points = [point(0), point(2000, 0.5), point(4000, null), point(6000), point(60_000)];
    expect(stretches(points, ({ hits }) => hits, SPAN, 1)).toEqual([
      [{ x: 0, y: 0 }, { x: 2000 / SPAN, y: 0.5 }],
      [{ x: 6000 / SPAN, y: 0 }],
      [{ x: 0.5, y: 0 }],
    ].map((line) => line.map(({ x, y }) => ({ x: expect.closeTo(x, 6), y }))));
  });

  test.each([[0, 1], [0.4, 1], [1, 1], [1.1, 2], [3, 5], [7, 10], [10, 10], [11, 20], [999, 1000]])('a roof over %d is %d', (value, expected) => {
    expect(roof(value)).toBe(expected);
  });
});

describe('an address that is to be explained', () => {
  test.each([
    [' /api/v1/items/x ', '/api/v1/items/x'],
    ['https://acervo.example/api/v1/collections/c/items?limit=100', '/api/v1/collections/c/items?limit=100'],
    ['api/v1/items/x', '/api/v1/items/x'],
    ['  ', ''],
  ])('%j is asked as %j', (text, path) => {
    expect(pathOf(text)).toBe(path);
  });

  test.each<[Pick<CacheMiss, 'view' | 'query'>, string | null]>([
    [{ view: 'items', query: 'recursive=true&limit=100' }, '/api/v1/collections/a%2Fb/items?recursive=true&limit=100'],
    [{ view: 'collections', query: 'limit=100' }, '/api/v1/collections?limit=100&parent=a%2Fb'],
    [{ view: 'collection', query: '' }, '/api/v1/collections/a%2Fb'],
    [{ view: 'item', query: 'item=x' }, '/api/v1/items/x'],
    [{ view: 'item', query: '' }, null],
  ])('of the miss %o is %s', (miss, path) => {
    expect(pathOfMiss({ root: 'a/b', millis: 1, at: '2026-01-01T00:00:00Z', ...miss })).toBe(path);
  });

  test('holds the time of day in the upper half of its logical time', () => {
    expect(timeOf('6553f10000000007')).toBe('2023-11-14T22:13:20.000Z');
  });
});

describe('who would answer', () => {
  const level = (valid: boolean) => ({ read: '0000000000000001', bytes: 1, valid, age: 1, ttl: 1 });
  const entry = (memory: boolean | null, redis: boolean | null) =>
    ({ memory: memory === null ? null : level(memory), redis: redis === null ? null : level(redis) }) as CacheEntry;

  test.each([
    [true, true, {}, 'memory'],
    [false, true, {}, 'redis'],
    [null, true, {}, 'redis'],
    [null, true, { redis: { state: 'up', trusted: false, detail: '' } }, 'untrusted'],
    [false, false, {}, 'old'],
    [null, null, {}, 'empty'],
    [true, true, { bypass: true }, 'bypass'],
    [true, true, { on: false, bypass: true }, 'off'],
  ] as const)('memory %s, Redis %s, %o: %s', (memory, redis, state, expected) => {
    expect(verdict(entry(memory, redis), cacheOf(state))).toBe(expected);
  });
});

describe('looking at the cache', () => {
  const page = Object.assign(new EventTarget(), { hidden: false });
  let asked = 0;
  let answer: () => Promise<Cache> = async () => cacheOf();
  let watch: CacheWatch;
  let end: () => void;

  function show(shown: boolean): void {
    page.hidden = !shown;
    page.dispatchEvent(new Event('visibilitychange'));
  }

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('document', page);
    asked = 0;
    page.hidden = false;
    answer = async () => cacheOf();
    watch = new CacheWatch((signal) => {
      asked++;
      return Promise.race([
        answer(),
        new Promise<never>((_, refuse) => signal.addEventListener('abort', () => refuse(new DOMException('gone', 'AbortError')))),
      ]);
    });
    end = watch.start();
  });

  afterEach(() => {
    end();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  test('happens at once and then every two seconds', async () => {
    await vi.advanceTimersByTimeAsync(0);
    expect([asked, watch.cache?.node]).toEqual([1, 'a']);
    await vi.advanceTimersByTimeAsync(3 * POLL);
    expect(asked).toBe(4);
  });

  test('rests while the page is out of sight, and begins at once when it comes back', async () => {
    await vi.advanceTimersByTimeAsync(0);
    show(false);
    await vi.advanceTimersByTimeAsync(10 * POLL);
    expect(asked).toBe(1);
    show(true);
    expect(asked).toBe(2);
  });

  test('rests while it is paused, also when the page comes into sight', async () => {
    await vi.advanceTimersByTimeAsync(0);
    watch.pause();
    show(false);
    show(true);
    await vi.advanceTimersByTimeAsync(10 * POLL);
    expect(asked).toBe(1);
    watch.resume();
    expect(asked).toBe(2);
  });

  test('ends', async () => {
    await vi.advanceTimersByTimeAsync(0);
    end();
    show(true);
    await vi.advanceTimersByTimeAsync(10 * POLL);
    expect(asked).toBe(1);
  });

  test('goes on after a failure, which is told once and keeps the last numbers', async () => {
    await vi.advanceTimersByTimeAsync(0);
    answer = async () => {
      throw new Error(`no ${asked}`);
    };
    await vi.advanceTimersByTimeAsync(3 * POLL);
    expect([watch.cache?.node, (watch.failure as Error).message]).toEqual(['a', 'no 2']);
    answer = async () => cacheOf();
    await vi.advanceTimersByTimeAsync(POLL);
    expect(watch.failure).toBeNull();
  });

  test('keeps the numbers of two nodes apart', async () => {
    const nodes = [['a', 0], ['b', 1000], ['a', 8], ['b', 1004]] as const;
    answer = async () => {
      const [node, memory] = nodes[asked - 1]!;
      return cacheOf({ node, views: [counts({ memory })] });
    };
    await vi.advanceTimersByTimeAsync(2 * POLL);
    expect(watch.points.map((point) => point.asked)).toEqual([2]);
    await vi.advanceTimersByTimeAsync(POLL);
    expect(watch.points.map((point) => point.asked)).toEqual([1]);
  });
});

test('a share of hits never looks better than it is', () => {
  const english = new Speech('en');
  expect([english.share(1), english.share(0.9999), english.share(0.991), english.share(0)]).toEqual(['100%', '99.9%', '99.1%', '0%']);
  expect(new Speech('pt-BR').share(0.5555)).toContain('55,5');
});
