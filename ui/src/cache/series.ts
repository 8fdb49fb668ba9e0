import type { CacheCounts } from '../lib/api';

/** Milliseconds between two looks at the server. */
export const POLL = 2_000;
/** Milliseconds that the charts show. */
export const SPAN = 120_000;
/** Looks further apart than this are two looks, not a line: the page was out of sight, or the server away. */
const APART = 3 * POLL;

/** What happened between two looks. */
export interface Point {
  at: number;
  /** questions per second */
  asked: number;
  /** the part that the cache answered, from 0 to 1; null when nothing was asked of it */
  hits: number | null;
}

interface Sum {
  at: number;
  hits: number;
  misses: number;
  bypassed: number;
}

/** Counters of one node, which only grow, turned into what happened of late. */
export class Series {
  #last: Sum | null = null;
  #points: readonly Point[] = [];

  get points(): readonly Point[] {
    return this.#points;
  }

  add(views: readonly CacheCounts[], at: number): void {
    const sum = { at, hits: 0, misses: 0, bypassed: 0 };
    for (const view of views) {
      sum.hits += view.memory + view.redis;
      sum.misses += view.misses;
      sum.bypassed += view.bypassed;
    }
    const last = this.#last;
    this.#last = sum;
    this.#points = this.#points.filter((point) => at - point.at <= SPAN);
    if (last === null || at <= last.at || at - last.at > APART) return;
    const [hits, misses, bypassed] = [sum.hits - last.hits, sum.misses - last.misses, sum.bypassed - last.bypassed];
    if (hits < 0 || misses < 0 || bypassed < 0) return; // the node has started anew
    const counted = hits + misses;
    const asked = ((counted + bypassed) * 1000) / (at - last.at);
    this.#points = [...this.#points, { at, asked, hits: counted === 0 ? null : hits / counted }];
  }
}

/** Smallest round number that is not below this one, so that a chart does not change its scale all the time. */
export function roof(value: number): number {
  if (value <= 1) return 1;
  const step = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((n) => n * step).find((n) => n >= value) ?? value;
}

/** A point of a chart that is 1 wide and 1 high, its origin at the top left. */
export interface Spot {
  x: number;
  y: number;
}

/** The lines of a chart that ends `now`: one per stretch without a gap. */
export function stretches(points: readonly Point[], value: (point: Point) => number | null, now: number, top: number): Spot[][] {
  const lines: Spot[][] = [];
  let before: Point | null = null;
  for (const point of points) {
    const y = value(point);
    if (y !== null) {
      const spot = { x: 1 - (now - point.at) / SPAN, y: 1 - Math.min(1, y / top) };
      const line = lines.at(-1);
      if (line && before && point.at - before.at <= APART) line.push(spot);
      else lines.push([spot]);
    }
    before = y === null ? null : point;
  }
  return lines;
}
