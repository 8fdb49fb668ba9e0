/** Which link session of this tab belongs to which address, so that a reload does not count as another opening. */
const KEY = 'acervo.link';

interface Kept {
  token: string;
  id: string;
}

export const opened = {
  keep(token: string, id: string): void {
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ token, id } satisfies Kept));
    } catch {
      // forbidden storage: a reload opens the link once more
    }
  },
  /** Whether this tab opened the address, and got the link of this id. */
  was(token: string, id: string): boolean {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Kept | null;
      return kept?.token === token && kept.id === id;
    } catch {
      return false; // unreadable: the link is opened anew
    }
  },
  forget(): void {
    try {
      sessionStorage.removeItem(KEY);
    } catch {
      // forbidden storage holds nothing to forget
    }
  },
};
