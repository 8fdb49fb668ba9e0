import type { Explained, Role, Step } from '../lib/api';
import { t } from '../lib/i18n/index.svelte';
import { ROOT } from '../lib/routes';
import { sayAccess } from './access';
import { shown } from './principal';

/** What stands behind an answer. */
export type Ground =
  | { kind: 'given' | 'denied'; step: Step; entry: Step['entries'][number] }
  | { kind: 'cut' | 'none' | 'disabled' }
  /** no account, or nothing there */
  | { kind: 'other' };

export function groundOf({ reason, steps }: Explained): Ground {
  if (reason === 'disabled') return { kind: 'disabled' };
  for (const step of steps) {
    const entry = step.entries.find((one) => one.decides);
    if (entry) return { kind: entry.grant.effect === 'deny' ? 'denied' : 'given', step, entry };
  }
  if (reason === 'not inherited') return { kind: 'cut' };
  return { kind: reason === 'no grant' ? 'none' : 'other' };
}

/** What a place on the way is called; titles of what the person may not list are not told. */
export function placeName({ at }: Step): string {
  if (at.id === ROOT) return t('rights.why.top');
  if (at.title) return at.title;
  return at.kind === 'item' ? t('rights.why.item') : t('rights.why.hidden');
}

/** What would have to change for another answer; null when there is nothing to say. */
export function advise(ground: Ground, name: string, roles: readonly Role[]): string | null {
  switch (ground.kind) {
    case 'given':
    case 'denied': {
      const row = `${shown(ground.entry.grant).name}: ${sayAccess(ground.entry.grant, roles)}`;
      return t(`rights.why.${ground.kind}`, { row, where: placeName(ground.step) });
    }
    case 'cut':
    case 'none':
    case 'disabled':
      return t(`rights.why.${ground.kind}`, { name });
    case 'other':
      return null;
  }
}

/** Names of groups from the person outward. */
export function sayVia(via: readonly string[]): string | null {
  return via.length === 0 ? null : t('rights.why.via', { groups: via.join(' › ') });
}
