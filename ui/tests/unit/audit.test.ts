import { describe, expect, test } from 'vitest';
import { any, readFilters, toQuery, writeFilters } from '../../src/audit/filters';
import { grantsOf, pieces, readGrants, sayAct, thing } from '../../src/audit/words';
import { cycleOf } from '../../src/groups/cycle';
import { Problem, type AuditEntry } from '../../src/lib/api';
import { address } from '../../src/lib/routes';
import { PERMISSIONS, toggle } from '../../src/roles/permissions';

const entry: AuditEntry = {
  n: 7,
  at: '2030-01-01T00:00:00Z',
  actor: 'ana',
  what: 'grants replaced',
  object: 'collection:c1',
  subjects: ['user:z'],
  before: 'user:a owner',
  after: 'user:a owner; user:z not list, view until 2031-01-01T00:00:00Z (nothing inherited)',
  reason: '',
};

describe('the words of the history', () => {
  test('are ours for acts that are known, the server’s for all others', () => {
    expect(sayAct('grants replaced')).toEqual({ text: 'changed who has access', known: true });
    expect(sayAct('moon painted')).toEqual({ text: 'moon painted', known: false });
  });

  test('read grants as they were written', () => {
    expect(readGrants('')).toEqual({ inherit: true, grants: [] });
    expect(grantsOf(entry)?.after).toEqual({
      inherit: false,
      grants: [
        { principal: 'user:a', effect: 'allow', role: 'owner' },
        { principal: 'user:z', effect: 'deny', permissions: ['list', 'view'], until: '2031-01-01T00:00:00Z' },
      ],
    });
    expect(readGrants('everyone viewer')?.grants[0]).toEqual({ principal: 'everyone', effect: 'allow', role: 'viewer' });
  });

  test('leave alone what is not about grants', () => {
    expect(readGrants('Choir (all who sing)')).toBeNull();
    expect(grantsOf({ ...entry, what: 'group renamed' })).toBeNull();
    expect(grantsOf({ ...entry, after: 'who knows' })).toBeNull();
  });

  test('take out the things that have names', () => {
    expect(pieces('link:l1 for collection:c1')).toEqual([{ kind: 'link', id: 'l1' }, ' for ', { kind: 'collection', id: 'c1' }]);
    expect(thing('everyone')).toEqual({ kind: 'everyone', id: '' });
    expect(thing('')).toBeNull();
  });
});

describe('the filters of the history', () => {
  test('survive the address', () => {
    const filters = { object: 'collection:c1', subject: null, actor: 'ana', from: '2030-01-01', to: null };
    const { searchParams } = new URL(address('/audit', writeFilters(filters)), 'http://x');
    expect(readFilters(searchParams)).toEqual(filters);
    expect(any(filters)).toBe(true);
  });

  test('nonsense days are none, and a day is whole', () => {
    const filters = readFilters(new URLSearchParams('from=yesterday&to=2030-02-01'));
    expect(filters.from).toBeNull();
    expect(new Date(toQuery(filters).to!).getTime() - new Date('2030-02-01T00:00:00').getTime()).toBe(86_399_999);
    expect(any(readFilters(new URLSearchParams()))).toBe(false);
  });
});

describe('permissions of a role', () => {
  test('come with what they need and go with what needs them', () => {
    expect(toggle([], 'download', true)).toEqual(['list', 'view', 'download']);
    expect(toggle(['list', 'view', 'download', 'edit'], 'view', false)).toEqual(['list']);
    expect(toggle(PERMISSIONS, 'manage', false)).toEqual(PERMISSIONS.slice(0, -1));
  });
});

test.each([
  ['Board > Staff > Board', 'Board › Staff › Board'],
  ['would lie inside itself: Board > Staff > Board', 'Board › Staff › Board'],
  ['unknown group', null],
])('the path of a cycle in %j', (why, path) => {
  const document = { type: '', title: '', status: 400, code: 'invalid', errors: [{ field: 'group', why }] };
  expect(cycleOf(new Problem('invalid', 400, document, null))).toBe(path);
});
