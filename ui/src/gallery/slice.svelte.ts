import { api, isAbort, type Item } from '../lib/api';
import type { Options } from './options';
import { proportion } from './rows';

/** Items that are asked for at once: usually, and when the person races through the collection. */
const STEP = 100;
const LEAP = 500;
/** Full records kept in memory; of all others only id and proportion stay (about 60 bytes each). */
const KEPT = 6000;

export interface Part {
  items: Item[];
  next: string | null;
  total: number | null;
}
export type Fetch = (cursor: string | null, limit: number, signal: AbortSignal) => Promise<Part>;

interface Page {
  cursor: string | null;
  limit: number;
  start: number;
  count: number;
  items: Item[] | null;
  used: number;
}

/** What was taken out and may come back. */
interface Gone {
  index: number;
  id: string;
  shape: number;
  item: Item | undefined;
}

/**
 * One collection in one order, read by keyset pages from the top. Ids and proportions of everything that was read
 * stay, so the layout never changes behind the person; the records of pages far from where they look are let go and
 * read again (by the cursor the page began with) when they come back. Memory is therefore flat however far one scrolls.
 */
export class Slice {
  #ids: string[] = [];
  /** grows by doubling; only the first `ids.length` values mean something */
  proportions = new Float32Array(1024);
  /** counts up whenever something above has changed; read it to depend on all of them */
  version = $state(0);
  /** counts up when something above the end has changed, so that more than an append is to be laid out */
  generation = $state(0);
  /** how many there are in all, when the server says so */
  total = $state<number | null>(null);
  complete = $state(false);
  trouble = $state.raw<unknown>(null);

  readonly #pages: Page[] = [];
  readonly #places = new Map<string, number>();
  #placesOf = -1;
  #next: string | null = null;
  #goal = 0;
  #running: Promise<void> | null = null;
  #clock = 0;
  readonly #ending = new AbortController();

  constructor(private readonly fetch: Fetch) {}

  static of(collection: string, options: Options): Slice {
    return new Slice(async (cursor, limit, signal) => {
      const query = {
        sort: options.sort,
        dir: options.dir,
        limit,
        ...(options.recursive && { recursive: true }),
        ...(options.kind && { kind: options.kind }),
        ...(cursor !== null && { cursor }),
      };
      return (await api.get('/api/v1/collections/{id}/items', { path: { id: collection }, query, signal })).data;
    });
  }

  /** What was read so far, in order. Like all below it follows every change of the view. */
  get ids(): readonly string[] {
    void this.version;
    return this.#ids;
  }

  get count(): number {
    return this.ids.length;
  }

  /** All items, as far as one can tell. */
  get expected(): number {
    return this.complete ? this.count : Math.max(this.total ?? 0, this.count);
  }

  /** The record at this place, or undefined while it is not in memory. */
  item(index: number): Item | undefined {
    void this.version;
    const page = this.#pageAt(index);
    if (!page?.items) return undefined;
    page.used = ++this.#clock;
    return page.items[index - page.start];
  }

  /** The place of an item, or -1. */
  indexOf(id: string): number {
    if (this.#placesOf !== this.version) {
      this.#places.clear();
      this.#ids.forEach((known, index) => this.#places.set(known, index));
      this.#placesOf = this.version;
    }
    return this.#places.get(id) ?? -1;
  }

  /** Sees to it that the records from `from` to `to` are or come into memory; a later call replaces the wish. */
  want(from: number, to: number): Promise<void> {
    this.#goal = to;
    for (const page of this.#pages) {
      if (page.items === null && page.start < to && page.start + page.count > from) void this.#again(page);
    }
    if (this.complete || this.count >= to) return this.#running ?? Promise.resolve();
    return (this.#running ??= this.#run().finally(() => (this.#running = null)));
  }

  /** Reads everything that is left; false when that was cut short. */
  async all(): Promise<boolean> {
    while (!this.complete && this.trouble === null && !this.#ending.signal.aborted) await this.want(0, Infinity);
    return this.complete;
  }

  /** Reads the records of these anew, page by page; whether one of them is drawn now, or never will be. */
  async refresh(ids: readonly string[], signal: AbortSignal): Promise<boolean> {
    const wanted = new Set(ids);
    const pages = new Set(ids.flatMap((id) => this.#pageAt(this.indexOf(id)) ?? []));
    let changed = false;
    for (const { cursor, limit } of pages) {
      const { items } = await this.fetch(cursor, limit, signal);
      for (const item of items) {
        if (!wanted.has(item.id) || item.preview.state === 'pending') continue;
        this.replace(item);
        changed = true;
      }
    }
    return changed;
  }

  retry(): void {
    this.trouble = null;
    void this.want(0, this.#goal);
  }

  /** Ends all reading; the slice is not used any more. */
  end(): void {
    this.#ending.abort();
  }

  /** Takes over a newer state of a record. */
  replace(item: Item): void {
    const index = this.indexOf(item.id);
    const page = this.#pageAt(index);
    if (!page?.items?.[index - page.start]) return;
    page.items[index - page.start] = item;
    const shape = Math.fround(proportion(item.width, item.height));
    if (this.proportions[index] !== shape) {
      this.proportions[index] = shape;
      this.generation++;
    }
    this.version++;
  }

  /** Takes items out; the answer puts them back where they were. One pass each, however many they are. */
  remove(ids: Iterable<string>): () => void {
    const going = new Set(ids);
    const gone: Gone[] = [];
    this.#rebuild((index, keep) => {
      const id = this.#ids[index]!;
      if (going.has(id)) gone.push({ index, id, shape: this.proportions[index]!, item: this.item(index) });
      else keep();
    });
    this.#changeTotal(-gone.length);
    return () => this.#putBack(gone);
  }

  #putBack(gone: readonly Gone[]): void {
    const missing = gone.filter(({ id }) => this.indexOf(id) < 0);
    this.#room(this.count + missing.length);
    let next = 0;
    this.#rebuild((_, keep, insert, at) => {
      while (next < missing.length && missing[next]!.index <= at() && insert(missing[next]!)) next++;
      keep();
    }, (insert) => {
      while (next < missing.length && insert(missing[next]!)) next++;
    });
    this.#changeTotal(missing.length);
  }

