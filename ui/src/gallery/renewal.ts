import type { Options } from './options';
import { shelf } from './shelf';
import type { Slice } from './slice.svelte';

/** Several changes at once make one view anew; in milliseconds. */
const GATHER = 400;
/** Items above which a view that has changed is left as it is until the person comes up again. */
const DEEP = 2_000;

/** What is in sight. */
export interface InSight {
  /** one text for collection, order and filter */
  view: string;
  collection: string;
  options: Options;
  /** how many items one has to know to fill what is in sight */
  reach: number;
  /** how many changes this page has begun, and has not ended */
  writes: { ever: number; open: number };
}

/** Reads a view that has changed anew behind the scenes, and then has it shown instead of the old one. */
export class Renewal {
  #late = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly look: () => InSight | null,
    private readonly show: (fresh: Slice) => void,
    private readonly fresh: typeof shelf.fresh = shelf.fresh,
  ) {}

  /** The view is older than what it shows. */
  want(): void {
    clearTimeout(this.#timer);
    this.#late = true;
    this.#timer = setTimeout(() => void this.catchUp(), GATHER);
  }

  /** Another view is in sight, which is new. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#late = false;
  }

  /** Does what is wanted; whoever is far down is not made to wait for all that is above. */
  async catchUp(): Promise<void> {
    const now = this.look();
    if (!this.#late || now === null || now.reach > DEEP) return;
    if (now.writes.open > 0) return this.want();
    this.#late = false;
    const fresh = this.fresh(now.view, now.collection, now.options);
    await fresh.want(0, Math.max(100, now.reach));
    const then = this.look();
    if (then?.view !== now.view || fresh.trouble !== null) return;
    if (then.writes.ever === now.writes.ever) this.show(fresh);
    else this.want();
  }
}
