import type { Permission } from '../lib/api';

/** All that a role can name, from the least to the most. */
export const PERMISSIONS: readonly Permission[] = ['list', 'view', 'download', 'contribute', 'edit', 'delete', 'share', 'manage'];

/** What one permission makes no sense without. */
const NEEDS: Partial<Record<Permission, readonly Permission[]>> = {
  view: ['list'],
  download: ['list', 'view'],
  edit: ['list', 'view'],
  delete: ['list', 'view'],
};

/** The choice after one box was ticked or cleared: what it needs comes with it, what needs it goes with it. */
export function toggle(chosen: readonly Permission[], permission: Permission, on: boolean): Permission[] {
  const next = new Set(chosen);
  if (on) for (const one of [permission, ...(NEEDS[permission] ?? [])]) next.add(one);
  else for (const one of chosen) if (one === permission || NEEDS[one]?.includes(permission)) next.delete(one);
  return PERMISSIONS.filter((one) => next.has(one));
}
