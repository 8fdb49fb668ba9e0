import { api, type Grant } from '../lib/api';
import { t } from '../lib/i18n/index.svelte';
import type { Suggestion } from '../ui/Combobox.svelte';
import { shown } from './principal';

/** People, groups and the two open doors, by the beginning of a name; who is there already is left out. */
export async function principals(text: string, there: readonly Grant[], signal: AbortSignal): Promise<Suggestion[]> {
  const query = { limit: 8, ...(text === '' ? {} : { q: text }) };
  const [people, groups] = await Promise.all([
    api.get('/api/v1/users', { query, signal }),
    api.get('/api/v1/groups', { query, signal }),
  ]);
  const taken = new Set(there.map((grant) => grant.principal));
  const doors = ['everyone', 'signed-in'].map((id) => {
    const { name, icon } = shown({ principal: id });
    return { id, label: name, icon };
  });
  return [
    ...people.data.items.map((user) => ({ id: `user:${user.id}`, label: user.name, detail: user.login, icon: 'person' as const })),
    ...groups.data.items.map((group) => ({ id: `group:${group.id}`, label: group.name, detail: t('rights.group'), icon: 'group' as const })),
    ...doors.filter((door) => door.label.toLocaleLowerCase().includes(text.toLocaleLowerCase())),
  ].filter((suggestion) => !taken.has(suggestion.id));
}
