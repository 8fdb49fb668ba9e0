import { api, Problem, type Grant, type Grants } from '../lib/api';
import type { Target } from './target';

export interface Own {
  readonly inherit: boolean;
  readonly grants: readonly Grant[];
}

/** A change that can be made on whatever the rights are by now. */
export type Change = (own: Own) => Own;

export const add =
  (grant: Grant): Change =>
  ({ inherit, grants }) => ({ inherit, grants: [...grants.filter((other) => !same(other, grant)), grant] });

export const remove =
  (grant: Grant): Change =>
  ({ inherit, grants }) => ({ inherit, grants: grants.filter((other) => !same(other, grant)) });

export const replace =
  (old: Grant, by: Grant): Change =>
  ({ inherit, grants }) => ({ inherit, grants: grants.map((other) => (same(other, old) ? by : other)) });

/** Cuts what comes from above; `keep` become rights of its own, so that somebody still looks after it. */
export const cut =
  (keep: readonly Grant[]): Change =>
  ({ grants }) => ({ inherit: false, grants: [...grants, ...keep.filter((grant) => !has(grants, grant))] });

export const join =
  (drop: readonly Grant[] = []): Change =>
  ({ grants }) => ({ inherit: true, grants: grants.filter((grant) => !has(drop, grant)) });

/** What leads from one state to another, to be made on a third: rows that neither touches stay as they are there. */
export function turn(from: Own, to: Own): Change {
  return (own) => {
    const rows = own.grants.flatMap((row) => {
      if (!has(from.grants, row) || has(to.grants, row)) return [row];
      // A row that was replaced keeps its place: its holder has a new one.
      const next = to.grants.find((other) => other.principal === row.principal && !has(from.grants, other));
      return next && !has(own.grants, next) ? [next] : [];
    });
    const fresh = to.grants.filter((row) => !has(from.grants, row) && !has(rows, row));
    return { inherit: from.inherit === to.inherit ? own.inherit : to.inherit, grants: [...rows, ...fresh] };
  };
}

/** Owners from above that this place does not name itself. */
export function ownersAbove({ grants, inherited }: Pick<Grants, 'grants' | 'inherited'>): Grant[] {
  return inherited
    .map(({ grant }) => grant)
    .filter((grant) => grant.role === 'owner' && grant.effect !== 'deny' && !grant.until && !has(grants, grant));
}

export function has(grants: readonly Grant[], grant: Grant): boolean {
  return grants.some((other) => same(other, grant));
}

/** Whether two grants say the same; the name is only shown. */
export function same(a: Grant, b: Grant): boolean {
  return key(a) === key(b);
}

export function key({ principal, role, permissions, effect, until }: Grant): string {
  return JSON.stringify([principal, role ?? null, [...(permissions ?? [])].sort(), effect ?? 'allow', until ?? null]);
}

export function equal(a: Own, b: Own): boolean {
  return a.inherit === b.inherit && a.grants.length === b.grants.length && a.grants.every((grant) => has(b.grants, grant));
}

/** What the server is told: names are its own affair. */
export function plain({ inherit, grants }: Own): { inherit: boolean; grants: Grant[] } {
  return { inherit, grants: grants.map(({ name: _, ...rest }) => rest) };
}

/**
 * The rights of one place and what the person makes of them. Nothing holds before `save`, which is based on the ETag
 * that was read; if somebody else was quicker, their rights are read and the person's changes are put on top, to be
 * looked at once more.
 */
export class Rights {
  /** as the server has them */
  now = $state.raw<Grants | null>(null);
  draft = $state.raw<Own | null>(null);
  saving = $state(false);
  notice = $state<'merged' | 'gone' | null>(null);

  readonly dirty: boolean = $derived(this.now !== null && this.draft !== null && !equal(this.now, this.draft));

  #etag = '';

  constructor(readonly target: Pick<Target, 'kind' | 'id'>) {}

  async load(signal?: AbortSignal): Promise<void> {
    const answer = await api.get(this.#path, { path: { id: this.target.id }, ...(signal ? { signal } : {}) });
    this.#take(answer.data, answer.etag);
  }

  edit(change: Change): void {
    if (this.draft) this.draft = change(this.draft);
    this.notice = null;
  }

  discard(): void {
    this.draft = this.now;
    this.notice = null;
  }

  /** Saves; answers what there was before, or null when the person has to look again. Throws what was refused. */
  async save(reason = ''): Promise<{ before: Own; after: Own } | null> {
    const { now, draft } = this;
    if (!now || !draft || this.saving) return null;
    this.saving = true;
    try {
      await this.#put(draft, draft, reason);
      return { before: now, after: draft };
    } catch (error) {
      if (!(error instanceof Problem) || error.trouble !== 'stale') throw error;
      await this.load();
      this.notice = this.dirty ? 'merged' : 'gone';
      return null;
    } finally {
      this.saving = false;
    }
  }

  /** Takes a saved change back, whatever happened since. */
  async takeBack({ before, after }: { before: Own; after: Own }): Promise<void> {
    for (let tries = 1; ; tries++) {
      await this.load();
      if (this.now === null) return;
      try {
        await this.#put(turn(after, before)(this.now), this.now, '');
        return;
      } catch (error) {
        if (!(error instanceof Problem) || error.trouble !== 'stale' || tries >= 3) throw error;
      }
    }
  }

  /** What the draft says beyond `over` stays a draft. */
  async #put(own: Own, over: Own, reason: string): Promise<void> {
    const answer = await api.put(this.#path, {
      path: { id: this.target.id },
      ifMatch: this.#etag,
      body: { ...plain(own), ...(reason.trim() === '' ? {} : { reason: reason.trim() }) },
    });
    const kept = this.now !== null && this.draft !== null ? turn(over, this.draft) : null;
    this.now = answer.data;
    this.#etag = answer.etag ?? '';
    this.draft = kept ? kept(answer.data) : answer.data;
  }

  /** Reads the newest under what the person has changed. */
  #take(fresh: Grants, etag: string | null): void {
    const changed = this.now !== null && this.draft !== null && this.dirty ? turn(this.now, this.draft) : null;
    this.now = fresh;
    this.#etag = etag ?? '';
    this.draft = changed ? changed(fresh) : fresh;
  }

  get #path(): '/api/v1/collections/{id}/grants' | '/api/v1/items/{id}/grants' {
    return this.target.kind === 'item' ? '/api/v1/items/{id}/grants' : '/api/v1/collections/{id}/grants';
  }
}
