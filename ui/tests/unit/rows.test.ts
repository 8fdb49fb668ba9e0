import { describe, expect, test } from 'vitest';
import { proportion, Rows } from '../../src/gallery/rows';

/** Small, fast and the same everywhere (mulberry32); the seed is printed with a failure. */
function random(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function shapes(seed: number, count: number): Float32Array {
  const next = random(seed);
  return Float32Array.from({ length: count }, () => 0.4 + next() * 3.6);
}

function all(rows: Rows) {
  return Array.from({ length: rows.length }, (_, row) => ({
    start: rows.start(row),
    end: rows.end(row),
    top: rows.top(row),
    height: rows.height(row),
  }));
}

describe('justified rows', () => {
  test.each([1, 2, 3, 4, 5])('every item is in exactly one row, in order (seed %i)', (seed) => {
    const proportions = shapes(seed, 777);
    const rows = new Rows(1200, 220, 4);
    rows.extend(proportions, 777);
    let next = 0;
    for (const { start, end } of all(rows)) {
      expect(start).toBe(next);
      expect(end).toBeGreaterThan(start);
      next = end;
    }
    expect(next).toBe(777);
  });

  test.each([1, 2, 3])('closed rows fill the width to the pixel and do not overlap (seed %i)', (seed) => {
    const proportions = shapes(seed, 500);
    const rows = new Rows(973, 180, 4);
    rows.extend(proportions, 500);
    for (let row = 0; row < rows.length - 1; row++) {
      const cells = rows.cells(row, proportions);
      expect(cells[0]!.left).toBe(0);
      const last = cells.at(-1)!;
      expect(last.left + last.width).toBe(973);
      cells.slice(1).forEach((cell, k) => {
        const gap = cell.left - (cells[k]!.left + cells[k]!.width);
        expect(Math.abs(gap - 4)).toBeLessThanOrEqual(1);
      });
    }
  });

  test('pictures keep their proportion but for rounding', () => {
    const proportions = shapes(9, 300);
    const rows = new Rows(1400, 220, 4);
    rows.extend(proportions, 300);
    for (let row = 0; row < rows.length - 1; row++) {
      for (const cell of rows.cells(row, proportions)) {
        expect(Math.abs(cell.width - proportions[cell.index]! * rows.height(row))).toBeLessThan(4);
      }
    }
  });

  test.each([1, 2, 3, 4])('pages that arrive one by one give the same layout as all at once (seed %i)', (seed) => {
    const proportions = shapes(seed, 1000);
    const once = new Rows(1100, 200, 4);
    once.extend(proportions, 1000);
    const pieces = new Rows(1100, 200, 4);
    const next = random(seed + 100);
    for (let count = 0; count < 1000; ) {
      count = Math.min(1000, count + 1 + Math.floor(next() * 90));
      pieces.extend(proportions, count);
    }
    expect(all(pieces)).toEqual(all(once));
  });

  test('closed rows do not move when more items arrive', () => {
    const proportions = shapes(6, 400);
    const rows = new Rows(1100, 200, 4);
    rows.extend(proportions, 200);
    const before = all(rows).slice(0, -1);
    rows.extend(proportions, 400);
    expect(all(rows).slice(0, before.length)).toEqual(before);
  });

  test('a last row that is not full is not blown up', () => {
    const rows = new Rows(1200, 220, 4);
    rows.extend([1.5], 1);
    expect(rows.height(0)).toBe(220);
    expect(rows.cells(0, [1.5])).toEqual([{ index: 0, left: 0, width: 330 }]);
  });

  test('a picture wider than the grid gets a row of its own, lower than the others', () => {
    const rows = new Rows(400, 220, 4);
    rows.extend([4, 1, 1], 3);
    expect(rows.end(0)).toBe(1);
    expect(rows.height(0)).toBe(100);
  });

  test('heights and places are found again', () => {
    const proportions = shapes(11, 600);
    const rows = new Rows(1000, 200, 4);
    rows.extend(proportions, 600);
    for (let row = 0; row < rows.length; row++) {
      expect(rows.at(rows.top(row))).toBe(row);
      expect(rows.at(rows.top(row) + rows.height(row) - 1)).toBe(row);
      expect(rows.rowOf(rows.start(row))).toBe(row);
      expect(rows.rowOf(rows.end(row) - 1)).toBe(row);
    }
    expect(rows.at(-50)).toBe(0);
    expect(rows.at(1e9)).toBe(rows.length - 1);
  });

  test('the estimate for what is not loaded is near to what it becomes', () => {
    const proportions = shapes(13, 10_000);
    const rows = new Rows(1200, 220, 4);
    rows.extend(proportions, 2_000);
    const estimated = rows.bottom + rows.estimate(8_000);
    rows.extend(proportions, 10_000);
    expect(Math.abs(estimated - rows.bottom) / rows.bottom).toBeLessThan(0.05);
  });

  test('up and down lead to the picture above and below, and stay at the edges', () => {
    const even = new Float32Array(12).fill(1);
    const rows = new Rows(4 * 100 + 3 * 4, 100, 4);
    rows.extend(even, 12);
    expect(rows.length).toBe(3);
    expect(rows.beside(5, 1, even)).toBe(9);
    expect(rows.beside(5, -1, even)).toBe(1);
    expect(rows.beside(1, -1, even)).toBe(1);
    expect(rows.beside(10, 1, even)).toBe(10);
  });

  test('an empty grid has no height', () => {
    const rows = new Rows(800, 200, 4);
    rows.extend([], 0);
    expect([rows.length, rows.bottom, rows.estimate(0)]).toEqual([0, 0, 0]);
  });
});

test('proportions are kept within what can be drawn, unknown ones are square', () => {
  expect(proportion(4000, 3000)).toBeCloseTo(4 / 3);
  expect(proportion(100, 10_000)).toBe(0.4);
  expect(proportion(10_000, 100)).toBe(4);
  expect(proportion(null, 300)).toBe(1);
  expect(proportion(0, 300)).toBe(1);
});
