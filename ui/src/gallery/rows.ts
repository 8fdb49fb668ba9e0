/** One picture in a row, in pixels from the left edge of the grid. */
export interface Cell {
  index: number;
  left: number;
  width: number;
}

/** What is drawn never gets narrower or wider than this; such pictures are cropped in the grid. */
const NARROWEST = 0.4;
const WIDEST = 4;

/** The proportion a tile has; files whose size is unknown get a square. */
export function proportion(width: number | null, height: number | null): number {
  if (width === null || height === null || width <= 0 || height <= 0) return 1;
  return Math.min(WIDEST, Math.max(NARROWEST, width / height));
}

/** From this many items in full rows their height says more than a formula. */
const ENOUGH = 60;

/**
 * Justified rows: pictures keep their proportion and order, every row fills the width, and its height is as near to
 * the target as a greedy choice allows. Works on proportions alone, so nothing is read back from the document, and
 * rows that are closed never change when more pictures arrive: only the last, open row is laid out again.
 * The cost is one pass over the new pictures; 100,000 take a few milliseconds.
 */
export class Rows {
  readonly #starts: number[] = [];
  readonly #tops: number[] = [];
  readonly #heights: number[] = [];
  /** items before this one are in closed rows */
  #closed = 0;
  #count = 0;
  #sum = 0;

  constructor(
    readonly width: number,
    readonly target: number,
    readonly gap: number,
  ) {}

  /** How many rows there are, the open one included. */
  get length(): number {
    return this.#starts.length;
  }

  /** The lower edge of the last row with its gap. */
  get bottom(): number {
    const last = this.length - 1;
    return last < 0 ? 0 : this.#tops[last]! + this.#heights[last]! + this.gap;
  }

  top(row: number): number {
    return this.#tops[row]!;
  }

  height(row: number): number {
    return this.#heights[row]!;
  }

  start(row: number): number {
    return this.#starts[row]!;
  }

  /** The item after the last of the row. */
  end(row: number): number {
    return row + 1 < this.length ? this.#starts[row + 1]! : this.#count;
  }

  /** Lays out the items up to `count`, of which those in closed rows are as they were. */
  extend(proportions: ArrayLike<number>, count: number): void {
    if (this.#closed < this.#count) {
      this.#starts.pop();
      this.#tops.pop();
      this.#heights.pop();
    }
    for (let i = this.#count; i < count; i++) this.#sum += proportions[i]!;
    this.#count = count;

    let start = this.#closed;
    let sum = 0;
    for (let i = start; i < count; i++) {
      const before = sum === 0 ? Infinity : this.#fit(sum, i - start);
      sum += proportions[i]!;
      const height = this.#fit(sum, i - start + 1);
      if (height > this.target) continue;
      // Too low with this picture, too high without it: take the smaller change of scale.
      if (before / this.target < this.target / height) {
        this.#push(start, before);
        start = i;
        sum = proportions[i]!;
        const alone = this.#fit(sum, 1);
        if (alone > this.target) continue;
        this.#push(start, alone);
      } else {
        this.#push(start, height);
      }
      start = i + 1;
      sum = 0;
    }
    this.#closed = start;
    if (start < count) this.#push(start, Math.min(this.target, this.#fit(sum, count - start)));
  }

  /** The row at this height, or the nearest. */
  at(y: number): number {
    let low = 0;
    let high = this.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#tops[middle]! <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The row that holds this item. */
  rowOf(index: number): number {
    let low = 0;
    let high = this.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Where the pictures of a row lie; the right edge of a closed row is the right edge of the grid. */
  cells(row: number, proportions: ArrayLike<number>): Cell[] {
    const start = this.start(row);
    const end = this.end(row);
    let sum = 0;
    for (let i = start; i < end; i++) sum += proportions[i]!;
    const open = start >= this.#closed;
    const scale = open ? this.height(row) : this.#fit(sum, end - start);
    const cells: Cell[] = [];
    let x = 0;
    for (let i = start; i < end; i++) {
      const left = Math.round(x);
      x += proportions[i]! * scale;
      const right = !open && i === end - 1 ? this.width : Math.round(x);
      cells.push({ index: i, left, width: Math.max(1, right - left) });
      x += this.gap;
    }
    return cells;
  }

  /** The item in a neighbouring row whose middle is nearest to that of this one; the same item at the edge. */
  beside(index: number, step: -1 | 1, proportions: ArrayLike<number>): number {
    const row = this.rowOf(index);
    const next = row + step;
    if (next < 0 || next >= this.length) return index;
    const cell = this.cells(row, proportions)[index - this.start(row)]!;
    const middle = cell.left + cell.width / 2;
    let best = index;
    let distance = Infinity;
    for (const other of this.cells(next, proportions)) {
      const away = Math.abs(other.left + other.width / 2 - middle);
      if (away < distance) {
        distance = away;
        best = other.index;
      }
    }
    return best;
  }

  /** How high items would be that are known by their number only, judged by the others. */
  estimate(more: number): number {
    if (more <= 0) return 0;
    if (this.#closed >= ENOUGH) {
      const last = this.length - (this.#closed < this.#count ? 2 : 1);
      return Math.ceil((more * (this.#tops[last]! + this.#heights[last]! + this.gap)) / this.#closed);
    }
    const mean = this.#count === 0 ? 1.3 : this.#sum / this.#count;
    const inRow = Math.max(1, (this.width + this.gap) / (this.target * mean + this.gap));
    return Math.ceil(more / inRow) * (this.target + this.gap);
  }

  #fit(sum: number, count: number): number {
    return (this.width - this.gap * (count - 1)) / sum;
  }

  #push(start: number, height: number): void {
    const top = this.bottom;
    this.#starts.push(start);
    this.#tops.push(top);
    this.#heights.push(Math.max(1, Math.round(height)));
  }
}
