import type { components } from './schema';

export type ProblemDocument = components['schemas']['Problem'];

/** What kind of trouble it is, for choosing the words; the code of the server tells finer. */
export type Trouble =
  'invalid' | 'signed-out' | 'denied' | 'missing' | 'conflict' | 'stale' | 'too-large' | 'unsupported' | 'busy' | 'away' | 'offline' | 'fault';

/** An answer that is not a success (RFC 9457), or no answer at all (`offline`, status 0). */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly trouble: Trouble,
    readonly status: number,
    readonly document: ProblemDocument | null,
    readonly requestId: string | null,
    /** seconds after which another try makes sense, when the server says so */
    readonly retryAfter: number | null = null,
  ) {
    super(document?.detail ?? document?.title ?? trouble);
  }

  get code(): string {
    return this.document?.code ?? this.trouble;
  }

  /** Why the server refused this field, or null. */
  field(name: string): string | null {
    return this.document?.errors?.find((e) => e.field === name)?.why ?? null;
  }
}

export function troubleOf(status: number): Trouble {
  switch (status) {
    case 400:
    case 416:
    case 422:
    case 428:
      return 'invalid';
    case 401:
      return 'signed-out';
    case 403:
      return 'denied';
    case 404:
    case 410:
      return 'missing';
    case 409:
      return 'conflict';
    case 412:
      return 'stale';
    case 413:
      return 'too-large';
    case 415:
      return 'unsupported';
    case 429:
      return 'busy';
    case 502:
    case 503:
    case 504:
      return 'away';
    default:
      return 'fault';
  }
}

/** True when the person or a newer request cancelled it: nothing to tell anybody. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
