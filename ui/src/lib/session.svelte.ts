import { api, Problem, type Session } from './api';
import { speech } from './i18n/index.svelte';

type Me = Session['user'];

/** Who sits here. Rights on collections and items come with them (`can`); these are the system-wide ones. */
class CurrentSession {
  #session = $state.raw<Session | null>(null);

  get me(): Me | null {
    return this.#session?.user ?? null;
  }

  can(permission: 'users.manage' | 'roles.manage' | 'collections.root' | 'system.configure' | 'audit.read'): boolean {
    return this.#session?.permissions.includes(permission) ?? false;
  }

  /** Takes over what set-up, sign-in or an edit of oneself answered. */
  set(session: Session | null): void {
    this.#session = session;
    speech.choose(session?.user.locale);
  }

  /** Asks the server; false when nobody is signed in. */
  async load(): Promise<boolean> {
    try {
      this.set((await api.get('/api/v1/session')).data);
      return true;
    } catch (error) {
      if (error instanceof Problem && error.trouble === 'signed-out') {
        this.set(null);
        return false;
      }
      throw error;
    }
  }

  async signOut(): Promise<void> {
    await api.delete('/api/v1/session');
    this.set(null);
  }
}

export const session = new CurrentSession();
