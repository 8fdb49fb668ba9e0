import type { Collection } from '../lib/api';

export type Load = { what: 'items'; ids: string[]; from: string | null } | { what: 'collection'; collection: Collection };

const TYPE = 'application/x-acervo';

let load = $state.raw<Load | null>(null);

/** What is being dragged inside the page; the browser hides it from the places it passes over. */
export const drag = {
  get load(): Load | null {
    return load;
  },
  start(event: DragEvent, what: Load, label: string): void {
    load = what;
    if (!event.dataTransfer) return;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData(TYPE, '');
    event.dataTransfer.setDragImage(tag(label), 12, 12);
  },
  end(): void {
    load = null;
  },
  /** Whether what is dragged may be let go over this collection. */
  fits(target: Collection): boolean {
    if (load === null || !target.can.contribute) return false;
    if (load.what === 'items') return load.from !== target.id;
    const id = load.collection.id;
    return id !== target.id && load.collection.parent !== target.id && !target.path.some((above) => above.id === id);
  },
};

/** The browser takes a picture of this element at once; after that it can go. */
function tag(label: string): HTMLElement {
  const element = document.createElement('div');
  element.className = 'drag-tag';
  element.textContent = label;
  document.body.append(element);
  setTimeout(() => element.remove());
  return element;
}
