/** What one room did that others show: an upload changes the gallery and the counts in the tree. */
export type Change =
  | { what: 'items'; collection: string }
  | { what: 'item'; id: string }
  | { what: 'collections'; parent: string }
  | { what: 'trash' };

type Listener = (change: Change) => void;

const listeners = new Set<Listener>();

export const changes = {
  tell(change: Change): void {
    for (const listener of [...listeners]) listener(change);
  },
  /** Returns the end of it, ready to be returned from an effect. */
  listen(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
