import { SvelteMap } from 'svelte/reactivity';
import { nameOf } from '../gallery/addresses';
import { api, isAbort, type Link, type Role } from '../lib/api';
import { t, type Key } from '../lib/i18n/index.svelte';
import { nameOf as linkName } from '../links/link';
import { ROOT } from '../lib/routes';
import { roleName } from '../rights/access';
import type { Thing } from './words';

type Kind = Extract<Key, `audit.kind.${string}`> extends `audit.kind.${infer K}` ? K : never;

const KINDS: readonly string[] = ['collection', 'item', 'user', 'group', 'role', 'link', 'session', 'token'] satisfies Kind[];

/** What the things of the history are called by now, each asked for once; null when they are gone or hidden. */
export class Names {
  readonly #known = new SvelteMap<string, string | null>();
  readonly #asked = new Set<string>();
  #listed: Promise<ReadonlyMap<string, string>> | null = null;
  roles = $state.raw<readonly Role[]>([]);

  /** The name, or words for what it is while nobody knows. */
  of(thing: Thing): string {
    if (thing.kind === 'everyone') return t('rights.everyone');
    if (thing.kind === 'signed-in') return t('rights.signedIn');
    if (thing.kind === 'collection' && thing.id === ROOT) return t('rights.why.top');
    if (thing.kind === 'role') return roleName(thing.id, this.roles);
    const key = `${thing.kind}:${thing.id}`;
    const known = this.#known.get(key);
    if (known) return known;
    const what = KINDS.includes(thing.kind) ? t(`audit.kind.${thing.kind as Kind}`) : thing.kind;
    return known === null ? t('audit.gone', { what, id: thing.id }) : what;
  }

  /** Sees to it that the names of these come; to be called outside of what draws them. */
  want(things: readonly Thing[]): void {
    for (const thing of things) {
      const key = `${thing.kind}:${thing.id}`;
      if (this.#asked.has(key)) continue;
      this.#asked.add(key);
      void this.#ask(thing)
        .then((name) => this.#known.set(key, name))
        .catch((error: unknown) => {
          if (isAbort(error)) this.#asked.delete(key);
          else this.#known.set(key, null);
        });
    }
  }

  tell(thing: Thing, name: string): void {
    this.#asked.add(`${thing.kind}:${thing.id}`);
    this.#known.set(`${thing.kind}:${thing.id}`, name);
  }

  async #ask({ kind, id }: Thing): Promise<string | null> {
    const path = { id };
    switch (kind) {
      case 'collection':
        return (await api.get('/api/v1/collections/{id}', { path })).data.title;
      case 'item':
        return nameOf((await api.get('/api/v1/items/{id}', { path })).data);
      case 'user':
        return (await api.get('/api/v1/users/{id}', { path })).data.name;
      case 'group':
        return (await api.get('/api/v1/groups/{id}', { path })).data.name;
      case 'link':
        return (await this.#links()).get(id) ?? null;
      default:
        return null;
    }
  }

  /** There is no asking for one link: the list is read once, when the first is mentioned. */
  async #links(): Promise<ReadonlyMap<string, string>> {
    this.#listed ??= allLinks();
    return this.#listed;
  }
}

async function allLinks(): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  let cursor: string | null = null;
  do {
    const query: { limit: number; cursor?: string } = { limit: 500, ...(cursor === null ? {} : { cursor }) };
    const { data }: { data: { items: Link[]; next: string | null } } = await api.get('/api/v1/links', { query });
    for (const link of data.items) names.set(link.id, linkName(link));
    cursor = data.next;
  } while (cursor !== null);
  return names;
}
