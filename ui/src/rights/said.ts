import type { Role } from '../lib/api';
import { t } from '../lib/i18n/index.svelte';
import { sayAccess } from './access';
import { shown } from './principal';
import { has, type Own } from './rights.svelte';

/** What was done, in one sentence: exactly when it was one thing, else that the rights are others now. */
export function sayChange(before: Own, after: Own, title: string, parent: string, roles: readonly Role[]): string {
  const gone = before.grants.filter((grant) => !has(after.grants, grant));
  const come = after.grants.filter((grant) => !has(before.grants, grant));
  if (before.inherit !== after.inherit) return t(after.inherit ? 'rights.inheritOn' : 'rights.inheritOff', { parent });
  const [added, removed] = [come[0], gone[0]];
  if (come.length > 1 || gone.length > 1) return t('rights.saved', { title });
  if (added && removed && added.principal !== removed.principal) return t('rights.saved', { title });
  if (added) {
    const said = { name: shown(added).name, access: sayAccess(added, roles) };
    return t(removed ? 'rights.changed' : 'rights.added', said);
  }
  return removed ? t('rights.removed', { name: shown(removed).name }) : t('rights.saved', { title });
}
