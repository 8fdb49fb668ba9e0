import type { Item } from '../lib/api';
import { address, itemPath } from '../lib/routes';
import { writeOptions, type Options } from './options';

/** The address of an item seen in a collection: closing it leads back there. PDFs open at their first page or another. */
export function itemAddress(item: Pick<Item, 'id' | 'kind'>, collection: string | null, options: Options, page = 1): string {
  return address(itemPath(item.id), { in: collection, page: item.kind === 'pdf' ? String(page) : null, ...writeOptions(options) });
}

export type Size = '256' | '1440' | '2560';

/** The smallest preview that looks sharp when its longer side is drawn this long, in CSS pixels. */
export function sizeFor(longer: number, density: number): Size {
  const needed = longer * density;
  // A little upscaling is not seen in a tile and saves most of the bytes.
  if (needed <= 256 * 1.4) return '256';
  return needed <= 1440 * 1.2 ? '1440' : '2560';
}

/** The address of that preview, or of the next that exists; null when there is none. */
export function previewUrl(item: Pick<Item, 'preview'>, size: Size): string | null {
  const urls = item.preview.urls ?? {};
  return urls[size] ?? urls['1440'] ?? urls['256'] ?? urls['2560'] ?? null;
}

/** Whether there is a picture to see, be it whole or not. */
export function isDrawn(preview: Pick<Item['preview'], 'state'>): boolean {
  return preview.state === 'ready' || preview.state === 'partial';
}

/** What an item is called: its title, else the name of its file. */
export function nameOf(item: Pick<Item, 'title' | 'name'>): string {
  return item.title === '' ? item.name : item.title;
}
