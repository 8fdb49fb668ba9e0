/** What is marked in the grid, and where a range would begin. */
export class Selection {
  #ids = $state.raw<ReadonlySet<string>>(new Set());
  #anchor: string | null = null;

  get size(): number {
    return this.#ids.size;
  }

  get ids(): ReadonlySet<string> {
    return this.#ids;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  toggle(id: string): void {
    const next = new Set(this.#ids);
    if (!next.delete(id)) next.add(id);
    this.#ids = next;
    this.#anchor = id;
  }

  /** Adds everything between the last marked item and this one, in the order of the view. */
  reach(id: string, order: readonly string[]): void {
    const from = this.#anchor === null ? -1 : order.indexOf(this.#anchor);
    const to = order.indexOf(id);
    if (from < 0 || to < 0) {
      this.toggle(id);
      return;
    }
    const next = new Set(this.#ids);
    for (let i = Math.min(from, to); i <= Math.max(from, to); i++) next.add(order[i]!);
    this.#ids = next;
  }

  set(ids: Iterable<string>): void {
    this.#ids = new Set(ids);
  }

  clear(): void {
    if (this.#ids.size > 0) this.#ids = new Set();
    this.#anchor = null;
  }
}
