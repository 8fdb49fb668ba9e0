import { api, isAbort, Problem } from '../lib/api';
import { changes } from '../lib/changes';
import { ROOT } from '../lib/router.svelte';
import { fromDrop, fromInput, type Gathered } from './files';
import { Folders } from './folders';
import { send } from './send';
import { Speed } from './speed';
import { restAfter, Upload, type State, type Target, type Why } from './upload.svelte';

/** Requests at a time: enough to hide the round trip, few enough to leave the browser room for the gallery. */
const PARALLEL = 3;
/** Milliseconds between two looks at the clock, and between two words to the gallery. */
const TICK = 500;
const TELL = 1_500;

export type Counts = Record<State['is'], number>;

const nothing: Counts = { waiting: 0, sending: 0, resting: 0, done: 0, there: 0, failed: 0, cancelled: 0 };

/**
 * The queue of files on their way. Rows are plain objects with two signals each and the sums are kept while states
 * change, so that thousands of files cost no more to show than ten.
 */
class Uploads {
  /** Where a drop goes; null where this person may not add. The gallery sets it. */
  target = $state.raw<Target | null>(null);
  list = $state.raw<readonly Upload[]>([]);
  counts = $state.raw<Counts>(nothing);
  bytes = $state(0);
  sent = $state(0);
  leftOut = $state(0);
  paused = $state(false);
  /** bytes per second, null while unknown */
  speed = $state<number | null>(null);
  /** files found so far while a dropped folder is being read, else null */
  gathering = $state<number | null>(null);

  readonly running = $derived(this.counts.waiting + this.counts.sending + this.counts.resting > 0);
  readonly finished = $derived(this.list.length + this.leftOut > 0 && !this.running && this.gathering === null);

  #number = 0;
  #next = 0;
  #busy = 0;
  #folders = new Folders();
  #meter = new Speed();
  #ticking: ReturnType<typeof setInterval> | undefined;
  readonly #stops = new Map<Upload, AbortController>();
  readonly #untold = new Set<string>();
  #telling: ReturnType<typeof setTimeout> | undefined;

  /** Opens the browser's chooser for files, or for a folder. */
  pick(target: Target, what: 'files' | 'folder' = 'files'): void {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    if (what === 'folder') input.webkitdirectory = true;
    else input.accept = 'image/*,application/pdf,.pdf';
    input.addEventListener('change', () => this.add(target, input.files ?? []));
    input.click();
  }

  add(target: Target, files: Iterable<File>): void {
    this.#take(target, fromInput(files));
  }

  async drop(target: Target, data: DataTransfer): Promise<void> {
    this.gathering = 0;
    try {
      this.#take(target, await fromDrop(data, (count) => (this.gathering = count)));
    } finally {
      this.gathering = null;
    }
  }

  pause(): void {
    this.paused = true;
    this.speed = null;
    this.#meter.reset();
  }

  resume(): void {
    this.paused = false;
    this.#run();
  }

  retry(upload: Upload): void {
    if (upload.state.is !== 'failed' && upload.state.is !== 'cancelled') return;
    this.#become(upload, { is: 'waiting' });
    this.#next = Math.min(this.#next, this.list.indexOf(upload));
    this.#run();
  }

  retryFailed(): void {
    for (const upload of this.list) if (upload.state.is === 'failed') this.#become(upload, { is: 'waiting' });
    this.#next = 0;
    this.#run();
  }

  cancel(upload: Upload): void {
    const { is } = upload.state;
    if (is === 'waiting') this.#become(upload, { is: 'cancelled' });
    else if (is === 'sending' || is === 'resting') this.#stops.get(upload)?.abort();
  }

  cancelAll(): void {
    for (const upload of this.list) this.cancel(upload);
    this.paused = false;
  }

  /** Forgets a finished list; nothing is lost on the server. */
  clear(): void {
    if (this.running) return;
    this.list = [];
    this.counts = nothing;
    this.bytes = this.sent = this.leftOut = this.#next = 0;
    this.#folders = new Folders();
  }

