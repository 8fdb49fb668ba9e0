import { SvelteMap } from 'svelte/reactivity';
import { api, etagOf, Problem, type Collection } from '../lib/api';
import { changes } from '../lib/changes';
import { speech, t } from '../lib/i18n/index.svelte';
import { ROOT } from '../lib/routes';
import { toasts } from '../ui/toasts.svelte';

export interface Edit {
  title?: string;
  descr?: string;
  cover?: string | null;
}

/** The collections that were seen so far, shared by tree, breadcrumb, tiles and dialogs. */
class Library {
  readonly #records = new SvelteMap<string, Collection>();
  readonly #children = new SvelteMap<string, readonly string[]>();
  readonly #asked = new Map<string, Promise<void>>();

  record(id: string): Collection | undefined {
    return this.#records.get(id);
  }

  /** The collections below one, in order; undefined until they were read. */
  children(parent: string): Collection[] | undefined {
    return this.#children.get(parent)?.flatMap((id) => this.#records.get(id) ?? []);
  }

  async load(id: string, signal?: AbortSignal): Promise<Collection> {
    const { data } = await api.get('/api/v1/collections/{id}', { path: { id }, ...(signal && { signal }) });
    this.#records.set(id, data);
    return data;
  }

  /** Takes over a record that was read elsewhere. */
  know(collection: Collection): void {
    this.#records.set(collection.id, collection);
  }

  /** Reads the collections below one, once or, with `anew`, again. */
  loadChildren(parent: string, anew = false): Promise<void> {
    const asked = this.#asked.get(parent);
    if (asked && !anew) return asked;
    const reading = this.#read(parent).catch((error: unknown) => {
      this.#asked.delete(parent);
      throw error;
    });
    this.#asked.set(parent, reading);
    return reading;
  }

  async #read(parent: string): Promise<void> {
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const query: { parent: string; limit: number; cursor?: string } = { parent, limit: 500, ...(cursor !== null && { cursor }) };
      const { data } = await api.get('/api/v1/collections', { query });
      for (const collection of data.items) {
        this.#records.set(collection.id, collection);
        ids.push(collection.id);
      }
      cursor = data.next;
    } while (cursor !== null);
    this.#children.set(parent, ids);
  }

  async create(parent: string, title: string, descr: string): Promise<Collection> {
    const { data } = await api.post('/api/v1/collections', { body: { parent, title, descr } });
    this.#records.set(data.id, data);
    this.#enter(data.parent ?? ROOT, data);
    return data;
  }

  /** Saves; when somebody else was faster, shows theirs and says so. */
  async edit(collection: Collection, edit: Edit): Promise<boolean> {
    const path = { id: collection.id };
    try {
      const { data } = await api.patch('/api/v1/collections/{id}', { path, body: edit, ifMatch: etagOf(collection.rev) });
      this.#records.set(data.id, data);
      this.#leave(data);
      this.#enter(data.parent ?? ROOT, data);
      return true;
    } catch (error) {
      if (error instanceof Problem && error.trouble === 'stale') await this.load(collection.id);
      toasts.trouble(error);
      return false;
    }
  }

  /** Moves at once and offers to take it back. */
  async move(collection: Collection, parent: string): Promise<void> {
    const before = collection.parent ?? ROOT;
    if (parent === before || parent === collection.id) return;
    try {
      await this.#moveTo(collection.id, parent);
      const where = parent === ROOT ? t('frame.library') : (this.record(parent)?.title ?? '');
      toasts.undo(t('frame.moved', { title: collection.title, where }), () => this.#moveTo(collection.id, before));
    } catch (error) {
      toasts.trouble(error);
    }
  }

  async #moveTo(id: string, parent: string): Promise<void> {
    const { data } = await api.post('/api/v1/collections/{id}/move', { path: { id }, body: { parent } });
    const known = this.#records.get(id);
    if (known) this.#leave(known);
    this.#records.set(id, data);
    this.#enter(parent, data);
    this.#recount([known?.parent, parent]);
  }

  /** Puts it and all below into the trash and offers to take it back. */
  async trash(collection: Collection): Promise<boolean> {
    const path = { id: collection.id };
    try {
      await api.delete('/api/v1/collections/{id}', { path });
    } catch (error) {
      toasts.trouble(error);
      return false;
    }
    this.#leave(collection);
    this.#recount([collection.parent]);
    changes.tell({ what: 'trash' });
    toasts.undo(t('frame.trashed', { title: collection.title }), async () => {
      const { data } = await api.post('/api/v1/collections/{id}/restore', { path });
      this.restored(data);
    });
    return true;
  }

  /** Takes a collection back in that came from the trash. */
  restored(collection: Collection): void {
    this.#records.set(collection.id, collection);
    this.#enter(collection.parent ?? ROOT, collection);
    this.#recount([collection.parent]);
    changes.tell({ what: 'trash' });
  }

  /** Reads the numbers of these collections and of all above them again. */
  #recount(ids: (string | null | undefined)[]): void {
    const all = new Set<string>();
    for (const id of ids) {
      if (!id || id === ROOT) continue;
      all.add(id);
      for (const above of this.#records.get(id)?.path ?? []) all.add(above.id);
    }
    // Only numbers: should it fail, the old ones stay until the next look.
    for (const id of all) void this.load(id).catch(() => undefined);
  }

  /** Items came, went or moved: the numbers there are old. */
  counted(...collections: string[]): void {
    this.#recount(collections);
  }

  #leave(collection: Collection): void {
    for (const [parent, ids] of this.#children) {
      if (ids.includes(collection.id)) this.#children.set(parent, ids.filter((id) => id !== collection.id));
    }
  }

  #enter(parent: string, collection: Collection): void {
    const ids = this.#children.get(parent);
    if (!ids) return;
    const all = [...ids.filter((id) => id !== collection.id), collection.id].flatMap((id) => this.#records.get(id) ?? []);
    all.sort((a, b) => a.order - b.order || speech.compare(a.title, b.title));
    this.#children.set(parent, all.map((c) => c.id));
  }
}

export const library = new Library();
