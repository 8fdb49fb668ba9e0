export const TOKEN = 'Acervo-Token';

/** Milliseconds for which a write goes back; by then every node has long seen it. */
const KEPT = 60_000;

/** A logical time as the server writes it, so that the order of the texts is the order of the times. */
const TIME = /^[0-9a-f]{16}$/;

type Memory = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * The newest write of this tab, so that a person always sees what they just did, whichever node answers. Answers to
 * writes come in any order, so the greatest token counts, not the last. It is kept where a reload finds it, and for a
 * minute only, because it may make a node ask twice.
 */
export class Written {
  #token: string | null = null;
  #at = 0;

  constructor(
    private readonly memory: Memory | null = null,
    private readonly now: () => number = Date.now,
  ) {
    // What another version of this page has left there is not to break every request of this one.
    const [token, at] = (memory?.getItem(TOKEN) ?? '').split(' ');
    if (token === undefined || !TIME.test(token) || !Number.isFinite(Number(at))) return;
    this.#token = token;
    this.#at = Number(at);
  }

  /** The token that requests carry now, or null. */
  get newest(): string | null {
    // A clock that was set back makes writes of the future; they are as good as old.
    if (Math.abs(this.now() - this.#at) >= KEPT) this.#token = null;
    return this.#token;
  }

  /** Takes the token of an answer, null where it had none. */
  remember(token: string | null): void {
    if (token === null || !TIME.test(token)) return;
    const before = this.newest;
    this.#token = before === null || token > before ? token : before;
    this.#at = this.now();
    this.memory?.setItem(TOKEN, `${this.#token} ${this.#at}`);
  }
}
