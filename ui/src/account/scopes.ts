import type { Permission } from '../lib/api';
import { speech, t } from '../lib/i18n/index.svelte';
import { PERMISSIONS } from '../roles/permissions';

/** Lets a program ask what others may do, for decisions of its own. */
export const EVALUATE = 'access.evaluate';

/** What a token may, in words; scopes that only the API gives are told by their name. */
export function sayScopes(scopes: readonly string[]): string {
  if (scopes.includes('*')) return t('account.scopeAll');
  return new Intl.ListFormat(speech.locale).format(scopes.map(sayScope));
}

export function sayScope(scope: string): string {
  if (scope === EVALUATE) return t('account.scopeEvaluate');
  return (PERMISSIONS as readonly string[]).includes(scope) ? t(`rights.permission.${scope as Permission}`) : scope;
}
