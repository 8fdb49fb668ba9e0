import { api, Problem, type Session } from './api';
import { speech } from './i18n/index.svelte';
import { onlyReading } from './looking';

type Me = NonNullable<Session['user']>;
type System = 'users.manage' | 'roles.manage' | 'collections.root' | 'system.configure' | 'audit.read';

/** Who sits here. Rights on collections and items come with them (`can`); these are the system-wide ones. */
class CurrentSession {
  #session = $state.raw<Session | null>(null);

  get me(): Me | null {
    return this.#session?.user ?? null;
  }

  /** The administrator who looks through the eyes of `me`; null when everybody is themselves. */
  get looking(): NonNullable<Session['as']> | null {
    return this.#session?.as ?? null;
  }

  /** The public link that opened what is shown, for a visitor without an account. */
  get link(): NonNullable<Session['link']> | null {
    return this.#session?.link ?? null;
  }

  can(permission: System): boolean {
    // Who looks as somebody else only reads.
    if (this.looking && permission !== 'audit.read') return false;
    return this.#session?.permissions.includes(permission) ?? false;
  }

  /** Takes over what set-up, sign-in or an edit of oneself answered. */
  set(session: Session | null): void {
    this.#session = session;
    api.reviver = session?.as || session?.link ? onlyReading : null;
    speech.choose(session?.user?.locale);
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

  /** From here on the library is shown as that person sees it; ends with a new document. */
  async lookAs(user: string): Promise<void> {
    await api.post('/api/v1/session/as', { body: { user } });
    location.assign('/');
  }

  async stopLooking(): Promise<void> {
    await api.delete('/api/v1/session/as');
    location.assign('/people');
  }
}

export const session = new CurrentSession();
