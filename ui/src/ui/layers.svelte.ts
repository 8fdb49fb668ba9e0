/**
 * The modal dialogs that are open, the uppermost last. What is outside of a modal dialog is inert and unheard, so
 * whatever has to be reachable above one (toasts) moves into it.
 */
class Layers {
  #open = $state.raw<readonly HTMLElement[]>([]);

  get top(): HTMLElement | null {
    return this.#open.at(-1) ?? null;
  }

  enter(dialog: HTMLElement): void {
    this.#open = [...this.#open.filter((d) => d !== dialog), dialog];
  }

  leave(dialog: HTMLElement): void {
    this.#open = this.#open.filter((d) => d !== dialog);
  }
}

export const layers = new Layers();
