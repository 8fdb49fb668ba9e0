import { api, isAbort, type Cache } from '../lib/api';
import { POLL, Series, type Point } from './series';

async function asked(signal: AbortSignal): Promise<Cache> {
  return (await api.get('/api/v1/cache', { signal })).data;
}

/** Looks at the cache every two seconds, for as long as somebody can see it. */
export class CacheWatch {
  cache = $state.raw<Cache | null>(null);
  /** of the node that answered last */
  points = $state.raw<readonly Point[]>([]);
  /** when it answered */
  at = $state(0);
  /** the first thing that went wrong since the last answer */
  failure = $state.raw<unknown>(null);
  paused = $state(false);

  // Behind a balancer several nodes answer in turn, each with counters of its own.
  readonly #series = new Map<string, Series>();
  #running: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ask: (signal: AbortSignal) => Promise<Cache> = asked) {}

  /** Begins, and returns the end of it. */
  start(): () => void {
    const seen = (): void => (document.hidden ? this.#halt() : this.#look());
    document.addEventListener('visibilitychange', seen);
    seen();
    return () => {
      document.removeEventListener('visibilitychange', seen);
      this.#halt();
    };
  }

  pause(): void {
    this.paused = true;
    this.#halt();
  }

  resume(): void {
    this.paused = false;
    this.#look();
  }

  /** Looks now, for the first time or after something has been done. */
  again(): void {
    if (!this.paused) this.#look();
  }

  /** What was asked before the change must not be shown after it, so looking begins anew. */
  async bypass(on: boolean): Promise<void> {
    this.#halt();
    try {
      this.#take((await api.patch('/api/v1/cache', { body: { bypass: on } })).data);
    } finally {
      this.#later();
    }
  }

  #look(): void {
    this.#halt();
    if (this.paused || document.hidden) return;
    const running = new AbortController();
    this.#running = running;
    void this.ask(running.signal)
      .then((cache) => this.#take(cache))
      .catch((error: unknown) => {
        if (!isAbort(error)) this.failure ??= error;
      })
      .finally(() => {
        if (this.#running === running) this.#later();
      });
  }

  #later(): void {
    this.#halt();
    if (!this.paused && !document.hidden) this.#timer = setTimeout(() => this.#look(), POLL);
  }

  #halt(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#running = null;
  }

  #take(cache: Cache): void {
    let series = this.#series.get(cache.node);
    if (!series) this.#series.set(cache.node, (series = new Series()));
    this.at = performance.now();
    series.add(cache.views, this.at);
    this.points = series.points;
    this.cache = cache;
    this.failure = null;
  }
}
