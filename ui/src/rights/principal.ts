import type { Grant } from '../lib/api';
import { t } from '../lib/i18n/index.svelte';
import { session } from '../lib/session.svelte';
import type { IconName } from '../ui/icons';

export interface Shown {
  readonly name: string;
  readonly detail: string | null;
  readonly icon: IconName;
}

/** How the holder of a grant is shown. */
export function shown({ principal, name }: Pick<Grant, 'principal' | 'name'>): Shown {
  if (principal === 'everyone') return { name: t('rights.everyone'), detail: t('rights.everyoneHint'), icon: 'globe' };
  if (principal === 'signed-in') return { name: t('rights.signedIn'), detail: t('rights.signedInHint'), icon: 'key' };
  if (principal.startsWith('group:')) return { name: name ?? t('rights.someGroup'), detail: t('rights.group'), icon: 'group' };
  if (principal.startsWith('link:')) return { name: name ?? t('rights.link'), detail: t('rights.linkHint'), icon: 'link' };
  const self = principal === `user:${session.me?.id}`;
  return { name: name ?? t('rights.someone'), detail: self ? t('rights.you') : null, icon: 'person' };
}
