import { Client } from './client';
import type { components } from './schema';

export { etagOf, problemOf, type Answer } from './client';
export type {
  AuditEntry,
  Effect,
  Explained,
  Grant,
  Grants,
  Group,
  Link,
  LinkMade,
  Opened,
  PersonEffect,
  PersonRef,
  Role,
  Seer,
  Session,
  Step,
} from './access';
export { isAbort, Problem, troubleOf, type Trouble } from './problem';

type Schemas = components['schemas'];
export type Collection = Schemas['Collection'];
export type CollectionRef = Schemas['CollectionRef'];
export type Item = Schemas['Item'];
export type Can = Schemas['Can'];
export type Trashed = Schemas['Trashed'];
export type User = Schemas['User'];
export type Permission = Schemas['Permission'];

/** Null where there is none: in tests, or because the person forbids it. */
function tabMemory(): Storage | null {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null;
  }
}

export const api = new Client(undefined, tabMemory());
