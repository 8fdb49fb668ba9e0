import type { AuditEntry, Grant, Permission } from '../lib/api';
import { t, type Key } from '../lib/i18n/index.svelte';
import { PERMISSIONS } from '../roles/permissions';

type Act = Extract<Key, `audit.what.${string}`>;

/** The acts as the server writes them. */
const acts: Record<string, Act> = {
  'grants replaced': 'audit.what.grantsReplaced',
  'person added': 'audit.what.personAdded',
  'person changed': 'audit.what.personChanged',
  'person removed': 'audit.what.personRemoved',
  'own account changed': 'audit.what.ownAccount',
  'set up': 'audit.what.setUp',
  'group made': 'audit.what.groupMade',
  'group renamed': 'audit.what.groupChanged',
  'group removed': 'audit.what.groupRemoved',
  'person put into group': 'audit.what.joined',
  'person taken out of group': 'audit.what.left',
  'group put into group': 'audit.what.groupJoined',
  'group taken out of group': 'audit.what.groupLeft',
  'role defined': 'audit.what.roleMade',
  'role changed': 'audit.what.roleChanged',
  'role removed': 'audit.what.roleRemoved',
  'link made': 'audit.what.linkMade',
  'link revoked': 'audit.what.linkRevoked',
  'session ended': 'audit.what.sessionEnded',
  'token ended': 'audit.what.tokenEnded',
  'began to look as a person': 'audit.what.lookAs',
  'looks as a person no more': 'audit.what.lookEnd',
  'collection made': 'audit.what.made',
  'collection moved': 'audit.what.moved',
  'item moved': 'audit.what.itemMoved',
  'collection put into the trash': 'audit.what.trashed',
  'collection restored': 'audit.what.restored',
  "collection's time in the trash over": 'audit.what.timeOver',
  'collection removed for good': 'audit.what.forGood',
};

/** What was done in the person's language; an act that is not known here is told as the server wrote it. */
export function sayAct(what: string): { text: string; known: boolean } {
  const key = acts[what];
  return key === undefined ? { text: what, known: false } : { text: t(key), known: true };
}

export interface Thing {
  kind: string;
  id: string;
}

/** `collection:ID` taken apart; a principal without an id is its own kind. */
export function thing(text: string): Thing | null {
  const colon = text.indexOf(':');
  if (colon < 0) return text === '' ? null : { kind: text, id: '' };
  return { kind: text.slice(0, colon), id: text.slice(colon + 1) };
}

export interface Said {
  inherit: boolean;
  grants: Grant[];
}

const CUT = ' (nothing inherited)';
const ROW = /^((?:user|group|link|role):\S+|everyone|signed-in) (not )?(.+?)(?: until (\S+))?$/;

/** Grants as the history writes them (`user:ID editor until 2030-01-01T00:00:00Z; …`); null when it is something else. */
export function readGrants(text: string): Said | null {
  const inherit = !text.endsWith(CUT);
  const rows = (inherit ? text : text.slice(0, -CUT.length)).split('; ').filter((row) => row.trim() !== '');
  const grants: Grant[] = [];
  for (const row of rows) {
    const found = ROW.exec(row.trim());
    if (!found) return null;
    const [, principal, not, parts, until] = found;
    const words = (parts ?? '').split(', ');
    const permissions = words.filter((word): word is Permission => (PERMISSIONS as readonly string[]).includes(word));
    const role = words.find((word) => !(PERMISSIONS as readonly string[]).includes(word));
    grants.push({
      principal: principal ?? '',
      effect: not ? 'deny' : 'allow',
      ...(role === undefined ? {} : { role }),
      ...(permissions.length === 0 ? {} : { permissions }),
      ...(until === undefined ? {} : { until }),
    });
  }
  return { inherit, grants };
}

/** Before and after of an entry about grants; null for all others. */
export function grantsOf({ what, before, after }: AuditEntry): { before: Said; after: Said } | null {
  if (!what.startsWith('grants')) return null;
  const [old, fresh] = [readGrants(before), readGrants(after)];
  return old && fresh ? { before: old, after: fresh } : null;
}

/** A text with the things it names taken out, so that their names can stand there instead. */
export function pieces(text: string): (string | Thing)[] {
  return text
    .split(/\b((?:user|group|collection|item|role|link):[A-Za-z0-9_-]+)/)
    .filter((part) => part !== '')
    .map((part) => (/^(?:user|group|collection|item|role|link):/.test(part) ? (thing(part) ?? part) : part));
}