  #take(target: Target, { picked, leftOut }: Gathered): void {
    if (this.finished) this.clear();
    const added = picked.map((one) => new Upload(++this.#number, one, target));
    this.list = [...this.list, ...added];
    this.leftOut += leftOut;
    this.bytes += added.reduce((sum, upload) => sum + upload.size, 0);
    this.counts = { ...this.counts, waiting: this.counts.waiting + added.length };
    for (const upload of added) {
      // The top holds collections only: a folder becomes one, a single file has no place.
      const why: Why | null = upload.picked.file === null ? 'unreadable' : target.id === ROOT && upload.picked.path.length === 0 ? 'loose' : null;
      if (why) this.#become(upload, { is: 'failed', why, problem: null });
    }
    this.#run();
  }

  #run(): void {
    while (!this.paused && this.#busy < PARALLEL) {
      while (this.list[this.#next] && this.list[this.#next]?.state.is !== 'waiting') this.#next++;
      const upload = this.list[this.#next];
      if (!upload) break;
      this.#next++;
      this.#busy++;
      void this.#send(upload).finally(() => {
        this.#busy--;
        this.#run();
      });
    }
    if (this.running && !this.paused) this.#ticking ??= setInterval(() => this.#tick(), TICK);
    else this.#stopTicking();
  }

  async #send(upload: Upload): Promise<void> {
    const stop = new AbortController();
    this.#stops.set(upload, stop);
    try {
      for (let tries = 1; ; tries++) {
        this.#become(upload, { is: 'sending' });
        try {
          return await this.#sendOnce(upload, stop.signal);
        } catch (error) {
          const rest = restAfter(error, tries);
          if (rest === null) return this.#failed(upload, error);
          this.#become(upload, { is: 'resting' });
          await passed(rest * 1_000, stop.signal);
        }
      }
    } catch (error) {
      this.#failed(upload, error);
    } finally {
      this.#stops.delete(upload);
    }
  }

  async #sendOnce(upload: Upload, signal: AbortSignal): Promise<void> {
    const { file, path } = upload.picked;
    if (file === null) return;
    const collection = await this.#folders.collectionFor(upload.target.id, path);
    signal.throwIfAborted();
    const { item, wasThere } = await send(collection, file, (bytes) => this.#progress(upload, bytes), signal);
    this.#progress(upload, file.size);
    this.#become(upload, { is: wasThere ? 'there' : 'done', item: item.id });
    this.#tell(collection);
  }

  #failed(upload: Upload, error: unknown): void {
    this.#progress(upload, 0);
    if (isAbort(error)) return this.#become(upload, { is: 'cancelled' });
    const problem = error instanceof Problem ? error : null;
    if (problem?.trouble === 'signed-out') {
      // Nobody's fault and nothing is lost: it waits here until the person is back.
      this.#become(upload, { is: 'waiting' });
      this.#next = 0;
      this.pause();
      return api.onSignedOut();
    }
    if (!problem) console.error(error);
    this.#become(upload, { is: 'failed', why: problem?.trouble ?? 'fault', problem });
  }

  #become(upload: Upload, state: State): void {
    const counts = { ...this.counts };
    counts[upload.state.is]--;
    counts[state.is]++;
    upload.state = state;
    this.counts = counts;
  }

  #progress(upload: Upload, bytes: number): void {
    this.sent += bytes - upload.sent;
    upload.sent = bytes;
  }

  #tick(): void {
    this.#meter.mark(performance.now(), this.sent);
    this.speed = this.#meter.perSecond;
  }

  #stopTicking(): void {
    clearInterval(this.#ticking);
    this.#ticking = undefined;
    this.#meter.reset();
    this.speed = null;
  }

  #tell(collection: string): void {
    this.#untold.add(collection);
    this.#telling ??= setTimeout(() => {
      this.#telling = undefined;
      for (const id of this.#untold) changes.tell({ what: 'items', collection: id });
      this.#untold.clear();
    }, TELL);
  }
}

function passed(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}

export const uploads = new Uploads();
