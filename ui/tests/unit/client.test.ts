import { describe, expect, test } from 'vitest';
import { Client, etagOf } from '../../src/lib/api/client';
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

describe('the token of the last write', () => {
  test('goes back with every later request, also after a reload', async () => {
    const kept = new Map<string, string>();
    const memory = { getItem: (k: string) => kept.get(k) ?? null, setItem: (k: string, v: string) => void kept.set(k, v) };
    const first = server(new Response(null, { status: 204, headers: { 'Acervo-Token': 'w1' } }), json({}));
    const client = new Client(first.fetcher, memory);
    await client.delete('/api/v1/items/{id}', { path: { id: 'i' } });
    await client.get('/api/v1/session');
    expect(first.asked.map((a) => a.headers['Acervo-Token'])).toEqual([undefined, 'w1']);

    const second = server(json({}));
    await new Client(second.fetcher, memory).get('/api/v1/session');
    expect(second.asked[0]!.headers['Acervo-Token']).toBe('w1');
  });

  test('is not forgotten when an answer names none', async () => {
    const { asked, fetcher } = server(new Response(null, { status: 204, headers: { 'Acervo-Token': 'w1' } }), json({}), json({}));
    const client = new Client(fetcher);
    await client.delete('/api/v1/items/{id}', { path: { id: 'i' } });
    await client.get('/api/v1/session');
    await client.get('/api/v1/session');
    expect(asked[2]!.headers['Acervo-Token']).toBe('w1');
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
