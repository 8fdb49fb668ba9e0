import { t } from '../lib/i18n/index.svelte';
import { session } from '../lib/session.svelte';
import type { Suggestion } from '../ui/Combobox.svelte';

/** The id of the suggestion that is no person yet. */
export const ADD = 'add-person';

/** Offers an administrator to add whom nobody knows by that name; `people` are those who were found. */
export function orAdd(text: string, people: readonly Suggestion[]): Suggestion[] {
  if (text === '' || people.length > 0 || !session.can('users.manage')) return [];
  return [{ id: ADD, label: t('people.addCalled', { name: text }), icon: 'plus' }];
}
