import { SvelteMap } from 'svelte/reactivity';
import type { Role } from '../lib/api';
import { t, type Key } from '../lib/i18n/index.svelte';
import { ROOT } from '../lib/routes';
import { roleName } from '../rights/access';
import type { Thing } from './words';

type Kind = Extract<Key, `audit.kind.${string}`> extends `audit.kind.${infer K}` ? K : never;

const KINDS: readonly string[] = ['collection', 'item', 'user', 'group', 'role', 'link', 'session', 'token'] satisfies Kind[];

/** What things are called by now, as the server said with what mentions them. */
export class Names {
  readonly #known = new SvelteMap<string, string>();
  /** whether the server was asked about everything that is shown, so that what has no name is gone or hidden */
  complete = $state(false);
  roles = $state.raw<readonly Role[]>([]);

  /** The name, or words for what it is while nobody knows. */
  of(thing: Thing): string {
    if (thing.kind === 'everyone') return t('rights.everyone');
    if (thing.kind === 'signed-in') return t('rights.signedIn');
    if (thing.kind === 'collection' && thing.id === ROOT) return t('rights.why.top');
    if (thing.kind === 'role') return roleName(thing.id, this.roles);
    const known = this.#known.get(`${thing.kind}:${thing.id}`);
    if (known) return known;
    const what = KINDS.includes(thing.kind) ? t(`audit.kind.${thing.kind as Kind}`) : thing.kind;
    return this.complete ? t('audit.gone', { what, id: thing.id }) : what;
  }

  /** Who acted, by name; those who are gone are known by their login only. */
  ofLogin(login: string): string {
    return this.#known.get(`login:${login}`) ?? login;
  }

  /** Takes over what came with a list: `kind:ID` and `login:LOGIN` to names. */
  learn(names: Readonly<Record<string, string>>): void {
    for (const [thing, name] of Object.entries(names)) this.#known.set(thing, name);
    this.complete = true;
  }

  tell(thing: Thing, name: string): void {
    this.#known.set(`${thing.kind}:${thing.id}`, name);
  }
}
