/** How large pages are drawn: a factor of their natural size, or fitted to the window; `auto` fits the width, up to READABLE. */
export type Zoom = number | 'auto' | 'page-width' | 'page-fit';

/** Lines get tiring to follow beyond this; the same as pdf.js takes for `auto`. */
export const READABLE = 1.25;

export interface Found {
  /** from 1; 0 while nothing is found */
  current: number;
  total: number;
  /** still looking through further pages */
  searching: boolean;
}

/** What both ways of showing pages can do: drawn here from the PDF, or as pictures from the server. */
export interface Leaves {
  goTo(page: number): void;
  zoom(zoom: Zoom): void;
  zoomBy(steps: number): void;
  spread(two: boolean): void;
  /** Looks for a text; the same text again goes on in the given direction. An empty text ends the search. */
  find(text: string, direction: 'next' | 'previous'): void;
  focus(): void;
}

export interface LeavesEvents {
  onpage: (page: number) => void;
  onscale: (scale: number) => void;
  onfound: (found: Found) => void;
}

/** A preview of one page, made by the server. */
export function pageUrl(id: string, page: number, size: 256 | 1440 | 2560): string {
  return `/api/v1/items/${encodeURIComponent(id)}/pages/${page}/preview?size=${size}`;
}

/** Each step makes pages larger or smaller by a tenth, on round percentages. */
export function stepped(scale: number, steps: number): number {
  const next = Math.round(scale * 1.1 ** steps * 20) / 20;
  const moved = next === scale ? scale + 0.05 * Math.sign(steps) : next;
  return Math.min(8, Math.max(0.1, moved));
}
