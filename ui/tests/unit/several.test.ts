import { describe, expect, it } from 'vitest';
import { changesNothing, editFor, shared, type Wish } from '../../src/item/several';

const item = (title: string, tags: string[] = [], descr = '', takenLocal = '2020-01-01T00:00:00') => ({
  title,
  tags,
  descr,
  taken: `${takenLocal}-03:00`,
  takenLocal,
});
const nothing: Wish = { title: null, descr: null, taken: null, add: [], drop: [] };

describe('what several items share', () => {
  it('is what all of them say', () => {
    expect(shared([item('One', ['a']), item('Two', ['a', 'b'])], true)).toEqual({
      title: null,
      descr: '',
      taken: '2020-01-01T00:00:00',
      tags: [{ tag: 'a', n: 2 }, { tag: 'b', n: 1 }],
    });
  });

  it('is nothing while some of them are not known', () => {
    expect(shared([item('One'), item('One')], false)).toMatchObject({ title: null, descr: null, taken: null });
  });
});

describe('the edit for one of several', () => {
  it('holds only what is different, and the way back', () => {
    const wish = { ...nothing, title: 'Quay', descr: 'Same', add: ['new'], drop: ['old'] };
    expect(editFor(item('One', ['old', 'kept'], 'Same'), wish)).toEqual({
      edit: { title: 'Quay', tags: ['kept', 'new'] },
      back: { title: 'One', tags: ['old', 'kept'] },
    });
  });

  it('is none when the item is so already', () => {
    expect(editFor(item('One', ['new']), { ...nothing, add: ['new'], drop: ['old'] })).toBeNull();
  });

  it('changes a date as it is shown, and takes it back with its offset', () => {
    expect(editFor(item('One'), { ...nothing, taken: '2020-01-01T00:00:00' })).toBeNull();
    expect(editFor(item('One'), { ...nothing, taken: '1938-05-17T12:00:00' })).toEqual({
      edit: { taken: '1938-05-17T12:00:00' },
      back: { taken: '2020-01-01T00:00:00-03:00' },
    });
  });

  it('empties a field when that is wished', () => {
    const wish = { ...nothing, descr: '' };
    expect(changesNothing(wish)).toBe(false);
    expect(editFor(item('One', [], 'Text'), wish)).toEqual({ edit: { descr: '' }, back: { descr: 'Text' } });
  });
});
