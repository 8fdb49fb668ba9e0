import type { Can, Grant, Permission, Role } from '../lib/api';
import { t, type Key } from '../lib/i18n/index.svelte';

/** All that can be taken away at once: who is denied this sees nothing. */
const ALL: readonly Permission[] = ['list', 'view', 'download', 'contribute', 'edit', 'delete', 'share', 'manage'];
const CHANGES: readonly Permission[] = ['contribute', 'edit', 'delete', 'share', 'manage'];

const denials = { all: ALL, download: ['download'], changes: CHANGES } as const satisfies Record<string, readonly Permission[]>;
type Denial = keyof typeof denials;

/** What one row gives or takes, as one choice: `allow:viewer`, `deny:download`, or `other` for what only the API sets. */
export type Access = `allow:${string}` | `deny:${Denial}` | 'other';

const builtin = ['viewer', 'downloader', 'contributor', 'editor', 'owner'] as const;
type Builtin = (typeof builtin)[number];

function isBuiltin(id: string): id is Builtin {
  return (builtin as readonly string[]).includes(id);
}

export function accessOf(grant: Grant): Access {
  if ((grant.effect ?? 'allow') === 'allow') return grant.role ? `allow:${grant.role}` : 'other';
  const denied = grant.role === 'owner' ? ALL : (grant.role ? null : grant.permissions);
  if (!denied) return 'other';
  const found = (Object.keys(denials) as Denial[]).find((denial) => sameSet(denials[denial], denied));
  return found ? `deny:${found}` : 'other';
}

/** The same principal and expiry with another access. */
export function withAccess({ principal, until, name }: Grant, access: Exclude<Access, 'other'>): Grant {
  const kept = { principal, ...(until ? { until } : {}), ...(name === undefined ? {} : { name }) };
  if (access.startsWith('allow:')) return { ...kept, role: access.slice('allow:'.length), effect: 'allow' };
  return { ...kept, permissions: [...denials[access.slice('deny:'.length) as Denial]], effect: 'deny' };
}

export function roleName(id: string, roles: readonly Role[]): string {
  return isBuiltin(id) ? t(`rights.role.${id}`) : (roles.find((role) => role.id === id)?.name ?? id);
}

export function sayAccess(grant: Grant, roles: readonly Role[]): string {
  const access = accessOf(grant);
  if (access === 'other') {
    const names = grant.role ? roleName(grant.role, roles) : (grant.permissions ?? []).map((p) => t(`rights.permission.${p}`)).join(', ');
    return t(grant.effect === 'deny' ? 'rights.denied' : 'rights.allowed', { what: names });
  }
  if (access.startsWith('deny:')) return t(`rights.deny.${access.slice('deny:'.length) as Denial}`);
  return roleName(access.slice('allow:'.length), roles);
}

export interface AccessOption {
  value: Access;
  label: string;
  group: string;
  disabled: boolean;
}

/** What may be chosen; a role with more than the person holds is shown, but not offered. */
export function accessOptions(roles: readonly Role[], can: Can | null): AccessOption[] {
  const held = (permission: Permission): boolean => can === null || permission === 'list' || can[permission];
  const allow = roles.map((role) => ({
    value: `allow:${role.id}` as Access,
    label: describe(role),
    group: t('rights.allow'),
    disabled: !role.permissions.every(held),
  }));
  const deny = (Object.keys(denials) as Denial[]).map((denial) => ({
    value: `deny:${denial}` as Access,
    label: t(`rights.deny.${denial}`),
    group: t('rights.denyGroup'),
    disabled: false,
  }));
  return [...allow, ...deny];
}

function describe(role: Role): string {
  if (!isBuiltin(role.id)) return role.name;
  const does: Key = `rights.does.${role.id}`;
  return t('rights.roleDoes', { role: t(`rights.role.${role.id}`), does: t(does) });
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one));
}
