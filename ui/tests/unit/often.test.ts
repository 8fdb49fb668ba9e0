import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lookOften } from '../../src/lib/often';

const PACE = { soonest: 1000, latest: 4000 };
let hidden = false;
const page = new EventTarget();

beforeEach(() => {
  vi.useFakeTimers();
  hidden = false;
  Object.defineProperty(page, 'hidden', { configurable: true, get: () => hidden });
  vi.stubGlobal('document', page);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('looks soon while something changes, and less and less often when nothing does', async () => {
  const looks: number[] = [];
  let changing = true;
  const begin = Date.now();
  const end = lookOften(async () => (looks.push(Date.now() - begin), changing), PACE);
  await vi.advanceTimersByTimeAsync(2000);
  expect(looks).toEqual([1000, 2000]);
  changing = false;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(looks.slice(2, 7)).toEqual([3000, 4600, 7160, 11_160, 15_160]);
  end();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(looks.filter((at) => at > 22_000)).toEqual([]);
});

test('asks nothing while nobody can see the page, and soon again when they do', async () => {
  let looks = 0;
  const end = lookOften(async () => (looks++, false), PACE);
  hidden = true;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(looks).toBe(0);
  hidden = false;
  page.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(looks).toBe(1);
  end();
});

test('goes on after a look that failed', async () => {
  let looks = 0;
  const end = lookOften(async () => {
    looks++;
    throw new Error('away');
  }, PACE);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(looks).toBeGreaterThan(2);
  end();
});
