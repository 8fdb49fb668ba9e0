import { api, etagOf, isAbort, type User } from '../lib/api';
import type { components } from '../lib/api/schema';

type Edit = components['schemas']['UserEdit'];

/** The people that the administrator looks at: one search, read page by page, kept true while it is edited. */
export class People {
  list = $state.raw<readonly User[] | null>(null);
  next = $state<string | null>(null);
  total = $state<number | null>(null);
  trouble = $state.raw<unknown>(null);

  #asking: AbortController | undefined;

  /** A new search; what was there stays in sight until the answer is. */
  async find(q: string): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    this.trouble = null;
    try {
      const query = { limit: 100, ...(q === '' ? {} : { q }) };
      const { data } = await api.get('/api/v1/users', { query, signal: asking.signal });
      this.list = data.items;
      this.next = data.next;
      this.total = data.total;
    } catch (error) {
      if (!isAbort(error)) this.trouble = error;
    }
  }

  async more(q: string): Promise<void> {
    if (this.next === null) return;
    const query = { limit: 100, cursor: this.next, ...(q === '' ? {} : { q }) };
    const { data } = await api.get('/api/v1/users', { query });
    this.list = [...(this.list ?? []), ...data.items];
    this.next = data.next;
  }

  async edit(user: User, body: Edit): Promise<User> {
    const { data } = await api.patch('/api/v1/users/{id}', { path: { id: user.id }, body, ifMatch: etagOf(user.rev ?? 0) });
    this.put(data);
    return data;
  }

  async remove(user: User): Promise<void> {
    await api.delete('/api/v1/users/{id}', { path: { id: user.id } });
    this.list = (this.list ?? []).filter((other) => other.id !== user.id);
  }

  /** The newest state of one person after something else changed them. */
  async refresh(id: string): Promise<void> {
    this.put((await api.get('/api/v1/users/{id}', { path: { id } })).data);
  }

  put(user: User): void {
    const list = this.list ?? [];
    this.list = list.some((other) => other.id === user.id)
      ? list.map((other) => (other.id === user.id ? user : other))
      : [user, ...list];
  }
}
