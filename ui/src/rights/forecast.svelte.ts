import { api, isAbort, type Effect } from '../lib/api';
import { plain, type Own } from './rights.svelte';
import type { Target } from './target';

/** Milliseconds after the last change before the server is asked. */
const PAUSE = 300;

export type Phase = 'idle' | 'asking' | 'ready' | 'failed';

/** What a change of rights would do, asked while the person is still making it; only the newest question counts. */
export class Forecast {
  phase = $state<Phase>('idle');
  /** the last answer stays to be read while the next one is on its way */
  effect = $state.raw<Effect | null>(null);
  trouble = $state.raw<unknown>(null);

  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | undefined;

  constructor(
    private readonly target: Pick<Target, 'kind' | 'id'>,
    private readonly pause = PAUSE,
  ) {}

  ask(own: Own): void {
    this.#stop();
    this.phase = 'asking';
    const asking = new AbortController();
    this.#asking = asking;
    this.#timer = setTimeout(() => void this.#run(own, asking.signal), this.pause);
  }

  /** There is nothing to foresee. */
  rest(): void {
    this.#stop();
    this.phase = 'idle';
    this.effect = this.trouble = null;
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
  }

  async #run(own: Own, signal: AbortSignal): Promise<void> {
    const path =
      this.target.kind === 'item' ? '/api/v1/items/{id}/grants:dryRun' : '/api/v1/collections/{id}/grants:dryRun';
    try {
      const { data } = await api.post(path, { path: { id: this.target.id }, body: plain(own), signal });
      if (signal.aborted) return;
      this.effect = data;
      this.trouble = null;
      this.phase = 'ready';
    } catch (error) {
      if (isAbort(error) || signal.aborted) return;
      this.effect = null;
      this.trouble = error;
      this.phase = 'failed';
    }
  }
}
