import { api, type Collection } from '../lib/api';
import { changes } from '../lib/changes';

/** Longest title that the contract allows. */
const LONGEST = 200;

/**
 * Turns folders into nested collections: one that has the title already is used, else one is made. Asked for the same
 * folder by many files at once, it does the work once.
 */
export class Folders {
  readonly #children = new Map<string, Promise<Map<string, string>>>();
  readonly #made = new Map<string, Promise<string>>();

  /** The id of the collection for these folders below `parent`. */
  async collectionFor(parent: string, path: readonly string[]): Promise<string> {
    let id = parent;
    for (const title of path) id = await this.#below(id, title.trim().slice(0, LONGEST) || '_');
    return id;
  }

  #below(parent: string, title: string): Promise<string> {
    const key = `${parent}\n${title}`;
    let making = this.#made.get(key);
    if (!making) {
      making = this.#findOrMake(parent, title);
      this.#made.set(key, making);
      // What failed may succeed on the next try.
      making.catch(() => {
        this.#made.delete(key);
        this.#children.delete(parent);
      });
    }
    return making;
  }

  async #findOrMake(parent: string, title: string): Promise<string> {
    const children = await this.#childrenOf(parent);
    const there = children.get(title);
    if (there !== undefined) return there;
    const { data } = await api.post('/api/v1/collections', { body: { title, parent } });
    children.set(title, data.id);
    // Nothing lies below what was just made: no need to ask.
    this.#children.set(data.id, Promise.resolve(new Map()));
    changes.tell({ what: 'collections', parent });
    return data.id;
  }

  #childrenOf(parent: string): Promise<Map<string, string>> {
    let listing = this.#children.get(parent);
    if (!listing) {
      listing = list(parent);
      this.#children.set(parent, listing);
    }
    return listing;
  }
}

async function list(parent: string): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  let cursor: string | null = null;
  do {
    const query: { parent: string; limit: number; cursor?: string } = { parent, limit: 500 };
    if (cursor !== null) query.cursor = cursor;
    const page: { items: Collection[]; next: string | null } = (await api.get('/api/v1/collections', { query })).data;
    // Only where this person may add: a folder never lands in somebody else's collection of the same name.
    for (const child of page.items) if (child.can.contribute) titles.set(child.title, child.id);
    cursor = page.next;
  } while (cursor !== null);
  return titles;
}
