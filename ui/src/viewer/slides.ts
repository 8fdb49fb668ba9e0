import type { SlideData } from 'photoswipe';
import { isDrawn, nameOf } from '../gallery/addresses';
import type { Item } from '../lib/api';

/** What every browser of today draws by itself. */
const drawable = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif', 'image/svg+xml']);
/** Originals beyond this many pixels stay on the server: a telephone would give up on them. */
const MOST_PIXELS = 80e6;
const LARGEST = 2560;

/** What the lightbox needs of one item; `card` draws our own page for what has no picture. */
export function slideOf(item: Item | undefined): SlideData {
  if (!item) return { type: 'waiting' };
  const urls = item.preview.urls ?? {};
  const src = urls['2560'] ?? urls['1440'] ?? urls['256'];
  if (!isDrawn(item.preview) || src === undefined) return { type: 'card', item };

  const width = item.width ?? 1440;
  const height = item.height ?? 1080;
  const longer = Math.max(width, height);
  const widthAt = (size: number): number => Math.max(1, Math.round((width / longer) * size));
  const candidates = Object.entries(urls).map(([size, url]) => `${url} ${widthAt(Number(size))}w`);

  const whole =
    item.kind === 'image' && item.can.download && drawable.has(item.type) && width * height <= MOST_PIXELS && longer > LARGEST;
  if (whole) candidates.push(`/api/v1/items/${encodeURIComponent(item.id)}/original ${width}w`);
  // Without the original (and for pages, whose size is in points) the largest preview is all there is to see.
  const scale = whole || (item.kind === 'image' && longer <= LARGEST) ? 1 : LARGEST / longer;
  return {
    src,
    srcset: candidates.join(', '),
    ...(urls['256'] !== undefined && { msrc: urls['256'] }),
    width: Math.round(width * scale),
    height: Math.round(height * scale),
    alt: nameOf(item),
    item,
  };
}
