import { api, Problem, type Grant, type Grants } from '../lib/api';

interface Own {
  readonly inherit: boolean;
  readonly grants: readonly Grant[];
}

/** A change that can be made on whatever the rights are by now; null when what it was about is gone. */
export type Change = (own: Own) => Own | null;

export const add =
  (grant: Grant): Change =>
  ({ inherit, grants }) => ({ inherit, grants: [...grants.filter((other) => !same(other, grant)), grant] });

export const remove =
  (grant: Grant): Change =>
  ({ inherit, grants }) =>
    grants.some((other) => same(other, grant)) ? { inherit, grants: grants.filter((other) => !same(other, grant)) } : null;

export const replace =
  (old: Grant, by: Grant): Change =>
  ({ inherit, grants }) =>
    grants.some((other) => same(other, old)) ? { inherit, grants: grants.map((other) => (same(other, old) ? by : other)) } : null;

/** Cuts what comes from above; `keep` become rights of this collection's own, so that somebody still looks after it. */
export const cut =
  (keep: readonly Grant[]): Change =>
  ({ grants }) => ({ inherit: false, grants: [...grants, ...keep.filter((grant) => !grants.some((other) => same(other, grant)))] });

export const join =
  (drop: readonly Grant[] = []): Change =>
  ({ grants }) => ({ inherit: true, grants: grants.filter((grant) => !drop.some((other) => same(other, grant))) });

/** Owners from above that this collection does not name itself. */
export function ownersAbove({ grants, inherited }: Grants): Grant[] {
  return inherited
    .map(({ grant }) => grant)
    .filter((grant) => grant.role === 'owner' && grant.effect !== 'deny' && !grant.until && !grants.some((other) => same(other, grant)));
}

/** Whether two grants say the same; the name is only shown. */
export function same(a: Grant, b: Grant): boolean {
  return key(a) === key(b);
}

export function key({ principal, role, permissions, effect, until }: Grant): string {
  return JSON.stringify([principal, role ?? null, [...(permissions ?? [])].sort(), effect ?? 'allow', until ?? null]);
}

/**
 * The rights of one collection. Every change is saved at once, based on the ETag that was read; if somebody else was
 * quicker, the newest rights are read and the same change is made on them.
 */
export class CollectionRights {
  now = $state.raw<Grants | null>(null);
  trouble = $state.raw<unknown>(null);
  saving = $state(false);
  /** somebody else changed the rights meanwhile; what is shown is the newest */
  notice = $state<'merged' | 'gone' | null>(null);

  #etag = '';
  #queue: Promise<unknown> = Promise.resolve();

  constructor(readonly collection: string) {}

  async load(signal?: AbortSignal): Promise<void> {
    const answer = await api.get('/api/v1/collections/{id}/grants', {
      path: { id: this.collection },
      ...(signal ? { signal } : {}),
    });
    this.now = answer.data;
    this.#etag = answer.etag ?? '';
  }

  /** Saves; false when there was nothing left to change. Throws what the server refused. Changes wait for each other. */
  change(change: Change): Promise<boolean> {
    const made = this.#queue.then(() => this.#change(change));
    this.#queue = made.catch(() => {});
    return made;
  }

  async #change(change: Change): Promise<boolean> {
    this.saving = true;
    this.notice = null;
    try {
      for (let tries = 1; ; tries++) {
        if (this.now === null) await this.load();
        const next = this.now && change(this.now);
        if (!next) {
          this.notice = 'gone';
          return false;
        }
        try {
          await this.#put(next);
          return true;
        } catch (error) {
          if (!(error instanceof Problem) || error.trouble !== 'stale' || tries >= 3) throw error;
          await this.load();
          this.notice = 'merged';
        }
      }
    } finally {
      this.saving = false;
    }
  }

  async #put({ inherit, grants }: Own): Promise<void> {
    const answer = await api.put('/api/v1/collections/{id}/grants', {
      path: { id: this.collection },
      ifMatch: this.#etag,
      body: { inherit, grants: grants.map(({ name: _, ...rest }) => rest) },
    });
    this.now = answer.data;
    this.#etag = answer.etag ?? '';
  }
}
