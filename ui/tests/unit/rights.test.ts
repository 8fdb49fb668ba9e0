import { describe, expect, test } from 'vitest';
import type { Can, Grant, Grants, Role } from '../../src/lib/api';
import { accessOf, accessOptions, withAccess } from '../../src/rights/access';
import { add, cut, equal, join, key, ownersAbove, remove, replace, turn } from '../../src/rights/rights.svelte';

const ana: Grant = { principal: 'user:a', role: 'viewer', effect: 'allow', name: 'Ana' };
const team: Grant = { principal: 'group:t', role: 'owner', effect: 'allow' };
const none = { inherit: true, grants: [] };

describe('a grant as one choice', () => {
  test('reads what it writes', () => {
    for (const access of ['allow:viewer', 'allow:r1', 'deny:all', 'deny:download', 'deny:changes'] as const) {
      expect(accessOf(withAccess(ana, access))).toBe(access);
    }
  });

  test('keeps who it is for and until when', () => {
    const until = '2030-01-01T00:00:00Z';
    expect(withAccess({ ...ana, until }, 'deny:download')).toEqual({
      principal: 'user:a',
      name: 'Ana',
      until,
      permissions: ['download'],
      effect: 'deny',
    });
  });

  test('what only the API can set is neither hidden nor changed', () => {
    expect(accessOf({ principal: 'everyone', permissions: ['list', 'download'], effect: 'allow' })).toBe('other');
    expect(accessOf({ principal: 'everyone', role: 'viewer', effect: 'deny' })).toBe('other');
  });

  test('nobody is offered to pass on more than they hold', () => {
    const roles: Role[] = [
      { id: 'viewer', name: 'Viewer', permissions: ['list', 'view'], builtin: true, rev: 1 },
      { id: 'editor', name: 'Editor', permissions: ['list', 'view', 'edit'], builtin: true, rev: 1 },
    ];
    const can: Can = { view: true, download: true, contribute: true, edit: false, delete: false, share: true, manage: false };
    const offered = (held: Can | null) => accessOptions(roles, held).filter((o) => !o.disabled).map((o) => o.value);
    expect(offered(can)).toContain('allow:viewer');
    expect(offered(can)).not.toContain('allow:editor');
    expect(offered(null)).toContain('allow:editor');
  });
});

describe('changes of rights', () => {
  test('are made on whatever is there by now', () => {
    expect(add(ana)({ inherit: false, grants: [team] })).toEqual({ inherit: false, grants: [team, ana] });
    expect(remove(ana)({ inherit: true, grants: [ana, team] })).toEqual({ inherit: true, grants: [team] });
  });

  test('do nothing when what they are about is gone', () => {
    expect(remove(ana)(none)).toEqual(none);
    expect(replace(ana, team)(none)).toEqual(none);
  });

  test('adding twice is adding once', () => {
    expect(add(ana)(add(ana)(none)).grants).toHaveLength(1);
  });

  test('the name is no part of a grant, the order of permissions neither', () => {
    expect(key({ ...ana, name: 'Somebody' })).toBe(key(ana));
    expect(key({ principal: 'everyone', permissions: ['view', 'list'], effect: 'allow' })).toBe(
      key({ principal: 'everyone', permissions: ['list', 'view'], effect: 'allow' }),
    );
  });

  test('cutting what comes from above keeps its owners, and joining again lets them go', () => {
    const now: Grants = {
      inherit: true,
      grants: [ana],
      inherited: [
        { from: { id: 'c', title: 'Above' }, grant: team },
        { from: { id: 'c', title: 'Above' }, grant: { principal: 'everyone', role: 'viewer', effect: 'allow' } },
      ],
    };
    const owners = ownersAbove(now);
    expect(owners).toEqual([team]);
    const alone = cut(owners)(now);
    expect(alone).toEqual({ inherit: false, grants: [ana, team] });
    expect(join(owners)(alone)).toEqual({ inherit: true, grants: [ana] });
  });
});

describe('what leads from one state to another', () => {
  const zoe: Grant = { principal: 'user:z', role: 'viewer', effect: 'allow' };
  const more = withAccess(zoe, 'allow:editor');
  const from = { inherit: true, grants: [ana, zoe] };

  test('is made on what somebody else has made of it meanwhile', () => {
    const mine = turn(from, { inherit: true, grants: [ana, more] });
    expect(mine({ inherit: true, grants: [team, ana, zoe] })).toEqual({ inherit: true, grants: [team, ana, more] });
  });

  test('keeps what only the other one touched', () => {
    const mine = turn(from, { inherit: false, grants: [ana] });
    expect(mine({ inherit: true, grants: [team, zoe] })).toEqual({ inherit: false, grants: [team] });
    const nothing = turn(from, from);
    expect(nothing({ inherit: false, grants: [team] })).toEqual({ inherit: false, grants: [team] });
  });

  test('leads back as well', () => {
    const to = { inherit: false, grants: [more, team] };
    expect(equal(turn(to, from)(turn(from, to)(from)), from)).toBe(true);
  });

  test('adds no row that is there already', () => {
    expect(turn(from, { inherit: true, grants: [ana, zoe, team] })({ inherit: true, grants: [team, ana, zoe] }).grants).toHaveLength(3);
  });
});
