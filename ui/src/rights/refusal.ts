import { Problem, type Permission } from '../lib/api';
import { speech, t } from '../lib/i18n/index.svelte';

const PERMISSIONS: readonly Permission[] = ['list', 'view', 'download', 'contribute', 'edit', 'delete', 'share', 'manage'];

/** Our words for a change of rights that the server does not allow; undefined for all other trouble. */
export function refusal(error: unknown): string | undefined {
  if (!(error instanceof Problem)) return undefined;
  if (error.trouble === 'conflict') return t('rights.trouble.lastOwner');
  if (error.trouble !== 'denied') return undefined;
  const missing = named(error.document?.detail ?? '');
  if (missing.length === 0) return t('rights.trouble.denied');
  const what = new Intl.ListFormat(speech.locale).format(missing.map((permission) => t(`rights.permission.${permission}`)));
  return t('rights.trouble.missing', { what });
}

/** Permissions that a detail of the server names, quoted or after a colon: `missing: edit, delete`. */
export function named(detail: string): Permission[] {
  const quoted = [...detail.matchAll(/["“'`]([a-z]+)["”'`]/g)].map((found) => found[1]);
  const listed = /:\s*([a-z]+(?:,\s*[a-z]+)*)\.?$/.exec(detail)?.[1]?.split(/,\s*/) ?? [];
  return PERMISSIONS.filter((permission) => quoted.includes(permission) || listed.includes(permission));
}
