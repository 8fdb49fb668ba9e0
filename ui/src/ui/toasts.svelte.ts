import { isAbort, Problem } from '../lib/api';
import { t } from '../lib/i18n/index.svelte';
import { sayTrouble } from '../lib/i18n/trouble';

/** How long a toast stays when nobody holds it, in milliseconds. */
const STAY = 6_000;
const STAY_UNDO = 10_000;
const MOST = 4;

export interface Toast {
  readonly id: number;
  readonly kind: 'said' | 'undo' | 'trouble';
  readonly text: string;
  readonly details: string | null;
  readonly undo: (() => Promise<void>) | null;
}

interface Clock {
  left: number;
  started: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

class Toasts {
  list = $state.raw<readonly Toast[]>([]);

  #last = 0;
  #held = false;
  readonly #clocks = new Map<number, Clock>();

  say(text: string): void {
    this.#add({ kind: 'said', text, details: null, undo: null }, STAY);
  }

  /** Says what was done and offers to take it back for 10 s. */
  undo(text: string, undo: () => Promise<void>): void {
    this.#add({ kind: 'undo', text, details: null, undo }, STAY_UNDO);
  }

  /** Says what went wrong; it stays until it is closed when there is a request to report. */
  trouble(error: unknown): void {
    if (isAbort(error)) return;
    const requestId = error instanceof Problem ? error.requestId : null;
    if (!(error instanceof Problem)) console.error(error);
    const details = requestId === null ? null : t('common.requestId', { id: requestId });
    this.#add({ kind: 'trouble', text: sayTrouble(error), details, undo: null }, details === null ? STAY_UNDO : Infinity);
  }

  async takeBack(toast: Toast): Promise<void> {
    if (toast.undo === null) return;
    this.close(toast);
    try {
      await toast.undo();
      this.say(t('ui.undone'));
    } catch (error) {
      this.trouble(error);
    }
  }

  /** The newest thing that can still be undone, for Ctrl+Z. */
  get newestUndo(): Toast | null {
    return this.list.findLast((toast) => toast.undo !== null) ?? null;
  }

  close(toast: Toast): void {
    clearTimeout(this.#clocks.get(toast.id)?.timer);
    this.#clocks.delete(toast.id);
    this.list = this.list.filter((other) => other.id !== toast.id);
    // What was held may have gone from under the pointer without a word from the browser.
    if (this.list.length === 0) this.#held = false;
  }

  /** While the pointer or the focus is there, time stands still. */
  hold(): void {
    if (this.#held) return;
    this.#held = true;
    for (const clock of this.#clocks.values()) {
      clearTimeout(clock.timer);
      clock.left -= performance.now() - clock.started;
    }
  }

  release(): void {
    if (!this.#held) return;
    this.#held = false;
    for (const toast of this.list) this.#run(toast);
  }

  #add(toast: Omit<Toast, 'id'>, stay: number): void {
    const added: Toast = { ...toast, id: ++this.#last };
    const tooMany = this.list.slice(0, Math.max(0, this.list.length + 1 - MOST));
    for (const old of tooMany) this.close(old);
    this.list = [...this.list, added];
    this.#clocks.set(added.id, { left: stay, started: performance.now(), timer: undefined });
    if (!this.#held) this.#run(added);
  }

  #run(toast: Toast): void {
    const clock = this.#clocks.get(toast.id);
    if (!clock || clock.left === Infinity) return;
    clock.started = performance.now();
    clock.timer = setTimeout(() => this.close(toast), Math.max(0, clock.left));
  }
}

export const toasts = new Toasts();
