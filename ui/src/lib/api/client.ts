import { Problem, troubleOf, type ProblemDocument } from './problem';
import type { paths } from './schema';
import { TOKEN, Written } from './written';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The paths of the contract that know this method. */
type PathsWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never;
}[keyof paths];

type Operation<P extends keyof paths, M extends Method> = paths[P] extends Record<M, infer O> ? O : never;

type Json<R> = R extends { content: { 'application/json': infer T } } ? T : never;

/** What a success holds: the JSON of 200, 201 or 202, or nothing. */
type Success<O> = O extends { responses: infer R }
  ? Json<R[Extract<keyof R, 200 | 201 | 202>]> extends infer T
    ? [T] extends [never]
      ? undefined
      : T
    : never
  : never;

type PathOf<O> = O extends { parameters: { path: infer T } } ? { path: T } : unknown;
type QueryOf<O> = O extends { parameters: { query?: infer T } } ? { query?: T } : unknown;
type BodyOf<O> = O extends { requestBody: { content: { 'application/json': infer T } } } ? { body: T } : unknown;

interface Extras {
  signal?: AbortSignal;
  /** the ETag that the change is based on; for records `etagOf(rev)` */
  ifMatch?: string;
  /** the browser finishes the request even when the page goes away */
  keepalive?: boolean;
}

export type Options<O> = PathOf<O> & QueryOf<O> & BodyOf<O> & Extras;

type Arguments<O> = object extends Options<O> ? [options?: Options<O>] : [options: Options<O>];

export interface Answer<T> {
  data: T;
  status: number;
  etag: string | null;
}

/** What `If-Match` names a record by when its revision is known, whatever else the ETag of its single view holds. */
export function etagOf(rev: number): string {
  return `"${rev}"`;
}

interface Loose {
  path?: Record<string, string | number>;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  signal?: AbortSignal;
  ifMatch?: string;
  keepalive?: boolean;
}

/**
 * The one way to the server. Cookies are of the same origin; the `Acervo-Token` of the newest write goes back with
 * the requests of this tab that follow (see `Written`). Answers may come from the browser's own cache, which asks the
 * server by ETag whether they still hold: that is not seen from here.
 */
export class Client {
  /** Called once per answer 401, before the problem is thrown. */
  onSignedOut: () => void = () => {};
  /** Sees every value of every answer before anybody else does, as `JSON.parse` shows them. */
  reviver: ((key: string, value: unknown) => unknown) | null = null;

  constructor(
    private readonly fetcher: typeof fetch = (input, init) => fetch(input, init),
    private readonly written = new Written(),
  ) {}

  get<P extends PathsWith<'get'>>(path: P, ...[options]: Arguments<Operation<P, 'get'>>) {
    return this.#send<Success<Operation<P, 'get'>>>('GET', path, options as Loose | undefined);
  }
  post<P extends PathsWith<'post'>>(path: P, ...[options]: Arguments<Operation<P, 'post'>>) {
    return this.#send<Success<Operation<P, 'post'>>>('POST', path, options as Loose | undefined);
  }
  put<P extends PathsWith<'put'>>(path: P, ...[options]: Arguments<Operation<P, 'put'>>) {
    return this.#send<Success<Operation<P, 'put'>>>('PUT', path, options as Loose | undefined);
  }
  patch<P extends PathsWith<'patch'>>(path: P, ...[options]: Arguments<Operation<P, 'patch'>>) {
    return this.#send<Success<Operation<P, 'patch'>>>('PATCH', path, options as Loose | undefined);
  }
  delete<P extends PathsWith<'delete'>>(path: P, ...[options]: Arguments<Operation<P, 'delete'>>) {
    return this.#send<Success<Operation<P, 'delete'>>>('DELETE', path, options as Loose | undefined);
  }

  /** For requests that are not made here (uploads with progress): remembers the write that an answer reports. */
  remember(token: string | null): void {
    this.written.remember(token);
  }

  /** Headers that such a request has to carry. */
  headers(): Record<string, string> {
    const { newest } = this.written;
    return newest === null ? {} : { [TOKEN]: newest };
  }

  async #send<T>(method: string, path: string, options: Loose = {}): Promise<Answer<T>> {
    const headers: Record<string, string> = { Accept: 'application/json, application/problem+json', ...this.headers() };
    if (options.ifMatch !== undefined) headers['If-Match'] = options.ifMatch;
    const init: RequestInit = { method, headers, credentials: 'same-origin' };
    // What was fetched ahead with the page knows nothing of a write before it; a browser uses it in its own mode only.
    if (TOKEN in headers) init.mode = 'same-origin';
    if (options.body !== undefined) {
      headers['Content-Type'] = 'application/json';
      init.body = JSON.stringify(options.body);
    }
    if (options.signal) init.signal = options.signal;
    if (options.keepalive) init.keepalive = true;

    let response: Response;
    try {
      response = await this.fetcher(addressOf(path, options), init);
    } catch (error) {
      // fetch rejects with a TypeError when there was no answer; an abort is passed on as it is.
      if (error instanceof TypeError) throw new Problem('offline', 0, null, null);
      throw error;
    }
    this.remember(response.headers.get(TOKEN));
    if (!response.ok) {
      if (response.status === 401) this.onSignedOut();
      throw await problemOf(response);
    }
    const data: unknown = response.status === 204 ? undefined : await this.#read(response);
    return { data: data as T, status: response.status, etag: response.headers.get('ETag') };
  }

  async #read(response: Response): Promise<unknown> {
    return this.reviver === null ? response.json() : JSON.parse(await response.text(), this.reviver);
  }
}

function addressOf(path: string, options: Loose): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = options.path?.[name];
    if (value === undefined) throw new Error(`${path} needs {${name}}`);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined) query.set(name, String(value));
  }
  const text = query.toString();
  return text === '' ? filled : `${filled}?${text}`;
}

/** Reads the problem document of an answer that failed; a proxy in between may have sent something else. */
export async function problemOf(response: Response): Promise<Problem> {
  let document: ProblemDocument | null = null;
  if (/\bjson\b/.test(response.headers.get('Content-Type') ?? '')) {
    try {
      document = (await response.json()) as ProblemDocument;
    } catch {
      document = null; // cut off on the way: the status alone must do
    }
  }
  const after = Number(response.headers.get('Retry-After') ?? NaN);
  return new Problem(
    troubleOf(response.status),
    response.status,
    document,
    document?.requestId ?? response.headers.get('X-Request-Id'),
    Number.isFinite(after) ? after : null,
  );
}