  #changeTotal(by: number): void {
    if (this.total !== null) this.total = Math.max(this.count, this.total + by);
    this.version++;
  }

  async #run(): Promise<void> {
    while (!this.complete && this.count < this.#goal) {
      const limit = this.#goal - this.count > 2 * STEP ? LEAP : STEP;
      try {
        this.#append(await this.fetch(this.#next, limit, this.#ending.signal), this.#next, limit);
        this.trouble = null;
      } catch (error) {
        if (!isAbort(error)) this.trouble = error;
        return;
      }
    }
  }

  #append(part: Part, cursor: string | null, limit: number): void {
    const start = this.count;
    this.#room(start + part.items.length);
    part.items.forEach((item, k) => {
      this.proportions[start + k] = proportion(item.width, item.height);
      this.#ids.push(item.id);
    });
    this.#pages.push({ cursor, limit, start, count: part.items.length, items: part.items, used: ++this.#clock });
    this.#next = part.next;
    this.complete = part.next === null;
    this.total = this.complete ? this.count : part.total;
    this.#forget();
    this.version++;
  }

  async #again(page: Page): Promise<void> {
    page.items = []; // asked for once only
    page.used = ++this.#clock;
    try {
      const part = await this.fetch(page.cursor, page.limit, this.#ending.signal);
      const known = new Map(part.items.map((item) => [item.id, item]));
      const here = this.#ids.slice(page.start, page.start + page.count);
      page.items = here.flatMap((id) => known.get(id) ?? []);
      // What somebody else has taken away in the meantime leaves the layout as well.
      const lost = here.filter((id) => !known.has(id));
      if (lost.length > 0) {
        const { items } = page;
        this.remove(lost);
        page.items = items;
      }
      this.#forget();
      this.version++;
    } catch (error) {
      page.items = null;
      if (!isAbort(error)) this.trouble = error;
    }
  }

  /** Lets go of the records that were not looked at for longest. */
  #forget(): void {
    let kept = 0;
    for (const page of this.#pages) kept += page.items?.length ?? 0;
    if (kept <= KEPT) return;
    for (const page of this.#pages.filter((p) => p.items !== null).sort((a, b) => a.used - b.used)) {
      if (kept <= KEPT) return;
      kept -= page.items!.length;
      page.items = null;
    }
  }

  /**
   * Goes once through all items and makes ids, proportions and pages anew from what the visitor keeps and inserts;
   * `at` tells how many there are already. Whatever is inserted belongs to the page that is being gone through.
   */
  #rebuild(
    visit: (index: number, keep: () => void, insert: (one: Gone) => true, at: () => number) => void,
    finish?: (insert: (one: Gone) => true) => void,
  ): void {
    const ids: string[] = [];
    const shapes = new Float32Array(this.proportions.length);
    const pages = this.#pages;
    pages.forEach((page, number) => {
      const { start, count, items: before } = page;
      const whole = before?.length === count;
      let items: Item[] | null = whole ? [] : before;
      const from = ids.length;
      const insert = (one: Gone): true => {
        shapes[ids.length] = one.shape;
        ids.push(one.id);
        if (items && whole && one.item) items.push(one.item);
        else items = null; // read again when it comes into sight
        return true;
      };
      for (let k = 0; k < count; k++) {
        const keep = (): void => {
          shapes[ids.length] = this.proportions[start + k]!;
          ids.push(this.#ids[start + k]!);
          if (items && whole) items.push(before[k]!);
        };
        visit(start + k, keep, insert, () => ids.length);
      }
      if (number === pages.length - 1) finish?.(insert);
      page.count = ids.length - from;
      page.items = items;
    });
    this.#ids = ids;
    this.proportions = shapes;
    this.#renumber();
    this.generation++;
    this.version++;
  }

  #renumber(): void {
    let start = 0;
    for (const page of this.#pages) {
      page.start = start;
      start += page.count;
    }
  }

  #pageAt(index: number): Page | undefined {
    if (index < 0 || index >= this.count) return undefined;
    let low = 0;
    let high = this.#pages.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#pages[middle]!.start <= index) low = middle;
      else high = middle - 1;
    }
    return this.#pages[low];
  }

  #room(count: number): void {
    if (count <= this.proportions.length) return;
    const larger = new Float32Array(Math.max(count, this.proportions.length * 2));
    larger.set(this.proportions);
    this.proportions = larger;
  }
}
