import { describe, expect, test } from 'vitest';
import { Problem } from '../../src/lib/api';
import { fromInput, isLitter } from '../../src/upload/files';
import { Speed } from '../../src/upload/speed';
import { restAfter } from '../../src/upload/upload.svelte';

function file(name: string, path = ''): File {
  const made = new File(['x'], name);
  Object.defineProperty(made, 'webkitRelativePath', { value: path });
  return made;
}

describe('files that were chosen', () => {
  test('keep the folders they lay in, outermost first', () => {
    const { picked } = fromInput([file('a.jpg', 'trip/day one/a.jpg'), file('b.jpg')]);
    expect(picked.map(({ name, path }) => [name, path])).toEqual([
      ['a.jpg', ['trip', 'day one']],
      ['b.jpg', []],
    ]);
  });

  test('what operating systems leave behind is left out, and counted', () => {
    const { picked, leftOut } = fromInput([
      file('.DS_Store', 'trip/.DS_Store'),
      file('Thumbs.db', 'trip/Thumbs.db'),
      file('kept.jpg', 'trip/kept.jpg'),
      file('index', 'trip/.git/index'),
    ]);
    expect(picked.map(({ name }) => name)).toEqual(['kept.jpg']);
    expect(leftOut).toBe(3);
  });

  test('a name that only contains such a word is kept', () => {
    expect(isLitter('my thumbs.db.jpg')).toBe(false);
    expect(isLitter('THUMBS.DB')).toBe(true);
  });
});

describe('speed', () => {
  test('is unknown before a second has passed', () => {
    const speed = new Speed();
    speed.mark(0, 0);
    speed.mark(900, 5_000);
    expect(speed.perSecond).toBeNull();
  });

  test('is that of the last seconds, not of the whole', () => {
    const speed = new Speed(4_000);
    for (let second = 0; second <= 10; second++) speed.mark(second * 1_000, second * 100);
    for (let second = 11; second <= 20; second++) speed.mark(second * 1_000, 1_000 + (second - 10) * 2_000);
    expect(speed.perSecond).toBeCloseTo(2_000);
  });

  test('starts anew after a pause', () => {
    const speed = new Speed();
    speed.mark(0, 0);
    speed.mark(2_000, 4_000);
    speed.reset();
    expect(speed.perSecond).toBeNull();
  });
});

describe('trying again', () => {
  const problem = (trouble: Problem['trouble'], retryAfter: number | null = null) => new Problem(trouble, 0, null, null, retryAfter);

  test('waits longer each time, and gives up after four tries', () => {
    expect([1, 2, 3, 4].map((tries) => restAfter(problem('offline'), tries))).toEqual([2, 4, 8, null]);
  });

  test('waits as long as the server asks for', () => {
    expect(restAfter(problem('away', 17), 1)).toBe(17);
    expect(restAfter(problem('busy', 3), 2)).toBe(3);
  });

  test('does not repeat what would only fail again', () => {
    for (const trouble of ['too-large', 'unsupported', 'denied', 'missing', 'invalid', 'fault'] as const) {
      expect(restAfter(problem(trouble), 1)).toBeNull();
    }
    expect(restAfter(new DOMException('', 'AbortError'), 1)).toBeNull();
  });
});
