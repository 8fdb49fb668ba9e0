import { api, type Grant } from '../lib/api';
import { t } from '../lib/i18n/index.svelte';
import type { Suggestion } from '../ui/Combobox.svelte';
import { shown } from './principal';

/** People by the beginning of a name; those who manage people see and search logins too. */
export async function persons(text: string, signal: AbortSignal): Promise<Suggestion[]> {
  const query = { limit: 8, ...(text === '' ? {} : { q: text }) };
  const { data } = await api.get('/api/v1/users', { query, signal });
  return data.items.map((user) => ({ id: user.id, label: user.name, icon: 'person' as const, ...(user.login === undefined ? {} : { detail: user.login }) }));
}

/** Groups by the beginning of their name. */
export async function groups(text: string, signal: AbortSignal): Promise<Suggestion[]> {
  const query = { limit: 8, ...(text === '' ? {} : { q: text }) };
  const { data } = await api.get('/api/v1/groups', { query, signal });
  return data.items.map((group) => ({ id: group.id, label: group.name, icon: 'group' }));
}

/** People, groups and the two open doors, by the beginning of a name; who is there already is left out. */
export async function principals(text: string, there: readonly Grant[], signal: AbortSignal): Promise<Suggestion[]> {
  const [people, teams] = await Promise.all([persons(text, signal), groups(text, signal)]);
  const taken = new Set(there.map((grant) => grant.principal));
  const doors = ['everyone', 'signed-in'].map((id) => {
    const { name, icon } = shown({ principal: id });
    return { id, label: name, icon };
  });
  return [
    ...people.map((person) => ({ ...person, id: `user:${person.id}` })),
    ...teams.map((group) => ({ ...group, id: `group:${group.id}`, detail: t('rights.group') })),
    ...doors.filter((door) => door.label.toLocaleLowerCase().includes(text.toLocaleLowerCase())),
  ].filter((suggestion) => !taken.has(suggestion.id));
}
