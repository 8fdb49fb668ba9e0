import { address, parse, tokenOf, under, type Query, type Route } from './routes';

export { address, collectionPath, itemPath, ROOT, type Route } from './routes';

/** Kept in the history entry: how many steps of ours lie below it, so that closing can be a step back. */
interface Step {
  depth: number;
}

/**
 * The address is the state: everything that a link to a colleague should carry is in path and query, and nothing
 * else remembers where the person is. Links are ordinary `<a href>`; a click on one of our own is taken over.
 */
class Router {
  #path = $state(location.pathname);
  #search = $state(location.search);
  readonly route: Route = $derived(parse(this.#path));
  /** the token of the public link that this place is seen through */
  readonly link: string | null = $derived(tokenOf(this.#path));
  readonly query: URLSearchParams = $derived(new URLSearchParams(this.#search));

  constructor() {
    under(tokenOf(location.pathname));
  }

  get path(): string {
    return this.#path;
  }

  /** The whole address within the site, for "come back here". */
  get here(): string {
    return this.#path + this.#search;
  }

  /** True when the step before is one of ours, so that "close" can go back instead of opening anew. */
  get canBack(): boolean {
    return ((history.state as Step | null)?.depth ?? 0) > 0;
  }

  go(to: string, { replace = false }: { replace?: boolean } = {}): void {
    if (to === this.here) return;
    const depth = (history.state as Step | null)?.depth ?? 0;
    if (replace) history.replaceState({ depth } satisfies Step, '', to);
    else history.pushState({ depth: depth + 1 } satisfies Step, '', to);
    this.#read();
  }

  back(): void {
    history.back();
  }

  /** Changes some values of the query and keeps the others; `null` removes one. */
  setQuery(changes: Query, { replace = true }: { replace?: boolean } = {}): void {
    const query: Query = Object.fromEntries(this.query);
    this.go(address(this.#path, { ...query, ...changes }), { replace });
  }

  /** What stands behind the #, taken out of the address bar and of the history: it is a secret that was handed over. */
  takeFragment(): string {
    const fragment = location.hash.slice(1);
    if (fragment === '') return '';
    history.replaceState(history.state, '', this.here);
    try {
      return decodeURIComponent(fragment);
    } catch {
      return fragment; // none of ours, and the server will say so
    }
  }

  /** Starts listening; returns the end of it. */
  listen(): () => void {
    const onPop = () => this.#read();
    const onClick = (event: MouseEvent) => {
      const to = ownLink(event);
      if (to === null) return;
      event.preventDefault();
      this.go(to);
    };
    addEventListener('popstate', onPop);
    document.addEventListener('click', onClick);
    return () => {
      removeEventListener('popstate', onPop);
      document.removeEventListener('click', onClick);
    };
  }

  #read(): void {
    this.#path = location.pathname;
    this.#search = location.search;
    under(tokenOf(this.#path));
  }
}

/** Where a plain click on one of our own links leads; null for all others (new tab, download, API, elsewhere). */
function ownLink(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = (event.target as Element | null)?.closest('a[href]');
  if (!(link instanceof HTMLAnchorElement) || link.hasAttribute('download')) return null;
  if (link.target !== '' && link.target !== '_self') return null;
  if (link.origin !== location.origin || link.pathname.startsWith('/api/')) return null;
  return link.pathname + link.search;
}

export const router = new Router();
