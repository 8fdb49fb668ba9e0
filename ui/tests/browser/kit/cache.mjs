const NODE = '3f2a9c';

/** The page's part of the contract. */
const CALLS = /\/api\/v1\/cache(\/|$)/;

function view(name, memory, redis, misses) {
  const hits = memory + redis;
  return {
    view: name, memory, redis, misses, shared: 0, stored: misses - 1, refused: 1, unreadable: 0, bypassed: 0, entries: 40, bytes: 420_000, oldest: 12,
    hitRate: hits + misses === 0 ? null : hits / (hits + misses),
  };
}

/**
 * Answers as the contract has them, for what a healthy server does not show or only by chance: a cache that is busy,
 * a Redis that is away, a prober that found something. Counts grow with each look; `change` alters every answer.
 */
export async function inventCache(page, { root, change = (cache) => cache, entry = {} }) {
  const made = { looks: 0, bypass: false, cleared: [], explained: [] };

  function cache() {
    const n = ++made.looks;
    return change({
      node: NODE,
      on: true,
      bypass: made.bypass,
      memory: { entries: 1204, bytes: 13_421_772, limit: 67_108_864 },
      redis: { state: 'up', trusted: true, detail: '' },
      views: [
        view('items', 10_321 + n * 60 + (n % 5) * 14, 203 + n, 88 + n * 2 + (n % 3)),
        view('collections', 4_210 + n * 3, 12, 40),
        view('collection', 900 + n, 3, 21),
        view('item', 0, 0, 0),
      ],
      slowest: [
        { view: 'items', root, query: 'recursive=true&limit=100', millis: 12.4402, at: '2026-11-23T01:02:03Z' },
        { view: 'collection', root, query: '', millis: 3.1, at: '2026-11-23T01:02:04Z' },
      ],
      names: { [`collection:${root}`]: 'Harbour' },
      prober: { sampled: 120, compared: 350, stale: 0 },
    });
  }

  function explain(path) {
    made.explained.push(path);
    if (!/^\/api\/v1\/(collections|items)/.test(path)) return null;
    return {
      view: 'items', root, names: { [`collection:${root}`]: 'Harbour' }, query: path.split('?')[1] ?? '', sight: '=7f', key: `ilq:{${root}}:9c1d:7f`,
      memory: { read: '6a1f3c2b00000002', bytes: 1123, valid: true, age: 12.3456 },
      redis: { read: '6a1f3c2b00000001', bytes: 1123, valid: false, ttl: 512 },
      generation: '6a1f3c2b00000002', shared: 12, etag: '"4f2a9c"',
      ...entry,
    };
  }

  await page.route(CALLS, async (route) => {
    const request = route.request();
    const [, rest] = new URL(request.url()).pathname.split('/cache/');
    const json = (status, body) => route.fulfill({ status, contentType: 'application/json', body: JSON.stringify(body) });
    if (request.method() === 'DELETE') {
      made.cleared.push(rest);
      return route.fulfill({ status: 204 });
    }
    if (rest === 'entry') {
      const found = explain(request.postDataJSON().path);
      const why = { type: 'about:blank', title: 'Invalid', status: 400, code: 'invalid', errors: [{ field: 'path', why: 'is not a view' }] };
      return found ? json(200, found) : json(400, why);
    }
    if (request.method() === 'PATCH') made.bypass = request.postDataJSON().bypass;
    return json(200, cache());
  });
  return made;
}
