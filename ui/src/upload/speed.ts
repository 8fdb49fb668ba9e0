/** Bytes per second over the last few seconds: steady enough to read, quick enough to be true. */
export class Speed {
  readonly #marks: { at: number; bytes: number }[] = [];

  constructor(private readonly over = 8_000) {}

  /** `bytes` sent in all by the moment `at`, in milliseconds of any steady clock. */
  mark(at: number, bytes: number): void {
    this.#marks.push({ at, bytes });
    while (this.#marks.length > 2 && at - this.#marks[0]!.at > this.over) this.#marks.shift();
  }

  /** null until there is enough to say something */
  get perSecond(): number | null {
    const first = this.#marks[0];
    const last = this.#marks.at(-1);
    if (!first || !last || last.at - first.at < 1_000) return null;
    return Math.max(0, ((last.bytes - first.bytes) / (last.at - first.at)) * 1_000);
  }

  reset(): void {
    this.#marks.length = 0;
  }
}
