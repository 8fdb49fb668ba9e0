import { api, type Session } from './api';
import { speech } from './i18n/index.svelte';
import { onlyReading } from './looking';

type Me = NonNullable<Session['user']>;
type System = 'users.manage' | 'roles.manage' | 'collections.root' | 'system.configure' | 'audit.read' | 'access.evaluate';

/** Who sits here. Rights on collections and items come with them (`can`); these are the system-wide ones. */
class CurrentSession {
  #session = $state.raw<Session | null>(null);

  /** What is shown is seen through a public link: it only reads, whoever sits here. */
  throughLink = false;

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
    api.reviver = session?.as || this.throughLink ? onlyReading : null;
    speech.choose(session?.user?.locale);
  }

  /** Asks the server; false when nobody is signed in, nor came through a link. */
  async load(): Promise<boolean> {
    // A stranger is no failure, which the browser would report.
    const { data } = await api.get('/api/v1/session', { query: { optional: true } });
    const known = data.user !== null || (data.link ?? null) !== null;
    this.set(known ? data : null);
    return known;
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
