import { describe, expect, test } from 'vitest';
import { Client, etagOf } from '../../src/lib/api/client';
import { Written } from '../../src/lib/api/written';
import { isAbort, Problem, troubleOf } from '../../src/lib/api/problem';

interface Asked {
  url: string;
  init: RequestInit;
  headers: Record<string, string>;
}

/** Answers in order what it was given and remembers what it was asked. */
function server(...answers: (Response | Error)[]) {
  const asked: Asked[] = [];
  const fetcher = ((url: string, init: RequestInit) => {
    asked.push({ url, init, headers: init.headers as Record<string, string> });
    const answer = answers.shift();
    if (answer === undefined) throw new Error('asked once too often');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  }) as typeof fetch;
  return { asked, fetcher };
}

function json(body: unknown, init: ResponseInit = {}): Response {
  return new Response(JSON.stringify(body), { status: 200, ...init, headers: { 'Content-Type': 'application/json', ...init.headers } });
}

function problem(status: number, body: object, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json', ...headers } });
}

async function failure(run: () => Promise<unknown>): Promise<Problem> {
  try {
    await run();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('did not fail');
}

describe('requests', () => {
  test('fill the path, leave out what is not set, and keep cookies at home', async () => {
    const { asked, fetcher } = server(json({ items: [], next: null, total: 0 }));
    await new Client(fetcher).get('/api/v1/collections/{id}/items', {
      path: { id: 'a/b' },
      query: { limit: 500, recursive: true },
    });
    expect(asked[0]!.url).toBe('/api/v1/collections/a%2Fb/items?limit=500&recursive=true');
    expect(asked[0]!.init.credentials).toBe('same-origin');
    expect(asked[0]!.init.body).toBeUndefined();
  });

  test('edits carry If-Match and a JSON body', async () => {
    const { asked, fetcher } = server(json({ id: 'i', rev: 8 }, { headers: { ETag: '"8"' } }));
    const answer = await new Client(fetcher).patch('/api/v1/items/{id}', {
      path: { id: 'i' },
      body: { title: 'new' },
      ifMatch: etagOf(7),
    });
    expect(asked[0]!.headers['If-Match']).toBe('"7"');
    expect(asked[0]!.headers['Content-Type']).toBe('application/json');
    expect(asked[0]!.init.body).toBe('{"title":"new"}');
    expect(answer.etag).toBe('"8"');
  });

  test('an answer without content is undefined', async () => {
    const { fetcher } = server(new Response(null, { status: 204 }));
    expect((await new Client(fetcher).delete('/api/v1/items/{id}', { path: { id: 'i' } })).data).toBeUndefined();
  });

  test('an aborted request stays an abort', async () => {
    const { fetcher } = server(new DOMException('gone', 'AbortError'));
    await expect(new Client(fetcher).get('/api/v1/session')).rejects.toSatisfy(isAbort);
  });
});

test('an edit goes out with the ETag exactly as it was given', async () => {
  const { asked, fetcher } = server(json({}, { headers: { ETag: '"5.3fa9"' } }), json({}));
  const client = new Client(fetcher);
  const { etag } = await client.get('/api/v1/items/{id}', { path: { id: 'i' } });
  await client.patch('/api/v1/items/{id}', { path: { id: 'i' }, body: {}, ifMatch: etag! });
  expect(asked[1]!.headers['If-Match']).toBe('"5.3fa9"');
});

describe('the token of the newest write', () => {
  const [first, second] = ['00000000000000ff', '0000000000000a00'];

  /** A client and what it did with answers that carry these tokens, each to a write. */
  async function wrote(...tokens: string[]) {
    const answers = tokens.map((token) => new Response(null, { status: 204, headers: { 'Acervo-Token': token } }));
    const { asked, fetcher } = server(...answers, json({}), json({}));
    const kept = new Map<string, string>();
    const memory = { getItem: (k: string) => kept.get(k) ?? null, setItem: (k: string, v: string) => void kept.set(k, v) };
    const clock = { now: 1_000_000 };
    const reload = () => new Client(fetcher, new Written(memory, () => clock.now));
    const client = reload();
    for (const _ of tokens) await client.delete('/api/v1/items/{id}', { path: { id: 'i' } });
    const carried = async (by = client) => {
      await by.get('/api/v1/session');
      return asked.at(-1)!.headers['Acervo-Token'];
    };
    return { carried, reload, clock, kept };
  }

  test('goes back with the requests that follow, also after one that names none', async () => {
    const { carried } = await wrote(first);
    expect([await carried(), await carried()]).toEqual([first, first]);
  });

  test('is the greatest, in whatever order the answers come', async () => {
    expect(await (await wrote(first, second)).carried()).toBe(second);
    expect(await (await wrote(second, first)).carried()).toBe(second);
  });

  test('survives a reload, with the time it has left', async () => {
    const { carried, reload, clock } = await wrote(first);
    clock.now += 59_000;
    expect(await carried(reload())).toBe(first);
    clock.now += 1_000;
    expect(await carried(reload())).toBeUndefined();
  });

  test('is let go after a minute, and the next write counts by itself', async () => {
    const { carried, clock } = await wrote(second);
    clock.now += 60_000;
    expect(await carried()).toBeUndefined();
    const written = new Written(null, () => clock.now);
    written.remember(second);
    clock.now += 60_000;
    written.remember(first);
    expect(written.newest).toBe(first);
  });

  test('is kept a minute from the newest answer on, though that brought a smaller one', async () => {
    const clock = { now: 0 };
    const written = new Written(null, () => clock.now);
    written.remember(second);
    clock.now = 50_000;
    written.remember(first);
    clock.now = 100_000;
    expect(written.newest).toBe(second);
  });

  test.each(['w1', '00000000000000FF', '', '123'])('is not taken from nonsense (%j), which the server would refuse', async (token) => {
    expect(await (await wrote(token)).carried()).toBeUndefined();
    expect(new Written({ getItem: () => `${token} 5`, setItem: () => {} }, () => 5).newest).toBeNull();
  });

  test('a clock that was set back does not keep it for ever', async () => {
    const { carried, clock } = await wrote(first);
    clock.now -= 3_600_000;
    expect(await carried()).toBeUndefined();
  });
});

describe('failures', () => {
  test('a problem document becomes a problem with its code, fields and request', async () => {
    const { fetcher } = server(
      problem(400, { type: 'about:blank', title: 'Invalid', status: 400, code: 'invalid', requestId: 'r1', errors: [{ field: 'title', why: 'is empty' }] }),
    );
    const error = await failure(() => new Client(fetcher).post('/api/v1/collections', { body: { parent: 'root', title: '' } }));
    expect(error.trouble).toBe('invalid');
    expect(error.code).toBe('invalid');
    expect(error.field('title')).toBe('is empty');
    expect(error.field('other')).toBeNull();
    expect(error.requestId).toBe('r1');
  });

  test('a changed record is stale', async () => {
    const { fetcher } = server(problem(412, { type: 'x', title: 'Stale', status: 412, code: 'stale' }));
    const error = await failure(() =>
      new Client(fetcher).patch('/api/v1/items/{id}', { path: { id: 'i' }, body: {}, ifMatch: '"1"' }),
    );
    expect(error.trouble).toBe('stale');
  });

  test('401 is told to whoever listens, once', async () => {
    const { fetcher } = server(problem(401, { type: 'x', title: 'Who', status: 401, code: 'unauthenticated' }));
    const client = new Client(fetcher);
    let told = 0;
    client.onSignedOut = () => told++;
    const error = await failure(() => client.get('/api/v1/session'));
    expect(error.trouble).toBe('signed-out');
    expect(told).toBe(1);
  });

  test('no answer is offline', async () => {
    const { fetcher } = server(new TypeError('Failed to fetch'));
    expect((await failure(() => new Client(fetcher).get('/api/v1/session'))).trouble).toBe('offline');
  });

  test('a page of a proxy is a problem all the same, with the request from the header', async () => {
    const { fetcher } = server(new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'Content-Type': 'text/html', 'X-Request-Id': 'r9', 'Retry-After': '7' } }));
    const error = await failure(() => new Client(fetcher).get('/api/v1/session'));
    expect([error.trouble, error.requestId, error.retryAfter]).toEqual(['away', 'r9', 7]);
  });

  test('a document that was cut off leaves the status', async () => {
    const { fetcher } = server(new Response('{"type":', { status: 404, headers: { 'Content-Type': 'application/problem+json' } }));
    expect((await failure(() => new Client(fetcher).get('/api/v1/session'))).trouble).toBe('missing');
  });

  test.each([
    [400, 'invalid'], [401, 'signed-out'], [403, 'denied'], [404, 'missing'], [409, 'conflict'], [412, 'stale'], [413, 'too-large'],
    [415, 'unsupported'], [429, 'busy'], [503, 'away'], [500, 'fault'], [418, 'fault'],
  ] as const)('%i is %s', (status, trouble) => {
    expect(troubleOf(status)).toBe(trouble);
  });
});
